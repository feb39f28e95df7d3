//! 责任单位: who answers for a task, in the order of the list.

use crate::value::{UnitGroup, UnitRole};
use sea_orm::entity::prelude::*;

/// One unit, or group of units, that a task names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_unit")]
pub struct Model {
    /// The task.
    #[sea_orm(primary_key, auto_increment = false)]
    pub task_id: Uuid,
    /// Place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// How it takes part.
    pub role: UnitRole,
    /// The name as the list tells it, a suffix that it left out restored.
    pub name: String,
    /// The group that is named; null for one unit.
    pub unit_group: Option<UnitGroup>,
    /// The task.
    #[sea_orm(belongs_to, from = "task_id", to = "id")]
    pub task: BelongsTo<super::task::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
