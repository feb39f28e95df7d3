//! The integration tests of gongkai. One binary; each folder says what it is about.

mod architecture;
mod http;
mod import;
mod limits;
mod migration;
mod node;
mod query;
mod schema;
