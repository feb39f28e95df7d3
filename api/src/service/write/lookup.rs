//! By what keys things are found: source systems' keys, catalog entries' natural keys.

use super::unit::Directory;
use super::{VALUES, Writer, find_in};
use crate::error::Result;
use crate::service::package::{CatalogEntryKey, SourceKey};
use entity::value::SubjectType;
use entity::value::time_limit::{self, Clause};
use entity::{catalog, catalog_column, catalog_entry, source_reference, tombstone};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// What source systems' keys stand for, and what of it has been withdrawn.
#[derive(Debug, Default)]
pub(super) struct Sources {
    ids: HashMap<(SubjectType, SourceKey), Uuid>,
    gone: HashMap<Uuid, tombstone::Model>,
}

impl Sources {
    /// Looks the keys up, each once.
    pub async fn find(txn: &DatabaseTransaction, keys: &HashSet<SourceKey>) -> Result<Self> {
        let mut by_system: HashMap<&str, Vec<&str>> = HashMap::new();
        for key in keys {
            by_system.entry(&key.system).or_default().push(&key.id);
        }
        let mut sources = Self::default();
        for (system, ids) in by_system {
            for some in ids.chunks(VALUES - 1) {
                let found = source_reference::Entity::find()
                    .filter(source_reference::Column::System.eq(system))
                    .filter(source_reference::Column::SourceId.is_in(some.iter().copied()))
                    .all(txn)
                    .await?;
                sources.ids.extend(found.into_iter().map(|row| {
                    let key = SourceKey { system: row.system, id: row.source_id };
                    ((row.subject_type, key), row.subject_id)
                }));
            }
        }
        let ids: Vec<Uuid> = sources.ids.values().copied().collect();
        for row in find_in::<tombstone::Entity, _>(txn, tombstone::Column::Id, &ids).await? {
            sources.gone.insert(row.id, row);
        }
        Ok(sources)
    }

    /// What the key stands for, withdrawn or not.
    pub fn id(&self, subject_type: SubjectType, key: &SourceKey) -> Option<Uuid> {
        self.ids.get(&(subject_type, key.clone())).copied()
    }

    /// What stands where the key's object stood.
    pub fn tombstone(&self, subject_type: SubjectType, key: &SourceKey) -> Option<&tombstone::Model> {
        self.id(subject_type, key).and_then(|id| self.gone.get(&id))
    }

    /// The object that the key stands for, if it is still here.
    pub fn held(&self, subject_type: SubjectType, key: &SourceKey) -> Option<Uuid> {
        self.id(subject_type, key).filter(|id| !self.gone.contains_key(id))
    }
}

/// A catalog entry's natural key, with its edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct EntryName {
    pub jurisdiction: String,
    pub edition: String,
    pub unit: String,
    pub columns: Vec<String>,
    pub item: String,
}

/// All catalog entries.
#[derive(Debug, Default)]
pub(super) struct Entries {
    newest: HashMap<CatalogEntryKey, Uuid>,
    names: HashMap<Uuid, EntryName>,
    /// The limits that count from the forming of a document.
    limits: HashMap<Uuid, Arc<Clause>>,
}

impl Entries {
    /// The entry in the newest edition that holds it.
    pub fn newest(&self, key: &CatalogEntryKey) -> Option<Uuid> {
        self.newest.get(key).copied()
    }

    pub fn name(&self, id: Uuid) -> Option<&EntryName> {
        self.names.get(&id)
    }

    /// The limit of an entry that counts from the forming of a document; nothing where it sets none.
    pub fn limit(&self, id: Uuid) -> Option<&Clause> {
        self.limits.get(&id).map(Arc::as_ref)
    }

    async fn load(txn: &DatabaseTransaction, directory: &Directory) -> Result<Self> {
        let mut catalogs = catalog::Entity::find().all(txn).await?;
        // The newest last, so that it stands in the end.
        catalogs.sort_by_key(|catalog| (catalog.effective_on, catalog.id));
        let columns = catalog_column::Entity::find().all(txn).await?;
        let paths: HashMap<Uuid, Vec<String>> = columns.into_iter().map(|column| (column.id, column.path.0)).collect();
        let (mut entries, mut limits) = (Self::default(), HashMap::new());
        for catalog in catalogs {
            let rows: Vec<(Uuid, Uuid, Uuid, String, String)> = catalog_entry::Entity::find()
                .select_only()
                .column(catalog_entry::Column::Id)
                .column(catalog_entry::Column::UnitId)
                .column(catalog_entry::Column::ColumnId)
                .column(catalog_entry::Column::Item)
                .column(catalog_entry::Column::TimeLimit)
                .filter(catalog_entry::Column::CatalogId.eq(catalog.id))
                .into_tuple()
                .all(txn)
                .await?;
            for (id, unit_id, column_id, item, limit) in rows {
                let unit = directory.code(unit_id).to_owned();
                let columns = paths.get(&column_id).cloned().unwrap_or_default();
                let key = CatalogEntryKey { unit: unit.clone(), columns: columns.clone(), item: item.clone() };
                entries.newest.insert(key, id);
                // Thousands of entries share a few dozen limits.
                let read = limits.entry(limit).or_insert_with_key(|text| forming_clause(text).map(Arc::new));
                entries.limits.extend(read.clone().map(|clause| (id, clause)));
                let (jurisdiction, edition) = (catalog.jurisdiction.clone(), catalog.edition.clone());
                entries.names.insert(id, EntryName { jurisdiction, edition, unit, columns, item });
            }
        }
        Ok(entries)
    }
}

/// The clause of a limit that counts from the forming of a document.
pub(super) fn forming_clause(time_limit: &str) -> Option<Clause> {
    time_limit::parse(time_limit).forming_clause().cloned()
}

impl Writer {
    pub(super) async fn entries(&mut self) -> Result<Arc<Entries>> {
        if let Some(entries) = &self.entries {
            return Ok(entries.clone());
        }
        let directory = self.directory().await?;
        let entries = Arc::new(Entries::load(&self.txn, &directory).await?);
        Ok(self.entries.insert(entries).clone())
    }
}
