//! The default term of documents, on which the index of validity rests.

use super::setting_value::{outdated, remember};
use super::validity::span_rows;
use super::{Writer, delete_of, find_in, insert_all};
use crate::error::Result;
use crate::scope::Clock;
use entity::value::validity::DefaultTerm;
use entity::{document, validity_event, validity_span};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// The setting that tells for which default term the index was made.
const NAME: &str = "default_term";
/// Documents at a time.
const BATCH: u64 = 1_000;

/// Makes the index of validity anew where it was made for another default term; tells whether it had to. The
/// documents themselves do not change, so the change log tells nothing of it.
pub async fn ensure_default_term(db: &DatabaseConnection, clock: &Clock, term: DefaultTerm) -> Result<bool> {
    let months = |months: Option<u32>| months.map_or_else(|| "none".into(), |months| months.to_string());
    let wanted = format!("{},{}", months(term.months), months(term.trial_months));
    let Some(writer) = outdated(db, clock, term, NAME, &wanted).await? else { return Ok(false) };
    rebuild(&writer).await?;
    remember(&writer.txn, NAME, &wanted).await?;
    writer.commit().await?;
    Ok(true)
}

async fn rebuild(writer: &Writer) -> Result<()> {
    let mut last = Uuid::nil();
    loop {
        let documents = document::Entity::find()
            .filter(document::Column::Id.gt(last))
            .order_by_asc(document::Column::Id)
            .limit(BATCH)
            .all(&writer.txn)
            .await?;
        let Some(end) = documents.last() else { return Ok(()) };
        last = end.id;
        let ids: Vec<Uuid> = documents.iter().map(|document| document.id).collect();
        let found = find_in::<validity_event::Entity, _>(&writer.txn, validity_event::Column::DocumentId, &ids).await?;
        let mut events: HashMap<Uuid, Vec<validity_event::Model>> = HashMap::new();
        for event in found {
            events.entry(event.document_id).or_default().push(event);
        }
        let mut rows = Vec::new();
        for document in &documents {
            let mut events = events.remove(&document.id).unwrap_or_default();
            events.sort_by_key(|event| event.position);
            rows.extend(span_rows(document, &events, writer.default_term));
        }
        delete_of::<validity_span::Entity>(&writer.txn, validity_span::Column::DocumentId, &ids).await?;
        insert_all::<validity_span::Entity>(&writer.txn, rows).await?;
    }
}
