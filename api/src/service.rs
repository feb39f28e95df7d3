//! What the service does, one file a noun. The only place, with `loaders`, that builds database queries.

use crate::pagination::CursorKey;
use crate::scope::Scope;
use db::Db;
use entity::value::calendar::Calendar;
use entity::value::validity::DefaultTerm;
use std::sync::Arc;
use tokio::sync::OnceCell;

pub mod attachment;
pub mod calendar;
pub mod catalog;
pub mod catalog_column;
pub mod catalog_entry;
pub mod compliance;
pub mod db;
pub mod disclosure_deadline;
pub mod document;
pub mod document_relation;
pub mod export;
pub mod filter;
pub mod freshness;
pub mod health;
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

/// Values that one statement may bind; SQLite allows 32,766.
const VALUES: usize = 30_000;

/// What a request reads with: the database, and what the request may see of it.
#[derive(Clone, Debug)]
pub struct Reader {
    db: Db,
    /// Who asks, and when.
    pub scope: Scope,
    common: Arc<Common>,
    /// The calendar in force, once the request has asked for it: one answer knows one calendar.
    calendar: Arc<OnceCell<Arc<Calendar>>>,
}

/// What all requests of an instance read by.
#[derive(Debug)]
pub struct Common {
    /// The key of cursors.
    pub cursors: CursorKey,
    /// The term of documents that state none.
    pub default_term: DefaultTerm,
    /// How often columns must be updated.
    pub update_rules: health::UpdateRules,
    /// Calendars that are known.
    pub calendars: calendar::Calendars,
}

impl Reader {
    /// A reader for one request.
    pub fn new(db: Db, scope: Scope, common: Arc<Common>) -> Self {
        Self { db, scope, common, calendar: Arc::default() }
    }

    /// What seals cursors.
    pub fn cursors(&self) -> &CursorKey {
        &self.common.cursors
    }

    fn backend(&self) -> sea_orm::DatabaseBackend {
        sea_orm::ConnectionTrait::get_database_backend(&self.db)
    }
}
