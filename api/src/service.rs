//! What the service does, one file a noun. The only place, with `loaders`, that builds database queries.

use crate::pagination::CursorKey;
use crate::scope::Scope;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;

pub mod attachment;
pub mod calendar;
pub mod catalog;
pub mod catalog_column;
pub mod catalog_entry;
pub mod compliance;
pub mod disclosure_deadline;
pub mod document;
pub mod document_relation;
pub mod filter;
pub mod import;
pub mod interpretation;
pub mod listing;
pub mod package;
pub mod task;
pub mod task_plan;
pub mod task_unit;
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
    calendars: calendar::Calendars,
}

impl Reader {
    /// A reader for one request.
    pub fn new(
        db: DatabaseConnection,
        scope: Scope,
        cursors: CursorKey,
        default_term: DefaultTerm,
        calendars: calendar::Calendars,
    ) -> Self {
        Self { db, scope, cursors, default_term, calendars }
    }

    fn backend(&self) -> sea_orm::DatabaseBackend {
        sea_orm::ConnectionTrait::get_database_backend(&self.db)
    }
}
