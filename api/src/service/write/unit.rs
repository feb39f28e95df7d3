//! Units, and which stands beneath which.

use super::check::Check;
use super::{Deed, Outcome, Problem, Verdict, Writer, canonical, delete_of, insert_all, update_all};
use crate::error::Result;
use entity::value::{ChangeKind, SubjectType, UnitKind, UnitLevel};
use entity::{unit, unit_ancestor};
use sea_orm::EntityTrait;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// A unit, as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitRow {
    /// The code: its identity.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Customary short name.
    pub short_name: Option<String>,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// The level of government that it belongs to.
    pub level: UnitLevel,
    /// Code of the unit above: of an earlier row, or of a unit that is there already.
    pub parent_code: Option<String>,
}

/// All units.
#[derive(Clone, Debug, Default)]
pub(super) struct Directory {
    rows: HashMap<Uuid, unit::Model>,
    by_code: HashMap<String, Uuid>,
}

impl Directory {
    pub fn id(&self, code: &str) -> Option<Uuid> {
        self.by_code.get(code).copied()
    }

    pub fn code(&self, id: Uuid) -> &str {
        self.rows.get(&id).map_or("", |row| row.code.as_str())
    }

    /// The units that go by a code, or else by a full or short name, in the order of their codes.
    pub fn named(&self, name: &str) -> Vec<&unit::Model> {
        if let Some(row) = self.id(name).and_then(|id| self.rows.get(&id)) {
            return vec![row];
        }
        let mut found: Vec<_> =
            self.rows.values().filter(|row| row.name == name || row.short_name.as_deref() == Some(name)).collect();
        found.sort_by(|a, b| a.code.cmp(&b.code));
        found
    }

    /// Every unit.
    pub fn all(&self) -> impl Iterator<Item = &unit::Model> {
        self.rows.values()
    }

    /// The unit of an id.
    pub fn unit(&self, id: Uuid) -> Option<&unit::Model> {
        self.rows.get(&id)
    }

    /// Every name that a unit goes by.
    fn every_name(&self) -> HashSet<String> {
        let names = |row: &unit::Model| [Some(row.code.clone()), Some(row.name.clone()), row.short_name.clone()];
        self.rows.values().flat_map(names).flatten().collect()
    }

    fn put(&mut self, row: unit::Model) {
        self.by_code.insert(row.code.clone(), row.id);
        self.rows.insert(row.id, row);
    }

    /// A unit and those above it, itself first.
    pub fn chain(&self, id: Uuid) -> impl Iterator<Item = Uuid> {
        std::iter::successors(Some(id), |id| self.rows.get(id).and_then(|row| row.parent_id))
    }
}

impl Writer {
    /// Codes and names of all units.
    pub async fn unit_names(&mut self) -> Result<HashSet<String>> {
        Ok(self.directory().await?.every_name())
    }

    pub(super) async fn directory(&mut self) -> Result<Arc<Directory>> {
        if let Some(directory) = &self.directory {
            return Ok(directory.clone());
        }
        let mut directory = Directory::default();
        for row in unit::Entity::find().all(&self.txn).await? {
            directory.put(row);
        }
        Ok(self.directory.insert(Arc::new(directory)).clone())
    }
}

impl Writer {
    /// What sort of body a unit is.
    pub async fn unit_kind(&mut self, id: Option<Uuid>) -> Result<Option<UnitKind>> {
        let Some(id) = id else { return Ok(None) };
        Ok(self.directory().await?.unit(id).map(|unit| unit.kind))
    }
}

/// Writes units, each identified by its code, in the order given.
pub async fn units(writer: &mut Writer, rows: &[UnitRow]) -> Result<Vec<Verdict>> {
    let mut directory = Arc::unwrap_or_clone(writer.directory().await?);
    writer.directory = None;
    // The units that rows name, in their order, as they were before.
    let mut before: Vec<(Uuid, Option<unit::Model>)> = Vec::new();
    let mut met = HashSet::new();
    let mut verdicts = Vec::with_capacity(rows.len());
    for row in rows {
        let parent_id = match check(row, &directory) {
            Ok(parent_id) => parent_id,
            Err(problems) => {
                verdicts.push(Err(problems));
                continue;
            }
        };
        let content_hash = canonical::hash(row)?;
        let held = directory.id(&row.code).and_then(|id| directory.rows.get(&id)).cloned();
        let outcome = match &held {
            None => Outcome::Created,
            Some(held) if held.content_hash == content_hash => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        };
        verdicts.push(Ok(outcome));
        if outcome == Outcome::Unchanged {
            continue;
        }
        let id = held.as_ref().map_or_else(|| writer.clock.id(), |held| held.id);
        let version = held.as_ref().map_or(0, |held| held.version);
        if met.insert(id) {
            before.push((id, held));
        }
        directory.put(unit::Model {
            id,
            code: row.code.clone(),
            name: row.name.clone(),
            short_name: row.short_name.clone(),
            kind: row.kind,
            level: row.level,
            parent_id,
            version,
            content_hash,
            updated_at: writer.now,
        });
    }
    store(writer, &mut directory, before).await?;
    writer.directory = Some(Arc::new(directory));
    Ok(verdicts)
}

/// The unit above, where everything is as it should be.
fn check(row: &UnitRow, directory: &Directory) -> std::result::Result<Option<Uuid>, Vec<Problem>> {
    let mut check = Check::default();
    check.line("code", &row.code, 100);
    check.line("name", &row.name, 500);
    check.line_if("short_name", row.short_name.as_deref(), 500);
    let parent_id = row.parent_code.as_deref().and_then(|code| {
        let id = directory.id(code);
        if code == row.code {
            check.problem("parent_code", "a unit cannot stand beneath itself");
        } else if id.is_none() {
            check.problem("parent_code", format!("no unit has the code {code:?}, here or in an earlier row"));
        }
        id
    });
    if let (Some(id), Some(parent)) = (directory.id(&row.code), parent_id)
        && id != parent
        && directory.chain(parent).any(|above| above == id)
    {
        check.problem("parent_code", format!("{:?} stands beneath {:?} already", directory.code(parent), row.code));
    }
    check.done().map(|()| parent_id)
}

async fn store(writer: &mut Writer, directory: &mut Directory, before: Vec<(Uuid, Option<unit::Model>)>) -> Result<()> {
    let (mut inserts, mut updates, mut moved) = (Vec::new(), Vec::new(), HashSet::new());
    for (id, held) in before {
        let Some(row) = directory.rows.get_mut(&id) else { continue };
        // A later row may have put everything back.
        if held.as_ref().is_some_and(|held| held.content_hash == row.content_hash) {
            continue;
        }
        row.version = held.as_ref().map_or(1, |held| held.version + 1);
        if held.as_ref().is_none_or(|held| held.parent_id != row.parent_id) {
            moved.insert(id);
        }
        let deed = Deed {
            subject: (SubjectType::Unit, id),
            action: "IMPORT",
            kinds: Some(kinds(held.as_ref(), row)),
            version: row.version,
            before: held.as_ref().map(|held| held.content_hash.clone()),
            after: Some(row.content_hash.clone()),
            reason: None,
        };
        if held.is_some() {
            updates.push(row.clone())
        } else {
            inserts.push(row.clone())
        }
        writer.log(deed).await?;
    }
    writer.units_changed |= !inserts.is_empty() || !updates.is_empty();
    insert_all::<unit::Entity>(&writer.txn, inserts).await?;
    update_all::<unit::Entity>(&writer.txn, updates, None).await?;

    // Whoever has a moved unit above has other ancestors now.
    let affected: Vec<Uuid> =
        directory.rows.keys().copied().filter(|id| directory.chain(*id).any(|above| moved.contains(&above))).collect();
    let closure = affected.iter().flat_map(|unit_id| {
        directory.chain(*unit_id).map(|ancestor_id| unit_ancestor::Model { ancestor_id, unit_id: *unit_id })
    });
    delete_of::<unit_ancestor::Entity>(&writer.txn, unit_ancestor::Column::UnitId, &affected).await?;
    insert_all::<unit_ancestor::Entity>(&writer.txn, closure.collect()).await
}

fn kinds(held: Option<&unit::Model>, row: &unit::Model) -> Vec<ChangeKind> {
    let differs = |part: &dyn Fn(&unit::Model, &unit::Model) -> bool| held.is_none_or(|held| part(held, row));
    let mut kinds = Vec::new();
    if differs(&|a, b| (&a.name, &a.short_name) != (&b.name, &b.short_name)) {
        kinds.push(ChangeKind::Content);
    }
    if differs(&|a, b| a.parent_id != b.parent_id) {
        kinds.push(ChangeKind::Links);
    }
    if differs(&|a, b| (a.kind, a.level) != (b.kind, b.level)) {
        kinds.push(ChangeKind::Metadata);
    }
    kinds
}
