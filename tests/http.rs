//! The host: paths, statuses, media types, configuration, and a database that goes away.

mod cache;
mod cli;
mod encoding;
mod fresh;
mod graphql;
mod host;
mod observe;
mod parse;
