//! 有效性: what is derived from the events of documents.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::validity_event::{Column, Entity, Model};
use entity::value::validity::{Event, Period, periods};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// Events by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The events of each document, in the order of their source.
pub async fn events(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let select = Entity::find().filter(Column::DocumentId.is_in(listing::any_of(documents)));
    let rows = select.order_by_asc(Column::DocumentId).order_by_asc(Column::Position).rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.document_id, row))))
}

/// The periods of a document with these events. The index behind the filters is made by the same derivation.
pub fn derive(reader: &Reader, title: &str, is_normative: bool, events: &[Model]) -> Vec<Period> {
    let events: Vec<Event> = events.iter().map(Event::from).collect();
    periods(&events, reader.common.default_term.of(title, is_normative))
}
