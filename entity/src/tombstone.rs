//! What stands where a withdrawn object stood, for ever.

use crate::value::{SubjectType, TombstoneReason};
use sea_orm::entity::prelude::*;

/// One withdrawn object.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tombstone")]
pub struct Model {
    /// The object's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its type.
    pub subject_type: SubjectType,
    /// When it was withdrawn.
    pub removed_at: DateTimeUtc,
    /// Why.
    pub reason: TombstoneReason,
    /// What the public is told.
    #[sea_orm(column_type = "Text")]
    pub public_explanation: String,
    /// The object of the same type that takes its place.
    pub successor_id: Option<Uuid>,
    /// Its last version, plus one.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
