//! 责任单位.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::task_unit::{Column, Entity, Model};
use entity::{task_unit_member as member, unit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A name in a task's list, with the units that are meant.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub row: Model,
    /// The unit named, or the members of the group, in the order of their codes; none where none is held.
    pub units: Vec<unit::Model>,
}

/// Whom each task names, in the order of its list.
pub async fn of_tasks(reader: &Reader, tasks: &[Uuid]) -> Result<HashMap<Uuid, Vec<Named>>> {
    let rows = Entity::find()
        .filter(Column::TaskId.is_in(listing::any_of(tasks)))
        .order_by_asc(Column::TaskId)
        .order_by_asc(Column::Position)
        .rows(&reader.db)
        .await?;
    // The same few units stand in row after row: their words are read once.
    let links =
        member::Entity::find().filter(member::Column::TaskId.is_in(listing::any_of(tasks))).rows(&reader.db).await?;
    let ids: HashSet<Uuid> = links.iter().map(|link| link.unit_id).collect();
    let units = super::unit::by_ids(reader, &ids.into_iter().collect::<Vec<_>>()).await?;
    let mut members: HashMap<(Uuid, i32), Vec<unit::Model>> = HashMap::new();
    for link in links {
        members.entry((link.task_id, link.position)).or_default().extend(units.get(&link.unit_id).cloned());
    }
    Ok(listing::grouped(rows.into_iter().map(|row| {
        let mut units = members.remove(&(row.task_id, row.position)).unwrap_or_default();
        units.sort_by(|a, b| a.code.cmp(&b.code));
        (row.task_id, Named { row, units })
    })))
}
