//! What stands where withdrawn objects stood.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use entity::tombstone::{Entity, Model};
use std::collections::HashMap;
use uuid::Uuid;

/// Tombstones by the ids of the objects.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}
