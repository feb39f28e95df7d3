//! Editions of the catalog and their entries.

use super::catalog_column::Columns;
use super::catalog_entry::{changed, entry, same};
use super::join::relink;
use super::withdraw::{Grave, entries};
use super::{Outcome, Problem, Verdict, Writer, deadline, find_in, insert_all, update_all};
use crate::error::{Error, Result};
use changes::{Key, Meeting};
use chrono::NaiveDate;
use entity::value::TombstoneReason;
use entity::{catalog_column, catalog_entry, document_catalog_entry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

mod changes;
mod edition;
mod row;
mod unit;

pub use changes::{ColumnCount, EntryChange, EntryFate};
pub use row::{CatalogRow, Part, Parts};

/// Which edition rows belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Whose catalog it is.
    pub jurisdiction: String,
    /// The edition's name.
    pub edition: String,
    /// Title; that of the edition stays, or follows from the jurisdiction's name, where none is given.
    pub title: Option<String>,
    /// First day on which it is in effect; that of the edition stays where none is given.
    pub effective_on: Option<NaiveDate>,
}

/// What to do with a unit that nobody has told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum UnknownUnits {
    /// Make it, by the name as written.
    #[default]
    Create,
    /// Reject the row.
    Reject,
}

/// What to do with entries of the units named that a file does not tell of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Gone {
    /// They stay; the report tells them.
    #[default]
    Keep,
    /// They are withdrawn, if every row of the file is good.
    Remove,
}

/// How rows are to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// What to do with units that nobody has told of.
    pub unknown_units: UnknownUnits,
    /// What to do with entries that the file does not tell of.
    pub gone: Gone,
    /// Whether all rows of the file could be read: of one that could not, nobody knows which entry it told.
    pub is_whole: bool,
}

/// What came of the rows.
#[derive(Debug, Default)]
pub struct Written {
    /// What became of each row.
    pub verdicts: Vec<Verdict>,
    /// What is worth a notice, by the row's index.
    pub notices: Vec<(usize, Problem)>,
    /// What became of entries that did not stay as they were.
    pub changes: Vec<EntryChange>,
    /// How many entries were withdrawn.
    pub removed: u64,
    /// The edition as it is now.
    pub tree: Vec<ColumnCount>,
}

/// Writes the entries of an edition, which is made if it is not there.
pub async fn catalog(writer: &mut Writer, edition: &Edition, wishes: &Wishes, rows: &[CatalogRow]) -> Result<Written> {
    let catalog_id = edition::put_edition(writer, edition).await?;
    let mut columns = Columns::load(writer, catalog_id).await?;
    let of_catalog = catalog_entry::Column::CatalogId.eq(catalog_id);
    let held = catalog_entry::Entity::find().filter(of_catalog).all(&writer.txn).await?;
    let key = |row: catalog_entry::Model| ((row.unit_id, columns.path(row.column_id), row.item.clone()), row);
    let mut held: HashMap<Key, catalog_entry::Model> = held.into_iter().map(key).collect();
    let mut written = Written::default();
    let mut units = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        units.push(unit::unit(writer, row, wishes.unknown_units).await?.map(|(id, code, notice)| {
            written.notices.extend(notice.map(|notice| (place, notice)));
            (id, code)
        }));
    }
    let keys = rows.iter().zip(&units).filter_map(|(row, unit)| Some(key_of(row, unit.as_ref().ok()?.0)));
    // What could not be read may be where an entry still stands.
    let is_whole = wishes.is_whole && units.iter().all(Result::is_ok);
    let mut meeting = Meeting::new(&held, &keys.collect(), wishes.gone == Gone::Remove);
    if !is_whole {
        meeting.gone.extend(std::mem::take(&mut meeting.moved).into_values());
        meeting.gone.sort();
    }
    let (mut inserts, mut updates, mut moved) = (Vec::new(), Vec::new(), Vec::new());
    // Entries whose limits say something else now.
    let mut relimited = Vec::new();
    let mut met = HashSet::new();
    for (place, (row, unit)) in rows.iter().zip(units).enumerate() {
        let (unit_id, unit_code) = match unit {
            Ok(unit) => unit,
            Err(problems) => {
                written.verdicts.push(Err(problems));
                continue;
            }
        };
        let key = key_of(row, unit_id);
        let old_key = meeting.moved.get(&key).filter(|_| !held.contains_key(&key));
        let before = match old_key {
            Some(old_key) => held.remove(old_key),
            None => held.get(&key).cloned(),
        };
        let row = before.as_ref().map_or_else(|| row.clone(), |before| row.clone().complete(before));
        let column_ids = columns.ids(writer, &row.columns);
        let Some(entry) = entry(writer, edition, &row, (catalog_id, unit_id, &unit_code), &column_ids)? else {
            return Err(Error::Internal("a catalog row without columns has passed the check".into()));
        };
        // Under another name of its unit, say; the file's own words are the importer's matter.
        if !met.insert(key.clone()) && before.as_ref().is_none_or(|before| !same(before, &entry)) {
            let reason = "the same entry stands earlier in the file with other content";
            written.verdicts.push(Err(vec![Problem::new("disclosure_item", reason)]));
            continue;
        }
        let (outcome, fate) = match (&before, old_key) {
            (None, _) => (Outcome::Created, Some(EntryFate::New)),
            (Some(_), Some(_)) => (Outcome::Updated, Some(EntryFate::Moved)),
            (Some(before), None) if same(before, &entry) => (Outcome::Unchanged, None),
            (Some(_), None) => (Outcome::Updated, Some(EntryFate::Changed)),
        };
        written.verdicts.push(Ok(outcome));
        written.changes.extend(fate.map(|change| EntryChange {
            change,
            unit: unit_code,
            columns: row.columns,
            item: row.item,
            from: old_key.map(|(_, columns, _)| columns.clone()),
            row: Some(place),
            cell: None,
        }));
        let Some(entry) = changed(writer, before.as_ref(), entry).await? else { continue };
        if before.as_ref().is_some_and(|before| before.time_limit != entry.time_limit) {
            relimited.push(entry.id);
        }
        held.insert(key, entry.clone());
        moved.extend(old_key.map(|_| entry.id));
        if before.is_some() { updates.push(entry) } else { inserts.push(entry) }
    }
    insert_all::<catalog_column::Entity>(&writer.txn, std::mem::take(&mut columns.new)).await?;
    insert_all::<catalog_entry::Entity>(&writer.txn, inserts).await?;
    update_all::<catalog_entry::Entity>(&writer.txn, updates, None).await?;
    deadline::of_entries(writer, &relimited).await?;
    writer.entries = None;
    follow(writer, &moved).await?;
    let directory = writer.directory().await?;
    let is_whole = wishes.is_whole && written.verdicts.iter().all(Result::is_ok);
    let mut gone = Vec::new();
    for key in meeting.gone {
        let (unit, columns, item) = (directory.code(key.0).to_owned(), key.1.clone(), key.2.clone());
        let change = EntryFate::Gone;
        written.changes.push(EntryChange { change, unit, columns, item, from: None, row: None, cell: None });
        if wishes.gone == Gone::Remove && is_whole {
            gone.extend(held.remove(&key).map(|row| row.id));
        }
    }
    if !gone.is_empty() {
        let (reason, public_explanation) = (TombstoneReason::RemovedAtSource, "新版目录不再列入该事项。");
        entries(writer, &gone, &Grave { reason, public_explanation, successor: None }).await?;
        written.removed = gone.len() as u64;
    }
    written.tree = columns.tree(held.into_keys().map(|(_, path, _)| path));
    Ok(written)
}

fn key_of(row: &CatalogRow, unit_id: Uuid) -> Key {
    (unit_id, row.columns.clone(), row.item.clone())
}

/// Documents name their entries by column and item: those of entries that moved have changed.
async fn follow(writer: &mut Writer, moved: &[Uuid]) -> Result<()> {
    let column = document_catalog_entry::Column::CatalogEntryId;
    let links = find_in::<document_catalog_entry::Entity, _>(&writer.txn, column, moved).await?;
    let documents: BTreeSet<Uuid> = links.into_iter().map(|link| link.document_id).collect();
    relink(writer, documents.into_iter().collect(), "MOVE").await
}
