//! By what key a source system knows an object of ours.

use crate::value::SubjectType;
use sea_orm::entity::prelude::*;

/// One key of one object.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source_reference")]
pub struct Model {
    /// The source system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    /// The key there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: String,
    /// Type of the object.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_type: SubjectType,
    /// The object; of a withdrawn one, its tombstone.
    pub subject_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
