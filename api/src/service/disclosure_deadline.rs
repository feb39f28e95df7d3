//! 公开期限.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::disclosure_deadline::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// The last days on which each document was in time, one a catalog entry that sets one, the earliest first.
pub async fn of_documents(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .filter(Column::DocumentId.is_in(listing::any_of(documents)))
        .filter(Column::DueOn.is_not_null())
        .order_by_asc(Column::DueOn)
        .order_by_asc(Column::CatalogEntryId)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.document_id, row))))
}
