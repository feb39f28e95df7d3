//! References to documents that were not held when they were written, and to documents that no longer are.

use super::content;
use super::{Deed, VALUES, Writer};
use crate::error::Result;
use crate::service::package::SourceKey;
use entity::value::{ChangeKind, SubjectType};
use entity::{document, document_relation, validity_event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Documents whose content is held in memory at once.
const AT_ONCE: usize = 500;

/// Joins what waited for these documents to them. It is a change of the documents that refer.
pub(super) async fn arrived(writer: &mut Writer, documents: &[(&SourceKey, Uuid)]) -> Result<()> {
    let mut by_system: HashMap<&str, HashMap<&str, Uuid>> = HashMap::new();
    for (key, id) in documents {
        by_system.entry(&key.system).or_default().insert(&key.id, *id);
    }
    let mut referrers = BTreeSet::new();
    for (system, ids) in by_system {
        let keys: Vec<&str> = ids.keys().copied().collect();
        for some in keys.chunks(VALUES - 1) {
            referrers.extend(relations(writer, system, some, &ids).await?);
            referrers.extend(instruments(writer, system, some, &ids).await?);
        }
    }
    relink(writer, referrers.into_iter().collect(), "JOIN").await
}

async fn relations(writer: &Writer, system: &str, keys: &[&str], ids: &HashMap<&str, Uuid>) -> Result<Vec<Uuid>> {
    use document_relation::{Column, Entity};
    let waiting = Entity::find()
        .filter(Column::TargetId.is_null())
        .filter(Column::TargetSystem.eq(system))
        .filter(Column::TargetSourceId.is_in(keys.iter().copied()))
        .all(&writer.txn)
        .await?;
    for row in &waiting {
        let target = row.target_source_id.as_deref().and_then(|key| ids.get(key)).copied();
        Entity::update_many()
            .col_expr(Column::TargetId, target.into())
            .filter(Column::Id.eq(row.id))
            .exec(&writer.txn)
            .await?;
    }
    Ok(waiting.into_iter().map(|row| row.document_id).collect())
}

async fn instruments(writer: &Writer, system: &str, keys: &[&str], ids: &HashMap<&str, Uuid>) -> Result<Vec<Uuid>> {
    use validity_event::{Column, Entity};
    let waiting = Entity::find()
        .filter(Column::InstrumentId.is_null())
        .filter(Column::InstrumentSystem.eq(system))
        .filter(Column::InstrumentSourceId.is_in(keys.iter().copied()))
        .all(&writer.txn)
        .await?;
    for row in &waiting {
        let instrument = row.instrument_source_id.as_deref().and_then(|key| ids.get(key)).copied();
        Entity::update_many()
            .col_expr(Column::InstrumentId, instrument.into())
            .filter(Column::Id.eq(row.id))
            .exec(&writer.txn)
            .await?;
    }
    Ok(waiting.into_iter().map(|row| row.document_id).collect())
}

/// Raises the version of documents whose links are no longer what they were.
pub(super) async fn relink(writer: &mut Writer, ids: Vec<Uuid>, action: &'static str) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    // A column that gets another name may hold most of the documents there are.
    for some in ids.chunks(AT_ONCE) {
        relink_some(writer, some, action).await?;
    }
    Ok(())
}

async fn relink_some(writer: &mut Writer, ids: &[Uuid], action: &'static str) -> Result<()> {
    let (directory, entries) = (writer.directory().await?, writer.entries().await?);
    let stored = content::load(&writer.txn, ids, &directory, &entries).await?;
    for it in ids.iter().filter_map(|id| stored.get(id)) {
        let hash = it.content.hash()?;
        if hash == it.row.content_hash {
            continue;
        }
        let version = it.row.version + 1;
        document::Entity::update_many()
            .col_expr(document::Column::Version, version.into())
            .col_expr(document::Column::ContentHash, hash.as_str().into())
            .col_expr(document::Column::UpdatedAt, writer.now.into())
            .filter(document::Column::Id.eq(it.row.id))
            .exec(&writer.txn)
            .await?;
        writer
            .log(Deed {
                subject: (SubjectType::Document, it.row.id),
                action,
                kinds: Some(vec![ChangeKind::Links]),
                version,
                before: Some(it.row.content_hash.clone()),
                after: Some(hash),
                reason: None,
            })
            .await?;
    }
    Ok(())
}
