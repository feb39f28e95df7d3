//! The index by which lists are filtered by validity: the periods that `value::validity` derives from the events, cut into blocks of days so that any day is one short range scan. Derived, rebuilt when the default term changes, never the truth.

use sea_orm::entity::prelude::*;

/// A stretch of one status of one document within one block of days.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "validity_span")]
pub struct Model {
    /// Block of days and status, see `value::validity::slot`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slot: i32,
    /// The document's (it never changes): the order in which lists are read.
    #[sea_orm(primary_key, auto_increment = false)]
    pub published_at: DateTimeUtc,
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    /// First day of the whole stretch, as a number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_day: i32,
    /// Last day of the whole stretch, as a number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ends_day: i32,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
