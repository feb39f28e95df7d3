//! Which held units a task's words mean: the unit named, or the members of the group. An index that the write door
//! derives from `task_unit` and the units, and derives anew when units change.

use sea_orm::entity::prelude::*;

/// One unit that one name in one task's list means.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_unit_member")]
pub struct Model {
    /// The unit.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: Uuid,
    /// The task.
    #[sea_orm(primary_key, auto_increment = false)]
    pub task_id: Uuid,
    /// The place of the name in the task's list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The unit.
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
