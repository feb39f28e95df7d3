//! Editions of the catalog.

use super::Edition;
use crate::error::{Error, Result};
use crate::service::write::check::Check;
use crate::service::write::{Deed, Writer, canonical, insert_all, update_all};
use entity::catalog;
use entity::value::{ChangeKind, SubjectType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// The edition, made or brought up to date.
pub(super) async fn put_edition(writer: &mut Writer, edition: &Edition) -> Result<Uuid> {
    let mut check = Check::default();
    check.line("jurisdiction", &edition.jurisdiction, 100);
    check.line("edition", &edition.edition, 100);
    check.line_if("title", edition.title.as_deref(), 500);
    check.date("effective-on", edition.effective_on);
    if let Err(problems) = check.done() {
        let told: Vec<_> = problems.into_iter().map(|it| format!("{} {}", it.path, it.reason)).collect();
        return Err(Error::usage("catalog", told.join("; ")));
    }
    let held = catalog::Entity::find()
        .filter(catalog::Column::Jurisdiction.eq(&edition.jurisdiction))
        .filter(catalog::Column::Edition.eq(&edition.edition))
        .one(&writer.txn)
        .await?;
    let default_title = || format!("{}政府信息主动公开目录", edition.jurisdiction);
    let mut row = catalog::Model {
        id: held.as_ref().map_or_else(|| writer.clock.id(), |held| held.id),
        jurisdiction: edition.jurisdiction.clone(),
        edition: edition.edition.clone(),
        title: (edition.title.clone())
            .or_else(|| held.as_ref().map(|held| held.title.clone()))
            .unwrap_or_else(default_title),
        effective_on: edition.effective_on.or(held.as_ref().and_then(|held| held.effective_on)),
        superseded_on: held.as_ref().and_then(|held| held.superseded_on),
        version: held.as_ref().map_or(1, |held| held.version + 1),
        content_hash: String::new(),
        updated_at: writer.now,
    };
    row.content_hash = canonical::hash(&serde_json::json!({
        "jurisdiction": row.jurisdiction,
        "edition": row.edition,
        "title": row.title,
        "effectiveOn": row.effective_on,
        "supersededOn": row.superseded_on,
    }))?;
    if held.as_ref().is_some_and(|held| held.content_hash == row.content_hash) {
        return Ok(row.id);
    }
    let mut kinds = Vec::new();
    if held.as_ref().is_none_or(|held| held.title != row.title) {
        kinds.push(ChangeKind::Content);
    }
    if held.as_ref().is_none_or(|held| held.effective_on != row.effective_on) {
        kinds.push(ChangeKind::Metadata);
    }
    let before = held.as_ref().map(|held| held.content_hash.clone());
    let id = row.id;
    let (version, after) = (row.version, Some(row.content_hash.clone()));
    match held {
        None => insert_all::<catalog::Entity>(&writer.txn, vec![row]).await?,
        Some(_) => update_all::<catalog::Entity>(&writer.txn, vec![row], None).await?,
    }
    let subject = (SubjectType::Catalog, id);
    let deed = Deed { subject, action: "IMPORT", kinds: Some(kinds), version, before, after, reason: None };
    writer.log(deed).await?;
    Ok(id)
}
