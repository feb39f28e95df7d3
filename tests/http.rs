//! The host: paths, statuses, media types, configuration, and a database that goes away.

mod cli;
mod graphql;
mod host;
mod observe;
mod parse;
