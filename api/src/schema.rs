//! How the GraphQL schema is put together.

use crate::config::Config;
use crate::extensions::{Codes, Timeout};
use crate::query::Query;
use crate::types::node::Node;
use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions};
use std::time::Duration;

/// The schema, read side.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// The schema under a configuration. Extensions run in this order: the outermost first.
pub fn build(config: &Config) -> Schema {
    let mut schema = async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription)
        .register_output_type::<Node>()
        .data(config.clone())
        .limit_recursive_depth(64)
        .limit_directives(50)
        .extension(Codes)
        .extension(Timeout(Duration::from_secs(config.request_timeout_seconds)));
    if !config.introspection {
        schema = schema.disable_introspection().disable_suggestions();
    }
    schema.finish()
}

/// The contract as text, as it stands in `schema.graphql`.
pub fn sdl() -> String {
    let schema = build(&Config::default());
    let options = SDLExportOptions::new().include_specified_by().prefer_single_line_descriptions();
    schema.sdl_with_options(options)
}
