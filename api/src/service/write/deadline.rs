//! The last days on which documents are in time: derived rows, like the index of validity.

use super::holiday::Moved;
use super::lookup::forming_clause;
use super::setting_value::{outdated, remember};
use super::{Writer, delete_of, find_in, insert_all, update_all};
use crate::error::Result;
use crate::scope::{Clock, civil_day};
use chrono::NaiveDate;
use entity::value::calendar::Calendar;
use entity::value::time_limit::Clause;
use entity::value::validity::DefaultTerm;
use entity::{catalog_entry, disclosure_deadline, document, document_catalog_entry as link};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

/// The setting that tells by which reading of time limits the rows were made.
const NAME: &str = "time_limit_reading";
/// The reading of this program: to be raised when phrases come to mean other days.
const READING: &str = "1";
/// Links at a time.
const BATCH: u64 = 2_000;

/// The last day of one document under one entry.
pub(super) fn row(
    document: &document::Model,
    catalog_entry_id: Uuid,
    limit: &Clause,
    calendar: &Calendar,
) -> disclosure_deadline::Model {
    // A limit that runs from the forming names no day, so that no year is needed.
    let due = document.formed_on.and_then(|formed_on| limit.due(calendar, formed_on, None));
    disclosure_deadline::Model {
        document_id: document.id,
        catalog_entry_id,
        formed_on: document.formed_on,
        published_on: civil_day(document.published_at),
        due_on: due.as_ref().map(|due| due.on),
        is_provisional: due.is_some_and(|due| due.is_provisional),
        calendar_version: calendar.version().to_owned(),
    }
}

/// Final last days, by document and entry.
pub(super) type Judged = HashMap<(Uuid, Uuid), disclosure_deadline::Model>;

/// The final last days of documents: what has been judged by a calendar that was whole is not judged by another.
pub(super) async fn judged(txn: &DatabaseTransaction, documents: &[Uuid]) -> Result<Judged> {
    let rows =
        find_in::<disclosure_deadline::Entity, _>(txn, disclosure_deadline::Column::DocumentId, documents).await?;
    let rows = rows.into_iter().filter(|row| !row.is_provisional);
    Ok(rows.map(|row| ((row.document_id, row.catalog_entry_id), row)).collect())
}

/// Makes all rows anew where they were made by another reading of time limits.
pub(super) async fn ensure(db: &DatabaseConnection, clock: &Clock, term: DefaultTerm) -> Result<()> {
    let Some(mut writer) = outdated(db, clock, term, NAME, READING).await? else { return Ok(()) };
    let entries: Vec<Uuid> = catalog_entry::Entity::find()
        .select_only()
        .column(catalog_entry::Column::Id)
        .into_tuple()
        .all(&writer.txn)
        .await?;
    of_entries(&mut writer, &entries).await?;
    remember(&writer.txn, NAME, READING).await?;
    writer.commit().await
}

/// Makes the rows of entries anew: their limits have changed.
pub(super) async fn of_entries(writer: &mut Writer, entries: &[Uuid]) -> Result<()> {
    let calendar = writer.calendar().await?;
    delete_of::<disclosure_deadline::Entity>(&writer.txn, disclosure_deadline::Column::CatalogEntryId, entries).await?;
    for entry in find_in::<catalog_entry::Entity, _>(&writer.txn, catalog_entry::Column::Id, entries).await? {
        let Some(limit) = forming_clause(&entry.time_limit) else { continue };
        let mut last = Uuid::nil();
        loop {
            let found = link::Entity::find()
                .find_also_related(document::Entity)
                .filter(link::Column::CatalogEntryId.eq(entry.id))
                .filter(link::Column::DocumentId.gt(last))
                .order_by_asc(link::Column::DocumentId)
                .limit(BATCH)
                .all(&writer.txn)
                .await?;
            let Some((end, _)) = found.last() else { break };
            last = end.document_id;
            let documents = found.iter().filter_map(|(_, document)| document.as_ref());
            let rows = documents.map(|document| row(document, entry.id, &limit, &calendar)).collect();
            insert_all::<disclosure_deadline::Entity>(&writer.txn, rows).await?;
        }
    }
    Ok(())
}

/// Counts the rows anew that rest on a year whose notice was not out; tells how many, and which have moved.
pub(super) async fn recalculate_open(writer: &Writer, calendar: &Calendar) -> Result<(usize, Vec<Moved>)> {
    // No later notice tells of the years before the first.
    let first = NaiveDate::from_ymd_opt(calendar.years().start, 1, 1).unwrap_or(NaiveDate::MIN);
    let open = disclosure_deadline::Entity::find()
        .filter(disclosure_deadline::Column::IsProvisional.eq(true))
        .filter(disclosure_deadline::Column::DueOn.gte(first))
        .order_by_asc(disclosure_deadline::Column::DueOn)
        .order_by_asc(disclosure_deadline::Column::DocumentId)
        .all(&writer.txn)
        .await?;
    let (documents, entries): (Vec<Uuid>, Vec<Uuid>) =
        open.iter().map(|row| (row.document_id, row.catalog_entry_id)).unzip();
    let documents = find_in::<document::Entity, _>(&writer.txn, document::Column::Id, &documents).await?;
    let entries = find_in::<catalog_entry::Entity, _>(&writer.txn, catalog_entry::Column::Id, &entries).await?;
    let documents: HashMap<Uuid, document::Model> = documents.into_iter().map(|row| (row.id, row)).collect();
    let entries: HashMap<Uuid, catalog_entry::Model> = entries.into_iter().map(|row| (row.id, row)).collect();
    let (mut rows, mut moved) = (Vec::new(), Vec::new());
    for before in open {
        let (Some(document), Some(entry)) = (documents.get(&before.document_id), entries.get(&before.catalog_entry_id))
        else {
            continue;
        };
        let Some(limit) = forming_clause(&entry.time_limit) else { continue };
        let after = row(document, entry.id, &limit, calendar);
        if let (Some(from), Some(to)) = (before.due_on, after.due_on)
            && from != to
        {
            moved.push(Moved { what: format!("《{}》 · {}", document.title, entry.item), from, to });
        }
        rows.push(after);
    }
    let count = rows.len();
    update_all::<disclosure_deadline::Entity>(&writer.txn, rows, None).await?;
    Ok((count, moved))
}
