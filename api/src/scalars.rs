//! The scalars of the contract, one file each.

mod date;
mod date_time;
mod sha256;
mod url;

use crate::text::Text;
use async_graphql::{InputType, InputValueError};
pub use date::Date;
pub use date_time::DateTime;
pub use sha256::Sha256;
pub use url::Url;

/// Why a value cannot be read. The library takes one sentence; the Chinese one travels beside it, under a key that
/// `text::graphql::told` takes off before a client sees it.
fn unreadable<T: InputType>(why: Text) -> InputValueError<T> {
    InputValueError::custom(&why.en).with_extension(CHINESE, why.zh)
}

/// The key of an error's extensions under which a scalar tells its reason in Chinese.
pub const CHINESE: &str = "zh";
