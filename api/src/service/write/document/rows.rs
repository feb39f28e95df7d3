//! The rows of documents, table by table.

use super::super::bigram::{self, Retitled};
use super::super::content::{Content, Event, Links, Metadata, Relation, Stored, Words, instant, sorted, told};
use super::super::deadline::Judged;
use super::super::lookup::Entries;
use super::super::validity::span_rows;
use super::super::{Writer, deadline, delete_of, insert_all, update_all};
use super::Draft;
use crate::error::Result;
use crate::service::package::SourceKey;
use entity::value::calendar::Calendar;
use entity::value::{SubjectType, document_number};
use entity::{
    attachment, disclosure_deadline, document, document_body, document_catalog_entry, document_interpretation,
    document_issuer, document_relation, document_topic, source_reference, validity_event, validity_span,
};
use uuid::Uuid;

/// What a draft says, as content. The body is sanitised here, before anything is compared or hashed.
pub(super) fn content(draft: &Draft, entries: &Entries, resolve: &impl Fn(&SourceKey) -> Option<Uuid>) -> Content {
    let package = &draft.package;
    let Some(document) = package.document.clone() else { return Content::default() };
    let instruments = package.validity_events.iter().filter_map(|it| it.instrument.as_ref());
    let mut catalog_entries: Vec<_> = draft.entries.iter().filter_map(|id| entries.name(*id).cloned()).collect();
    catalog_entries.sort();
    let held = |key: Option<&SourceKey>| key.and_then(resolve).is_some();
    let relation = |it: &crate::service::package::Relation| Relation {
        kind: it.kind,
        citation: it.citation.clone(),
        target: it.target.clone(),
        held: held(it.target.as_ref()),
    };
    let event = |it: &crate::service::package::ValidityEvent| Event {
        kind: it.kind,
        effective_on: it.effective_on,
        decided_on: it.decided_on,
        until: it.until,
        instrument: it.instrument.clone(),
        citation: it.citation.clone(),
        scope: it.scope.clone(),
    };
    Content {
        content: Words {
            title: document.title,
            summary: document.summary,
            body: ammonia::clean(&document.body),
            attachments: document.attachments,
        },
        validity: package.validity_events.iter().map(event).collect(),
        links: Links {
            interpretations: sorted(draft.interpretations.iter().map(|(key, _)| key.clone())),
            catalog_entries,
            relations: package.relations.iter().map(relation).collect(),
            instruments: sorted(instruments.filter(|key| resolve(key).is_some()).cloned()),
        },
        metadata: Metadata {
            number: document.number.as_deref().map(|number| number.trim().to_owned()),
            index_number: document.index_number,
            issuers: document.issuers,
            publisher: document.publisher,
            genre: Some(document.genre),
            topics: document.topics,
            is_normative: document.is_normative,
            formed_on: document.formed_on,
            issued_on: document.issued_on,
            published_at: instant(draft.published_at),
            drafting_office: document.drafting_office,
            public_contact: document.public_contact,
        },
    }
}

/// Rows to be written.
#[derive(Default)]
pub(super) struct Rows {
    inserts: Vec<document::Model>,
    updates: Vec<document::Model>,
    bodies: Vec<document_body::Model>,
    issuers: Vec<document_issuer::Model>,
    topics: Vec<document_topic::Model>,
    entries: Vec<document_catalog_entry::Model>,
    deadlines: Vec<disclosure_deadline::Model>,
    relations: Vec<document_relation::Model>,
    attachments: Vec<attachment::Model>,
    events: Vec<validity_event::Model>,
    spans: Vec<validity_span::Model>,
    interpretations: Vec<document_interpretation::Model>,
    sources: Vec<source_reference::Model>,
    titles: Vec<Retitled>,
}

/// What last days are counted by.
#[derive(Clone, Copy)]
pub(super) struct Counting<'a> {
    pub entries: &'a Entries,
    pub calendar: &'a Calendar,
    /// Last days of documents as they were judged before.
    pub judged: &'a Judged,
}

impl Rows {
    /// Adds one document. Of what was stored before, parts that are still said keep their ids.
    pub fn add(
        &mut self,
        (writer, counting): (&Writer, Counting<'_>),
        draft: &Draft,
        content: Content,
        (version, content_hash): (i32, String),
        before: Option<Stored>,
        resolve: &impl Fn(&SourceKey) -> Option<Uuid>,
    ) {
        let (document_id, published_at) = (draft.id, draft.published_at);
        let Some(genre) = content.metadata.genre else { return };
        let number = content.metadata.number.as_deref().map(document_number::parse);
        // A number without its issuer is not one to be found by: its parts are kept only with a standard form.
        let found_by = number.as_ref().filter(|number| number.canonical.is_some());
        let row = document::Model {
            id: document_id,
            title: content.content.title,
            number_canonical: found_by.and_then(|number| number.canonical.clone()),
            number_issuer_code: found_by.and_then(|number| number.issuer_code.clone()),
            number_year: found_by.and_then(|number| number.year),
            number_serial: found_by.and_then(|number| number.number),
            number_text: number.map(|number| number.text),
            index_number: content.metadata.index_number,
            publisher_id: draft.publisher_id,
            genre,
            is_normative: content.metadata.is_normative,
            formed_on: content.metadata.formed_on,
            issued_on: content.metadata.issued_on,
            published_at,
            summary: content.content.summary,
            drafting_office: content.metadata.drafting_office,
            public_contact: content.metadata.public_contact,
            version,
            content_hash,
            updated_at: writer.now,
        };
        self.bodies.push(document_body::Model { document_id, html: content.content.body });
        for (position, unit_id) in (0..).zip(&draft.issuers) {
            self.issuers.push(document_issuer::Model { document_id, position, unit_id: *unit_id, published_at });
        }
        for (position, topic) in (0..).zip(content.metadata.topics) {
            self.topics.push(document_topic::Model { document_id, position, topic, published_at });
        }
        for catalog_entry_id in draft.entries.iter().copied() {
            self.entries.push(document_catalog_entry::Model { document_id, catalog_entry_id, published_at });
            let limit = counting.entries.limit(catalog_entry_id);
            self.deadlines.extend(limit.map(|limit| {
                let judged = counting.judged.get(&(document_id, catalog_entry_id));
                let judged = judged.filter(|judged| judged.formed_on == row.formed_on).cloned();
                judged.unwrap_or_else(|| deadline::row(&row, catalog_entry_id, limit, counting.calendar))
            }));
        }
        for (_, interpretation_id) in &draft.interpretations {
            let interpretation_id = *interpretation_id;
            self.interpretations.push(document_interpretation::Model { document_id, interpretation_id });
        }
        let title_before = before.as_ref().map(|before| before.row.title.clone()).unwrap_or_default();
        if title_before != row.title {
            let (before, after) = (title_before, row.title.clone());
            self.titles.push(Retitled { document_id, published_at, before, after });
        }
        let (mut old_attachments, mut old_relations, mut old_events) = match before {
            Some(before) => {
                self.updates.push(row.clone());
                (before.attachments, before.relations, before.events)
            }
            None => {
                self.inserts.push(row.clone());
                self.sources.push(source_reference::Model {
                    system: draft.package.source.system.clone(),
                    source_id: draft.package.source.id.clone(),
                    subject_type: SubjectType::Document,
                    subject_id: document_id,
                });
                Default::default()
            }
        };
        for (position, it) in (0..).zip(content.content.attachments) {
            let old = take(&mut old_attachments, |old| told(old) == it);
            self.attachments.push(attachment::Model {
                id: old.map_or_else(|| writer.clock.id(), |old| old.id),
                document_id,
                position,
                name: it.name,
                media_type: it.media_type,
                byte_size: it.byte_size,
                sha256: it.sha256,
                url: it.url,
            });
        }
        for (position, it) in (0..).zip(content.links.relations) {
            let said = |old: &Relation| (old.kind, &old.citation, &old.target) == (it.kind, &it.citation, &it.target);
            let old = take(&mut old_relations, |old| said(&Relation::from(old)));
            let (target_system, target_source_id) = parts(&it.target);
            self.relations.push(document_relation::Model {
                id: old.map_or_else(|| writer.clock.id(), |old| old.id),
                document_id,
                position,
                kind: it.kind,
                target_id: it.target.as_ref().and_then(resolve),
                citation: it.citation,
                target_system,
                target_source_id,
            });
        }
        let mut events = Vec::new();
        for (position, it) in (0..).zip(content.validity) {
            let old = take(&mut old_events, |old| Event::from(old) == it);
            let (instrument_system, instrument_source_id) = parts(&it.instrument);
            events.push(validity_event::Model {
                id: old.as_ref().map_or_else(|| writer.clock.id(), |old| old.id),
                document_id,
                position,
                kind: it.kind,
                effective_on: it.effective_on,
                decided_on: it.decided_on,
                until: it.until,
                instrument_id: it.instrument.as_ref().and_then(resolve),
                instrument_system,
                instrument_source_id,
                citation: it.citation,
                scope: it.scope,
                recorded_at: old.map_or(writer.now, |old| old.recorded_at),
            });
        }
        self.spans.extend(span_rows(&row, &events, writer.default_term));
        self.events.extend(events);
    }

    /// Writes everything; what the documents in `held` had before goes first.
    pub async fn write(self, writer: &mut Writer, held: &[Uuid]) -> Result<()> {
        bigram::retitled(writer, &self.titles).await?;
        let txn = &writer.txn;
        if !held.is_empty() {
            delete_of::<document_body::Entity>(txn, document_body::Column::DocumentId, held).await?;
            delete_of::<document_issuer::Entity>(txn, document_issuer::Column::DocumentId, held).await?;
            delete_of::<document_topic::Entity>(txn, document_topic::Column::DocumentId, held).await?;
            delete_of::<document_catalog_entry::Entity>(txn, document_catalog_entry::Column::DocumentId, held).await?;
            delete_of::<disclosure_deadline::Entity>(txn, disclosure_deadline::Column::DocumentId, held).await?;
            delete_of::<document_relation::Entity>(txn, document_relation::Column::DocumentId, held).await?;
            delete_of::<attachment::Entity>(txn, attachment::Column::DocumentId, held).await?;
            delete_of::<validity_event::Entity>(txn, validity_event::Column::DocumentId, held).await?;
            delete_of::<validity_span::Entity>(txn, validity_span::Column::DocumentId, held).await?;
            delete_of::<document_interpretation::Entity>(txn, document_interpretation::Column::DocumentId, held)
                .await?;
        }
        // Numbers that are given up must be free before others take them.
        update_all::<document::Entity>(txn, self.updates, Some(document::Column::PublishedAt)).await?;
        insert_all::<document::Entity>(txn, self.inserts).await?;
        insert_all::<document_body::Entity>(txn, self.bodies).await?;
        insert_all::<document_issuer::Entity>(txn, self.issuers).await?;
        insert_all::<document_topic::Entity>(txn, self.topics).await?;
        insert_all::<document_catalog_entry::Entity>(txn, self.entries).await?;
        insert_all::<disclosure_deadline::Entity>(txn, self.deadlines).await?;
        insert_all::<document_relation::Entity>(txn, self.relations).await?;
        insert_all::<attachment::Entity>(txn, self.attachments).await?;
        insert_all::<validity_event::Entity>(txn, self.events).await?;
        insert_all::<validity_span::Entity>(txn, self.spans).await?;
        insert_all::<document_interpretation::Entity>(txn, self.interpretations).await?;
        insert_all::<source_reference::Entity>(txn, self.sources).await
    }
}

/// Takes the first item that is meant.
fn take<T>(items: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> Option<T> {
    items.iter().position(is_meant).map(|place| items.remove(place))
}

fn parts(key: &Option<SourceKey>) -> (Option<String>, Option<String>) {
    key.as_ref().map(|key| (key.system.clone(), key.id.clone())).unzip()
}
