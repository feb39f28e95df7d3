//! 附件.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::attachment::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// Attachments by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The attachments of each document, in order.
pub async fn of_documents(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let select = Entity::find().filter(Column::DocumentId.is_in(listing::any_of(documents)));
    let rows = select.order_by_asc(Column::DocumentId).order_by_asc(Column::Position).rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.document_id, row))))
}
