//! What a file makes of an edition: which entries are new, changed, moved or gone.

use entity::catalog_entry;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// By what an entry is known: its unit, the titles of its columns, its item.
pub(super) type Key = (Uuid, Vec<String>, String);

/// What becomes of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EntryFate {
    /// It was not there before.
    New,
    /// It was there with other content.
    Changed,
    /// The same unit had the same item in another column, and no other.
    Moved,
    /// The file, which tells of the unit, does not tell of it.
    Gone,
}

/// One entry that does not stay as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryChange {
    /// What becomes of it.
    pub change: EntryFate,
    /// Code of the unit.
    pub unit: String,
    /// Titles of its columns, the first level first.
    pub columns: Vec<String>,
    /// 公开事项.
    pub item: String,
    /// Where it was before it moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Vec<String>>,
    /// Which row of the file tells it, from 0; none where it is gone.
    #[serde(skip)]
    pub row: Option<usize>,
    /// Where the file tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// A column, as an edition becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ColumnCount {
    /// Title.
    pub title: String,
    /// Entries that hang on it and on the columns beneath it.
    pub entries: u64,
    /// The columns beneath it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<ColumnCount>,
}

/// How the rows of a file meet the entries of an edition.
#[derive(Debug, Default)]
pub(super) struct Meeting {
    /// The old keys of entries that move, by their new ones.
    pub moved: HashMap<Key, Key>,
    /// The keys of entries that the file does not tell of.
    pub gone: Vec<Key>,
}

impl Meeting {
    /// Entries of units that the file does not name are no part of it. An entry has moved where the file tells of the same
    /// unit and item under one other column, and speaks of all that the unit has, or at least of other entries under the
    /// old first-level column: a file of another field, in which an item of the same name stands, moves nothing.
    pub fn new(held: &HashMap<Key, catalog_entry::Model>, told: &HashSet<Key>, is_all: bool) -> Self {
        let fields: HashSet<(Uuid, Option<&String>)> =
            told.iter().map(|(unit, path, _)| (*unit, path.first())).collect();
        let is_spoken_of = |old: &Key| is_all || fields.contains(&(old.0, old.1.first()));
        let units: HashSet<Uuid> = told.iter().map(|(unit, ..)| *unit).collect();
        let mut absent: HashMap<(Uuid, &str), Vec<&Key>> = HashMap::new();
        for key in held.keys().filter(|key| units.contains(&key.0) && !told.contains(*key)) {
            absent.entry((key.0, &key.2)).or_default().push(key);
        }
        let mut fresh: HashMap<(Uuid, &str), Vec<&Key>> = HashMap::new();
        for key in told.iter().filter(|key| !held.contains_key(*key)) {
            fresh.entry((key.0, &key.2)).or_default().push(key);
        }
        let mut meeting = Self::default();
        for (known, keys) in absent {
            match (keys.as_slice(), fresh.get(&known).map(Vec::as_slice)) {
                ([old], Some([new])) if is_spoken_of(old) => {
                    meeting.moved.insert((*new).clone(), (*old).clone());
                }
                _ => meeting.gone.extend(keys.into_iter().cloned()),
            }
        }
        meeting.gone.sort();
        meeting
    }
}
