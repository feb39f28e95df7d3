//! The one door through which anything public is written.
//!
//! A [`Writer`] is one transaction that holds the head of the change log from its first statement to its commit, so
//! that the order of the log is the order of commit, without gaps, on either database and with any number of writers.
//! Every changed subject gets a version one higher, its content hash and time, one row in `change` and one in
//! `audit_event`; what did not change costs no row.

use crate::error::{Error, Result};
use crate::scope::Clock;
use crate::service::VALUES;
use crate::service::freshness::GENERATION;
use chrono::{DateTime, Utc};
use entity::value::calendar::Calendar;
use entity::value::validity::DefaultTerm;
use entity::value::{ChangeKind, ChangeOperation, SubjectType};
use entity::{audit_event, change, setting};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Iterable, QueryFilter, QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

mod bigram;
pub mod canonical;
mod catalog;
mod catalog_column;
mod catalog_entry;
mod check;
mod content;
mod deadline;
mod document;
mod holiday;
mod interpretation;
mod join;
mod lookup;
mod prepare;
mod setting_value;
mod task;
mod task_plan;
mod term;
mod unit;
mod unit_name;
mod validity;
mod withdraw;

pub use catalog::{
    CatalogRow, ColumnCount, Edition, EntryChange, EntryFate, Gone, Part, Parts, UnknownUnits, Wishes, Written, catalog,
};
pub use document::packages;
pub use holiday::{Moved, Recalculated, holidays};
pub use prepare::prepare;
pub use setting_value::setting_or;
pub use task::TaskRow;
pub use task_plan::{PlanRow, WrittenPlan, task_plan};
pub use unit::{UnitRow, units};
pub use withdraw::withdraw;

/// The setting that every writer queues on.
const CHANGE_HEAD: &str = "change_head";
/// Rows of one INSERT: few enough for any table's share of bound values, and always as many, so that the statement is
/// prepared once.
const ROWS: usize = 250;
/// Changes that wait before they are written.
const PENDING: usize = 1_000;

/// What became of a row that was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It was not there before.
    Created,
    /// It was there with other content.
    Updated,
    /// It was there just so.
    Unchanged,
}

/// Something that is wrong with a row, or worth telling about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which part of the row, such as `document.issuers[1]`.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Problem {
    /// Something about one part of a row.
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { path: path.into(), reason: reason.into() }
    }
}

/// What became of one row: accepted, or rejected for these reasons, without a trace.
pub type Verdict = Result<Outcome, Vec<Problem>>;

/// One transaction of writing.
#[derive(Debug)]
pub struct Writer {
    txn: DatabaseTransaction,
    clock: Clock,
    default_term: DefaultTerm,
    actor: String,
    now: DateTime<Utc>,
    head: i64,
    pending: Vec<Deed>,
    directory: Option<Arc<unit::Directory>>,
    entries: Option<Arc<lookup::Entries>>,
    calendar: Option<Arc<Calendar>>,
    /// By how much more titles hold a pair of characters: an ordered map, so that rows are always written in one order.
    bigrams: BTreeMap<String, i32>,
    /// What names in task plans mean must be derived anew.
    units_changed: bool,
}

/// One change of one subject, to be logged.
#[derive(Debug)]
struct Deed {
    subject: (SubjectType, Uuid),
    action: &'static str,
    /// Which parts changed; `None` where the public sees no change, so that only the audit tells.
    kinds: Option<Vec<ChangeKind>>,
    version: i32,
    before: Option<String>,
    after: Option<String>,
    reason: Option<String>,
}

impl Writer {
    /// Begins a transaction in the name of `actor` and takes the head of the change log; other writers wait.
    pub async fn begin(db: &DatabaseConnection, clock: &Clock, default_term: DefaultTerm, actor: &str) -> Result<Self> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let txn = db.begin_with_options(options).await?;
        let mut head = setting::Entity::find_by_id(CHANGE_HEAD);
        // BEGIN IMMEDIATE has locked SQLite's file already.
        if db.get_database_backend() == DatabaseBackend::Postgres {
            head = head.lock_exclusive();
        }
        let head = head.one(&txn).await?.and_then(|row| row.value.parse().ok());
        let Some(head) = head else {
            return Err(Error::Internal("setting change_head is missing or not a number".into()));
        };
        Ok(Self {
            txn,
            clock: clock.clone(),
            default_term,
            actor: actor.to_owned(),
            // After the lock, so that times never run against the order of the log.
            now: clock.now(),
            head,
            pending: Vec::new(),
            directory: None,
            entries: None,
            calendar: None,
            bigrams: BTreeMap::new(),
            units_changed: false,
        })
    }

    /// Writes the log and makes everything visible at once.
    pub async fn commit(mut self) -> Result<()> {
        if self.units_changed {
            task::resettle(&mut self).await?;
        }
        self.flush().await?;
        bigram::write_counts(&mut self).await?;
        setting::Entity::update_many()
            .col_expr(setting::Column::Value, self.head.to_string().into())
            .filter(setting::Column::Name.eq(CHANGE_HEAD))
            .exec(&self.txn)
            .await?;
        // Also where nothing is logged: what is derived may have changed, and answers rest on that too.
        setting_value::remember(&self.txn, GENERATION, &self.clock.id().to_string()).await?;
        Ok(self.txn.commit().await?)
    }

    /// Leaves everything as it was.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.txn.rollback().await?)
    }

    fn count_bigram(&mut self, bigram: &str, by: i32) {
        match self.bigrams.get_mut(bigram) {
            Some(count) => *count += by,
            None => drop(self.bigrams.insert(bigram.to_owned(), by)),
        }
    }

    async fn log(&mut self, deed: Deed) -> Result<()> {
        self.pending.push(deed);
        if self.pending.len() >= PENDING { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<()> {
        let (mut changes, mut audits) = (Vec::new(), Vec::new());
        for deed in std::mem::take(&mut self.pending) {
            let (subject_type, subject_id) = deed.subject;
            audits.push(audit_event::Model {
                id: self.clock.id(),
                occurred_at: self.now,
                actor: self.actor.clone(),
                action: deed.action.into(),
                subject_type,
                subject_id,
                before_hash: deed.before,
                after_hash: deed.after.clone(),
            });
            let Some(kinds) = deed.kinds else { continue };
            self.head += 1;
            changes.push(change::Model {
                sequence: self.head,
                subject_type,
                subject_id,
                operation: if deed.after.is_some() { ChangeOperation::Upsert } else { ChangeOperation::Tombstone },
                kinds: kinds.into_iter().map(ChangeKind::code).collect::<Vec<_>>().join(","),
                version: deed.version,
                content_hash: deed.after,
                changed_at: self.now,
                reason: deed.reason,
            });
        }
        insert_all::<change::Entity>(&self.txn, changes).await?;
        insert_all::<audit_event::Entity>(&self.txn, audits).await
    }
}

/// Inserts rows, many in a statement.
async fn insert_all<E>(txn: &DatabaseTransaction, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let rows_at_once = ROWS.min(VALUES / E::Column::iter().count().max(1));
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<_> = rows.by_ref().take(rows_at_once).map(IntoActiveModel::into_active_model).collect();
        E::insert_many(some).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Writes every column of rows that are there already.
async fn update_all<E>(txn: &DatabaseTransaction, rows: Vec<E::Model>, but: Option<E::Column>) -> Result<()>
where
    E: EntityTrait,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    for row in rows {
        let mut row = row.into_active_model().reset_all();
        if let Some(column) = but {
            row.not_set(column);
        }
        E::update(row).exec_without_returning(txn).await?;
    }
    Ok(())
}

/// Deletes the rows that belong to the owners.
async fn delete_of<E: EntityTrait>(txn: &DatabaseTransaction, column: E::Column, owners: &[Uuid]) -> Result<()> {
    for some in owners.chunks(VALUES) {
        E::delete_many().filter(column.is_in(some.iter().copied())).exec(txn).await?;
    }
    Ok(())
}

/// Reads the rows whose column is one of the values.
async fn find_in<E, V>(txn: &DatabaseTransaction, column: E::Column, values: &[V]) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    E::Model: Send + Sync,
    V: Into<sea_orm::Value> + Clone,
{
    let mut rows = Vec::new();
    for some in values.chunks(VALUES) {
        rows.extend(E::find().filter(column.is_in(some.iter().cloned())).all(txn).await?);
    }
    Ok(rows)
}
