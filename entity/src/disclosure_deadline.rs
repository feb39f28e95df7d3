//! 公开期限: the last day on which a document was in time under one of its catalog entries. Derived from the
//! document's `formed_on`, the entry's limit and the calendar; there for every link whose entry counts from the forming.

use sea_orm::entity::prelude::*;

/// One last day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure_deadline")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    /// The entry whose limit it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub catalog_entry_id: Uuid,
    /// The document's.
    pub formed_on: Option<Date>,
    /// The civil day of the document's publication.
    pub published_on: Date,
    /// The last day in time; null where the document does not say when it was formed.
    pub due_on: Option<Date>,
    /// Whether it rests on a year whose holidays were not known.
    pub is_provisional: bool,
    /// The calendar by which it was counted.
    pub calendar_version: String,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
    /// The entry.
    #[sea_orm(belongs_to, from = "catalog_entry_id", to = "id")]
    pub catalog_entry: BelongsTo<super::catalog_entry::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
