//! 单位: a body that publishes, or that stands above or beneath one that does.

use crate::value::{UnitKind, UnitLevel};
use sea_orm::entity::prelude::*;

/// One unit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The code by which files name the unit.
    #[sea_orm(unique)]
    pub code: String,
    /// Full name.
    pub name: String,
    /// Customary short name.
    pub short_name: Option<String>,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// The level of government that it belongs to.
    pub level: UnitLevel,
    /// The unit above; null for a root.
    pub parent_id: Option<Uuid>,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
