//! What the service does, one file a noun. The only place, with `loaders`, that builds database queries.

pub mod import;
pub mod package;
pub mod write;
