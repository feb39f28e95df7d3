//! Interpretations: versioned by themselves, since several documents may share one.

use super::check::Check;
use super::content::instant;
use super::lookup::Sources;
use super::{Deed, Outcome, Writer, canonical, find_in, insert_all, update_all};
use crate::error::Result;
use crate::service::package::{self, SourceKey};
use chrono::{DateTime, Utc};
use entity::value::{ChangeKind, Elements, SubjectType, TombstoneReason};
use entity::{interpretation, interpretation_body, source_reference};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// One interpretation of the batch.
#[derive(Debug)]
pub(super) struct Draft {
    pub key: SourceKey,
    pub id: Uuid,
    given: package::Interpretation,
    published_at: DateTime<Utc>,
    held: Option<interpretation::Model>,
    /// The key stood for an interpretation that has been removed.
    returns: bool,
}

impl Draft {
    /// The interpretation `given` under `key`, checked against what is held and what the batch has accepted so far.
    pub fn new(
        (key, given): (SourceKey, &package::Interpretation),
        path: &str,
        (sources, held): (&Sources, &HashMap<Uuid, interpretation::Model>),
        accepted: &HashMap<SourceKey, Draft>,
        (writer, document_published_at): (&Writer, DateTime<Utc>),
        check: &mut Check,
    ) -> Self {
        let kind = SubjectType::Interpretation;
        let tombstone = sources.tombstone(kind, &key);
        if let Some(tombstone) = tombstone.filter(|it| it.reason != TombstoneReason::RemovedAtSource) {
            let day = super::check::shown(tombstone.removed_at);
            check.problem(format!("{path}.source"), format!("{key} was withdrawn on {day}"));
        }
        let row = sources.held(kind, &key).and_then(|id| held.get(&id));
        let mut published_at = check.published_at(
            &format!("{path}.publishedAt"),
            given.published_at,
            row.map(|row| row.published_at),
            document_published_at,
            writer.now,
        );
        let other = accepted.get(&key);
        if let Some(other) = other {
            if other.given != *given {
                check.problem(path, format!("{key} stands earlier in the file with other content"));
            }
            published_at = other.published_at;
        }
        Self {
            id: other.map(|it| it.id).or(row.map(|row| row.id)).unwrap_or_else(|| writer.clock.id()),
            given: given.clone(),
            published_at,
            held: row.cloned(),
            returns: tombstone.is_some(),
            key,
        }
    }

    fn row(&self, now: DateTime<Utc>) -> Result<(interpretation::Model, interpretation_body::Model)> {
        let html = ammonia::clean(&self.given.body);
        let mut elements = self.given.elements.clone();
        elements.sort();
        let content_hash = canonical::hash(&serde_json::json!({
            "source": self.key,
            "title": self.given.title,
            "form": self.given.form,
            "body": html,
            "mediaUrl": self.given.media_url,
            "elements": elements,
            "interpretedBy": self.given.interpreted_by,
            "publishedAt": instant(self.published_at),
        }))?;
        let row = interpretation::Model {
            id: self.id,
            title: self.given.title.clone(),
            form: self.given.form,
            media_url: self.given.media_url.clone(),
            elements: Elements(elements),
            interpreted_by: self.given.interpreted_by.clone(),
            published_at: self.published_at,
            version: self.held.as_ref().map_or(1, |held| held.version + 1),
            content_hash,
            updated_at: now,
        };
        Ok((row, interpretation_body::Model { interpretation_id: self.id, html }))
    }
}

/// Writes those that are new or changed; tells the outcome of each by its id. The rows go in now, the links to the
/// documents later.
pub(super) async fn store(writer: &mut Writer, drafts: &[Draft]) -> Result<HashMap<Uuid, Outcome>> {
    let mut outcomes = HashMap::new();
    let (mut inserts, mut updates) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    let mut references = Vec::new();
    let mut changed = Vec::new();
    for draft in drafts {
        let (row, body) = draft.row(writer.now)?;
        if draft.held.as_ref().is_some_and(|held| held.content_hash == row.content_hash) {
            outcomes.insert(draft.id, Outcome::Unchanged);
            continue;
        }
        changed.push((draft, row.clone(), body.html.clone()));
        if draft.held.is_some() {
            outcomes.insert(draft.id, Outcome::Updated);
            updates.0.push(row);
            updates.1.push(body);
        } else {
            outcomes.insert(draft.id, Outcome::Created);
            if draft.returns {
                forget(writer, &draft.key).await?;
            }
            references.push(source_reference::Model {
                system: draft.key.system.clone(),
                source_id: draft.key.id.clone(),
                subject_type: SubjectType::Interpretation,
                subject_id: draft.id,
            });
            inserts.0.push(row);
            inserts.1.push(body);
        }
    }
    let ids: Vec<Uuid> = updates.0.iter().map(|row| row.id).collect();
    let column = interpretation_body::Column::InterpretationId;
    let bodies = find_in::<interpretation_body::Entity, _>(&writer.txn, column, &ids).await?;
    let bodies: HashMap<Uuid, String> = bodies.into_iter().map(|row| (row.interpretation_id, row.html)).collect();
    for (draft, row, html) in changed {
        writer
            .log(Deed {
                subject: (SubjectType::Interpretation, row.id),
                action: "IMPORT",
                kinds: Some(kinds(draft.held.as_ref().zip(bodies.get(&row.id)), &row, &html)),
                version: row.version,
                before: draft.held.as_ref().map(|held| held.content_hash.clone()),
                after: Some(row.content_hash),
                reason: None,
            })
            .await?;
    }
    insert_all::<interpretation::Entity>(&writer.txn, inserts.0).await?;
    insert_all::<interpretation_body::Entity>(&writer.txn, inserts.1).await?;
    insert_all::<source_reference::Entity>(&writer.txn, references).await?;
    let but = Some(interpretation::Column::PublishedAt);
    update_all::<interpretation::Entity>(&writer.txn, updates.0, but).await?;
    update_all::<interpretation_body::Entity>(&writer.txn, updates.1, None).await?;
    Ok(outcomes)
}

/// The key of an interpretation that was removed and now comes back, as a new one: its tombstone stays.
async fn forget(writer: &Writer, key: &SourceKey) -> Result<()> {
    source_reference::Entity::delete_many()
        .filter(source_reference::Column::System.eq(&key.system))
        .filter(source_reference::Column::SourceId.eq(&key.id))
        .filter(source_reference::Column::SubjectType.eq(SubjectType::Interpretation))
        .exec(&writer.txn)
        .await?;
    Ok(())
}

fn kinds(held: Option<(&interpretation::Model, &String)>, row: &interpretation::Model, html: &str) -> Vec<ChangeKind> {
    let Some((held, body)) = held else {
        return vec![ChangeKind::Content, ChangeKind::Links, ChangeKind::Metadata];
    };
    let words = |row: &interpretation::Model| (row.title.clone(), row.form, row.media_url.clone());
    let mut kinds = Vec::new();
    if words(held) != words(row) || body != html {
        kinds.push(ChangeKind::Content);
    }
    if (&held.elements, &held.interpreted_by) != (&row.elements, &row.interpreted_by) {
        kinds.push(ChangeKind::Metadata);
    }
    kinds
}
