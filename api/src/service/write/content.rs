//! A document's content in keys that another copy of the data shares: what its hash is taken of, and by which the
//! kinds of a change are told. It is made of a package, or of what is stored.

use super::lookup::{Entries, EntryName};
use super::unit::Directory;
use super::{canonical, find_in};
use crate::error::Result;
use crate::service::package::{Attachment, SourceKey};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use entity::value::{ChangeKind, DocumentGenre, DocumentRelationKind, SubjectType, ValidityEventKind};
use entity::{
    attachment, document, document_body, document_catalog_entry, document_interpretation, document_issuer,
    document_relation, document_topic, source_reference, validity_event,
};
use sea_orm::DatabaseTransaction;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The parts, by kind of change.
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Content {
    pub content: Words,
    pub validity: Vec<Event>,
    pub links: Links,
    pub metadata: Metadata,
}

#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Words {
    pub title: String,
    pub summary: Option<String>,
    pub body: String,
    pub attachments: Vec<Attachment>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    pub kind: ValidityEventKind,
    pub effective_on: NaiveDate,
    pub decided_on: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub instrument: Option<SourceKey>,
    pub citation: Option<String>,
    pub scope: Option<String>,
}

#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Links {
    /// Keys, sorted.
    pub interpretations: Vec<SourceKey>,
    /// Sorted.
    pub catalog_entries: Vec<EntryName>,
    pub relations: Vec<Relation>,
    /// The deciding documents that are held: sorted, each once.
    pub instruments: Vec<SourceKey>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Relation {
    pub kind: DocumentRelationKind,
    pub citation: String,
    pub target: Option<SourceKey>,
    pub held: bool,
}

#[derive(Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    pub number: Option<String>,
    pub index_number: Option<String>,
    pub issuers: Vec<String>,
    pub publisher: String,
    pub genre: Option<DocumentGenre>,
    pub topics: Vec<String>,
    pub is_normative: bool,
    pub formed_on: Option<NaiveDate>,
    pub issued_on: Option<NaiveDate>,
    pub published_at: String,
    pub drafting_office: Option<String>,
    pub public_contact: Option<String>,
}

impl Content {
    pub fn hash(&self) -> Result<String> {
        canonical::hash(self)
    }

    /// Which parts changed; of a new document, which it has.
    pub fn kinds(&self, before: Option<&Self>) -> Vec<ChangeKind> {
        let empty = Self::default();
        let parts = match before {
            Some(before) => [
                (ChangeKind::Content, self.content != before.content),
                (ChangeKind::Validity, self.validity != before.validity),
                (ChangeKind::Links, self.links != before.links),
                (ChangeKind::Metadata, self.metadata != before.metadata),
            ],
            None => [
                (ChangeKind::Content, true),
                (ChangeKind::Validity, self.validity != empty.validity),
                (ChangeKind::Links, self.links != empty.links),
                (ChangeKind::Metadata, true),
            ],
        };
        parts.into_iter().filter_map(|(kind, changed)| changed.then_some(kind)).collect()
    }
}

/// An instant as content tells it.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// A document as stored, with those of its rows that are worth keeping.
#[derive(Debug)]
pub(super) struct Stored {
    pub row: document::Model,
    pub content: Content,
    pub attachments: Vec<attachment::Model>,
    pub relations: Vec<document_relation::Model>,
    pub events: Vec<validity_event::Model>,
    pub interpretations: Vec<Uuid>,
}

/// Reads whole documents.
pub(super) async fn load(
    txn: &DatabaseTransaction,
    ids: &[Uuid],
    directory: &Directory,
    entries: &Entries,
) -> Result<HashMap<Uuid, Stored>> {
    let mut stored: HashMap<Uuid, Stored> = HashMap::new();
    for row in find_in::<document::Entity, _>(txn, document::Column::Id, ids).await? {
        let metadata = Metadata {
            number: row.number_text.clone(),
            index_number: row.index_number.clone(),
            issuers: Vec::new(),
            publisher: directory.code(row.publisher_id).to_owned(),
            genre: Some(row.genre),
            topics: Vec::new(),
            is_normative: row.is_normative,
            formed_on: row.formed_on,
            issued_on: row.issued_on,
            published_at: instant(row.published_at),
            drafting_office: row.drafting_office.clone(),
            public_contact: row.public_contact.clone(),
        };
        let words = Words { title: row.title.clone(), summary: row.summary.clone(), ..Words::default() };
        let content = Content { content: words, metadata, ..Content::default() };
        let (attachments, relations, events, interpretations) = Default::default();
        stored.insert(row.id, Stored { row, content, attachments, relations, events, interpretations });
    }
    for body in find_in::<document_body::Entity, _>(txn, document_body::Column::DocumentId, ids).await? {
        if let Some(it) = stored.get_mut(&body.document_id) {
            it.content.content.body = body.html;
        }
    }
    let mut issuers = find_in::<document_issuer::Entity, _>(txn, document_issuer::Column::DocumentId, ids).await?;
    issuers.sort_by_key(|row| row.position);
    for row in issuers {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.content.metadata.issuers.push(directory.code(row.unit_id).to_owned());
        }
    }
    let mut topics = find_in::<document_topic::Entity, _>(txn, document_topic::Column::DocumentId, ids).await?;
    topics.sort_by_key(|row| row.position);
    for row in topics {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.content.metadata.topics.push(row.topic);
        }
    }
    for row in find_in::<attachment::Entity, _>(txn, attachment::Column::DocumentId, ids).await? {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.attachments.push(row);
        }
    }
    for row in find_in::<document_relation::Entity, _>(txn, document_relation::Column::DocumentId, ids).await? {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.relations.push(row);
        }
    }
    for row in find_in::<validity_event::Entity, _>(txn, validity_event::Column::DocumentId, ids).await? {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.events.push(row);
        }
    }
    let links = find_in::<document_catalog_entry::Entity, _>(txn, document_catalog_entry::Column::DocumentId, ids);
    for row in links.await? {
        if let (Some(it), Some(name)) = (stored.get_mut(&row.document_id), entries.name(row.catalog_entry_id)) {
            it.content.links.catalog_entries.push(name.clone());
        }
    }
    interpretations(txn, ids, &mut stored).await?;
    for it in stored.values_mut() {
        it.settle();
    }
    Ok(stored)
}

async fn interpretations(txn: &DatabaseTransaction, ids: &[Uuid], stored: &mut HashMap<Uuid, Stored>) -> Result<()> {
    let links =
        find_in::<document_interpretation::Entity, _>(txn, document_interpretation::Column::DocumentId, ids).await?;
    let explaining: Vec<Uuid> = links.iter().map(|row| row.interpretation_id).collect();
    let references =
        find_in::<source_reference::Entity, _>(txn, source_reference::Column::SubjectId, &explaining).await?;
    let keys: HashMap<Uuid, SourceKey> = (references.into_iter())
        .filter(|row| row.subject_type == SubjectType::Interpretation)
        .map(|row| (row.subject_id, SourceKey { system: row.system, id: row.source_id }))
        .collect();
    for row in links {
        if let Some(it) = stored.get_mut(&row.document_id) {
            it.interpretations.push(row.interpretation_id);
            it.content.links.interpretations.extend(keys.get(&row.interpretation_id).cloned());
        }
    }
    Ok(())
}

impl Stored {
    /// Puts everything in its order and tells the rows as content.
    fn settle(&mut self) {
        self.attachments.sort_by_key(|row| row.position);
        self.relations.sort_by_key(|row| row.position);
        self.events.sort_by_key(|row| row.position);
        let links = &mut self.content.links;
        links.interpretations.sort();
        links.catalog_entries.sort();
        links.relations = self.relations.iter().map(Relation::from).collect();
        let held = self.events.iter().filter(|row| row.instrument_id.is_some());
        links.instruments = sorted(held.filter_map(|row| key(&row.instrument_system, &row.instrument_source_id)));
        self.content.validity = self.events.iter().map(Event::from).collect();
        self.content.content.attachments = self.attachments.iter().map(told).collect();
    }
}

/// Keys in their order, each once.
pub(super) fn sorted(keys: impl Iterator<Item = SourceKey>) -> Vec<SourceKey> {
    keys.collect::<BTreeSet<_>>().into_iter().collect()
}

/// An attachment's row as content.
pub(super) fn told(row: &attachment::Model) -> Attachment {
    Attachment {
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        byte_size: row.byte_size,
        sha256: row.sha256.clone(),
        url: row.url.clone(),
    }
}

fn key(system: &Option<String>, id: &Option<String>) -> Option<SourceKey> {
    Some(SourceKey { system: system.clone()?, id: id.clone()? })
}

impl From<&document_relation::Model> for Relation {
    fn from(row: &document_relation::Model) -> Self {
        Self {
            kind: row.kind,
            citation: row.citation.clone(),
            target: key(&row.target_system, &row.target_source_id),
            held: row.target_id.is_some(),
        }
    }
}

impl From<&validity_event::Model> for Event {
    fn from(row: &validity_event::Model) -> Self {
        Self {
            kind: row.kind,
            effective_on: row.effective_on,
            decided_on: row.decided_on,
            until: row.until,
            instrument: key(&row.instrument_system, &row.instrument_source_id),
            citation: row.citation.clone(),
            scope: row.scope.clone(),
        }
    }
}
