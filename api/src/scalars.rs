//! The scalars of the contract, one file each.

mod date;
mod date_time;
mod sha256;
mod url;

pub use date::Date;
pub use date_time::DateTime;
pub use sha256::Sha256;
pub use url::Url;
