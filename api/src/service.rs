//! What the service does, one file a noun. The only place, with `loaders`, that builds database queries.

use crate::pagination::CursorKey;
use crate::scope::Scope;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;

pub mod attachment;
pub mod catalog;
pub mod catalog_column;
pub mod catalog_entry;
pub mod document;
pub mod document_relation;
pub mod export;
pub mod filter;
pub mod import;
pub mod interpretation;
pub mod listing;
pub mod package;
pub mod tombstone;
pub mod unit;
pub mod validity;
pub mod write;

/// What a request reads with: the database, and what the request may see of it.
#[derive(Clone, Debug)]
pub struct Reader {
    db: DatabaseConnection,
    /// Who asks, and when.
    pub scope: Scope,
    cursors: CursorKey,
    default_term: DefaultTerm,
}

impl Reader {
    /// A reader for one request.
    pub fn new(db: DatabaseConnection, scope: Scope, cursors: CursorKey, default_term: DefaultTerm) -> Self {
        Self { db, scope, cursors, default_term }
    }

    fn backend(&self) -> sea_orm::DatabaseBackend {
        sea_orm::ConnectionTrait::get_database_backend(&self.db)
    }
}
