//! Which documents were published under which catalog entries.

use sea_orm::entity::prelude::*;

/// One link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_catalog_entry")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    /// The catalog entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub catalog_entry_id: Uuid,
    /// The document's (it never changes): the order in which an entry's documents are listed.
    pub published_at: DateTimeUtc,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
    /// The catalog entry.
    #[sea_orm(belongs_to, from = "catalog_entry_id", to = "id")]
    pub catalog_entry: BelongsTo<super::catalog_entry::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
