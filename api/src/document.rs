//! GraphQL documents: checked once, kept, and executed as often as they are asked for.
//!
//! - `scan`: tokens and brackets, before anything parses
//! - `measure`: depth, aliases and the like, before anything expands a fragment
//! - `check`: parsed, validated, `values` (literals and variables in their places), `cost`, `convert`
//! - `checked`: what is kept, and what a request makes of it; `coerce`: the values of its variables
//! - `persisted`: which documents a request may name or bring, and where they are kept

mod check;
mod checked;
mod coerce;
mod convert;
mod cost;
mod lines;
mod measure;
mod persisted;
mod problem;
mod scan;
mod syntax;
mod token;
mod values;

pub use checked::{Checked, Operation};
pub use measure::Figures;
pub use persisted::{Documents, ManifestError, Mode, Reference, hash};
pub use problem::Problem;
pub use scan::MAX_NESTING;
#[cfg(test)]
pub(crate) use values::RULES as VALUE_RULES;

use crate::config::Config;

/// A SHA-256.
pub type Hash = [u8; 32];

/// How many lists introspection may not nest: as many as the reference implementation refuses.
pub const INTROSPECTION_LISTS: usize = 3;

/// What a document may ask for, every fragment expanded.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Tokens of its text.
    pub tokens: usize,
    /// Fields above each other.
    pub depth: usize,
    /// Fields and spreads of all its operations.
    pub fields: usize,
    /// Aliases of one operation.
    pub aliases: usize,
    /// Fields of an operation's outermost set.
    pub root_fields: usize,
    /// Directives of one operation.
    pub directives: usize,
    /// The estimated cost of one operation.
    pub cost: u64,
}

impl Limits {
    /// The limits of a configuration.
    pub fn new(config: &Config) -> Self {
        Self {
            tokens: config.max_tokens,
            depth: config.max_depth,
            fields: config.max_fields,
            aliases: config.max_aliases,
            root_fields: config.max_root_fields,
            directives: config.max_directives,
            cost: config.max_cost,
        }
    }
}
