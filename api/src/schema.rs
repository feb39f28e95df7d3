//! How the GraphQL schema is put together.

use crate::config::Config;
use crate::document::MAX_NESTING;
use crate::query::Query;
use crate::types::node::Node;
use apollo_compiler::validation::Valid;
use async_graphql::{EmptyMutation, EmptySubscription, SDLExportOptions, ValidationMode};

/// The schema, read side.
pub type Schema = async_graphql::Schema<Query, EmptyMutation, EmptySubscription>;

/// The schema under a configuration. It has no extensions: each would stand around every field of every answer.
pub fn build(config: &Config) -> Schema {
    let mut schema = async_graphql::Schema::build(Query, EmptyMutation, EmptySubscription)
        .register_output_type::<Node>()
        .data(config.clone())
        // Documents are checked before they come here (`document`), to the letter and within limits: what is left to
        // the library is what its execution needs.
        .validation_mode(ValidationMode::Fast)
        .limit_recursive_depth(2 * MAX_NESTING);
    if !config.introspection {
        schema = schema.disable_introspection();
    }
    schema.finish()
}

/// The contract as text, as it stands in `schema.graphql`.
pub fn sdl() -> String {
    let schema = build(&Config::default());
    let options = SDLExportOptions::new().include_specified_by().prefer_single_line_descriptions();
    schema.sdl_with_options(options)
}

/// The contract as documents are checked against it.
pub fn contract() -> Valid<apollo_compiler::Schema> {
    let text = format!("{}\nextend type __Type {{ isOneOf: Boolean }}\n", sdl());
    // It is made of this program alone, and a test parses it: it cannot fail in one place and not in the other.
    #[allow(clippy::expect_used)]
    apollo_compiler::Schema::parse_and_validate(text, "schema.graphql").expect("the contract is valid")
}
