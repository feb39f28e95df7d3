//! Which units stand beneath which: the closure of `unit.parent_id`, kept by the write door so that a subtree is one index range.

use sea_orm::entity::prelude::*;

/// A unit and one that stands above it, itself included.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_ancestor")]
pub struct Model {
    /// The unit above, or the unit itself.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ancestor_id: Uuid,
    /// The unit beneath.
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: Uuid,
    /// The unit above.
    #[sea_orm(belongs_to, from = "ancestor_id", to = "id")]
    pub ancestor: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
