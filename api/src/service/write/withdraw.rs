//! Taking back what was public. A tombstone stands in its place, for ever.

use super::bigram::{self, Retitled};
use super::check::{Check, shown};
use super::join::relink;
use super::lookup::Sources;
use super::{Deed, Outcome, Verdict, Writer, delete_of, find_in};
use crate::error::{Error, Result};
use crate::service::package::{SourceKey, Withdrawal};
use entity::value::{ChangeKind, SubjectType, TombstoneReason};
use entity::{
    catalog, catalog_entry, document, document_catalog_entry, document_interpretation, document_issuer,
    document_relation, interpretation, task, task_plan, tombstone, unit, validity_event,
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// Withdraws an object: its rows go, a tombstone and the keys of its sources stay. Interpretations that no other
/// document has go with their document; documents that referred to it change. Units and catalogs can only go when
/// nothing stands on them any more.
pub async fn withdraw(
    writer: &mut Writer,
    subject_type: SubjectType,
    id: Uuid,
    reason: TombstoneReason,
    public_explanation: &str,
    successor: Option<Uuid>,
) -> Result<()> {
    let grave = Grave { reason, public_explanation, successor };
    match subject_type {
        SubjectType::Document => document(writer, id, &grave).await,
        SubjectType::Interpretation => interpretations(writer, &[id], &grave).await,
        SubjectType::CatalogEntry => entries(writer, &[id], &grave).await,
        SubjectType::Catalog => catalog(writer, id, &grave).await,
        SubjectType::Unit => unit(writer, id, &grave).await,
        // What days were off stays what it was: a later notice says otherwise of them.
        SubjectType::HolidayNotice => Err(Error::usage("id", "a notice of holidays cannot be withdrawn")),
        SubjectType::TaskPlan => plan(writer, id, &grave).await,
        SubjectType::Task => {
            let row = task::Entity::find_by_id(id).one(&writer.txn).await?.ok_or_else(missing)?;
            buried_tasks(writer, &[row], &grave).await
        }
    }
}

/// What the tombstone tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grave<'a> {
    pub reason: TombstoneReason,
    pub public_explanation: &'a str,
    pub successor: Option<Uuid>,
}

/// The withdrawal that a file tells. That of a document which is withdrawn already changes nothing.
pub(super) async fn by_key(writer: &mut Writer, key: &SourceKey, told: &Withdrawal) -> Result<Verdict> {
    let mut check = Check::default();
    check.line("withdrawal.publicExplanation", &told.public_explanation, 500);
    let keys: HashSet<SourceKey> = [key.clone()].into_iter().chain(told.successor.clone()).collect();
    let sources = Sources::find(&writer.txn, &keys).await?;
    let kind = SubjectType::Document;
    if sources.tombstone(kind, key).is_some() {
        return Ok(check.done().map(|()| Outcome::Unchanged));
    }
    let successor = told.successor.as_ref().and_then(|successor| {
        let held = sources.held(kind, successor).filter(|_| successor != key);
        if held.is_none() {
            check.problem("withdrawal.successor", format!("no other document is held under {successor}"));
        }
        held
    });
    let Some(id) = sources.held(kind, key) else {
        check.problem("source", format!("no document is held under {key}"));
        return Ok(check.done().map(|()| Outcome::Unchanged));
    };
    if let Err(problems) = check.done() {
        return Ok(Err(problems));
    }
    withdraw(writer, kind, id, told.reason, &told.public_explanation, successor).await?;
    Ok(Ok(Outcome::Updated))
}

/// Takes away interpretations that no document has any more.
pub(super) async fn orphans(writer: &mut Writer, dropped: &BTreeSet<Uuid>) -> Result<()> {
    let grave = Grave {
        reason: TombstoneReason::RemovedAtSource,
        public_explanation: "来源系统已删除该解读。",
        successor: None,
    };
    orphans_with(writer, dropped, &grave).await
}

async fn orphans_with(writer: &mut Writer, dropped: &BTreeSet<Uuid>, grave: &Grave<'_>) -> Result<()> {
    let dropped: Vec<Uuid> = dropped.iter().copied().collect();
    let column = document_interpretation::Column::InterpretationId;
    let linked = find_in::<document_interpretation::Entity, _>(&writer.txn, column, &dropped).await?;
    let linked: HashSet<Uuid> = linked.into_iter().map(|row| row.interpretation_id).collect();
    let orphans: Vec<Uuid> = dropped.into_iter().filter(|id| !linked.contains(id)).collect();
    if orphans.is_empty() { Ok(()) } else { interpretations(writer, &orphans, grave).await }
}

async fn document(writer: &mut Writer, id: Uuid, grave: &Grave<'_>) -> Result<()> {
    let row = document::Entity::find_by_id(id).one(&writer.txn).await?.ok_or_else(missing)?;
    let relations =
        find_in::<document_relation::Entity, _>(&writer.txn, document_relation::Column::TargetId, &[id]).await?;
    let events = find_in::<validity_event::Entity, _>(&writer.txn, validity_event::Column::InstrumentId, &[id]).await?;
    let referrers: BTreeSet<Uuid> =
        relations.into_iter().map(|row| row.document_id).chain(events.into_iter().map(|row| row.document_id)).collect();
    let column = document_interpretation::Column::DocumentId;
    let links = find_in::<document_interpretation::Entity, _>(&writer.txn, column, &[id]).await?;
    // What belongs to the document goes with it, what refers to it forgets it: the foreign keys see to both;
    // the index of titles has none.
    document::Entity::delete_by_id(id).exec(&writer.txn).await?;
    let (before, after) = (row.title, String::new());
    bigram::retitled(writer, &[Retitled { document_id: id, published_at: row.published_at, before, after }]).await?;
    bury(writer, (SubjectType::Document, id), row.version, row.content_hash, grave).await?;
    let without_successor = Grave { successor: None, ..*grave };
    orphans_with(writer, &links.into_iter().map(|row| row.interpretation_id).collect(), &without_successor).await?;
    relink(writer, referrers.into_iter().filter(|it| *it != id).collect(), "WITHDRAW").await
}

async fn interpretations(writer: &mut Writer, ids: &[Uuid], grave: &Grave<'_>) -> Result<()> {
    let rows = find_in::<interpretation::Entity, _>(&writer.txn, interpretation::Column::Id, ids).await?;
    if rows.len() < ids.len() {
        return Err(missing());
    }
    let column = document_interpretation::Column::InterpretationId;
    let links = find_in::<document_interpretation::Entity, _>(&writer.txn, column, ids).await?;
    for row in rows {
        interpretation::Entity::delete_by_id(row.id).exec(&writer.txn).await?;
        bury(writer, (SubjectType::Interpretation, row.id), row.version, row.content_hash, grave).await?;
    }
    let referrers: BTreeSet<Uuid> = links.into_iter().map(|row| row.document_id).collect();
    relink(writer, referrers.into_iter().collect(), "WITHDRAW").await
}

/// Withdraws entries; the documents that were published under them change.
pub(super) async fn entries(writer: &mut Writer, ids: &[Uuid], grave: &Grave<'_>) -> Result<()> {
    let rows = find_in::<catalog_entry::Entity, _>(&writer.txn, catalog_entry::Column::Id, ids).await?;
    if rows.len() < ids.len() {
        return Err(missing());
    }
    let column = document_catalog_entry::Column::CatalogEntryId;
    let links = find_in::<document_catalog_entry::Entity, _>(&writer.txn, column, ids).await?;
    delete_of::<document_catalog_entry::Entity>(&writer.txn, column, ids).await?;
    delete_of::<catalog_entry::Entity>(&writer.txn, catalog_entry::Column::Id, ids).await?;
    for row in rows {
        bury(writer, (SubjectType::CatalogEntry, row.id), row.version, row.content_hash, grave).await?;
    }
    writer.entries = None;
    let referrers: BTreeSet<Uuid> = links.into_iter().map(|row| row.document_id).collect();
    relink(writer, referrers.into_iter().collect(), "WITHDRAW").await
}

async fn catalog(writer: &mut Writer, id: Uuid, grave: &Grave<'_>) -> Result<()> {
    let row = catalog::Entity::find_by_id(id).one(&writer.txn).await?.ok_or_else(missing)?;
    let column = catalog_entry::Column::CatalogId;
    if catalog_entry::Entity::find().filter(column.eq(id)).count(&writer.txn).await? > 0 {
        return Err(Error::usage("id", "the catalog has entries"));
    }
    catalog::Entity::delete_by_id(id).exec(&writer.txn).await?;
    writer.entries = None;
    bury(writer, (SubjectType::Catalog, id), row.version, row.content_hash, grave).await
}

async fn unit(writer: &mut Writer, id: Uuid, grave: &Grave<'_>) -> Result<()> {
    let row = unit::Entity::find_by_id(id).one(&writer.txn).await?.ok_or_else(missing)?;
    let txn = &writer.txn;
    let uses = [
        unit::Entity::find().filter(unit::Column::ParentId.eq(id)).count(txn).await?,
        catalog_entry::Entity::find().filter(catalog_entry::Column::UnitId.eq(id)).count(txn).await?,
        document::Entity::find().filter(document::Column::PublisherId.eq(id)).count(txn).await?,
        document_issuer::Entity::find().filter(document_issuer::Column::UnitId.eq(id)).count(txn).await?,
        task_plan::Entity::find().filter(task_plan::Column::IssuerId.eq(id)).count(txn).await?,
    ];
    if uses.iter().any(|count| *count > 0) {
        return Err(Error::usage("id", "units, catalog entries, documents or task plans stand on the unit"));
    }
    unit::Entity::delete_by_id(id).exec(txn).await?;
    (writer.directory, writer.entries) = (None, None);
    writer.units_changed = true;
    bury(writer, (SubjectType::Unit, id), row.version, row.content_hash, grave).await
}

async fn bury(
    writer: &mut Writer,
    (subject_type, id): (SubjectType, Uuid),
    version: i32,
    before: String,
    grave: &Grave<'_>,
) -> Result<()> {
    let tombstone = tombstone::Model {
        id,
        subject_type,
        removed_at: writer.now,
        reason: grave.reason,
        public_explanation: grave.public_explanation.to_owned(),
        successor_id: grave.successor,
        version: version + 1,
    };
    super::insert_all::<tombstone::Entity>(&writer.txn, vec![tombstone]).await?;
    let deed = Deed {
        subject: (subject_type, id),
        action: "WITHDRAW",
        // All of it is gone: whoever asks for one kind of change must hear of it.
        kinds: Some(ChangeKind::ALL.to_vec()),
        version: version + 1,
        before: Some(before),
        after: None,
        reason: Some(grave.reason.code().to_owned()),
    };
    writer.log(deed).await
}

fn missing() -> Error {
    Error::usage("id", "there is no such object")
}

/// A plan goes with its tasks.
async fn plan(writer: &mut Writer, id: Uuid, grave: &Grave<'_>) -> Result<()> {
    let row = task_plan::Entity::find_by_id(id).one(&writer.txn).await?.ok_or_else(missing)?;
    let tasks = task::Entity::find().filter(task::Column::PlanId.eq(id)).all(&writer.txn).await?;
    buried_tasks(writer, &tasks, &Grave { successor: None, ..*grave }).await?;
    task_plan::Entity::delete_by_id(id).exec(&writer.txn).await?;
    bury(writer, (SubjectType::TaskPlan, id), row.version, row.content_hash, grave).await
}

/// Takes away tasks that their plan no longer has.
pub(super) async fn tasks(writer: &mut Writer, rows: &[task::Model]) -> Result<()> {
    let grave = Grave {
        reason: TombstoneReason::RemovedAtSource,
        public_explanation: "分工方案已无此项任务。",
        successor: None,
    };
    buried_tasks(writer, rows, &grave).await
}

async fn buried_tasks(writer: &mut Writer, rows: &[task::Model], grave: &Grave<'_>) -> Result<()> {
    for row in rows {
        task::Entity::delete_by_id(row.id).exec(&writer.txn).await?;
        bury(writer, (SubjectType::Task, row.id), row.version, row.content_hash.clone(), grave).await?;
    }
    Ok(())
}

/// That a document under this key was taken back.
pub(super) fn told(tombstone: &tombstone::Model) -> String {
    format!("was withdrawn on {}", shown(tombstone.removed_at))
}
