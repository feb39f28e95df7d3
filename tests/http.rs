//! The host: paths, statuses, media types, configuration, browsers, slow and greedy clients, and a database that goes
//! away.

mod browser;
mod cache;
mod cli;
mod encoding;
mod fairness;
mod fresh;
mod graphql;
mod host;
mod observe;
mod outage;
mod parse;
mod raw;
mod shutdown;
mod slow;
mod tls;
