//! 发文机关: who issues a document, the lead first.

use sea_orm::entity::prelude::*;

/// One issuer of one document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_issuer")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    /// Place, the lead is 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The issuer.
    pub unit_id: Uuid,
    /// The document's (it never changes): the order in which an issuer's documents are listed.
    pub published_at: DateTimeUtc,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
    /// The issuer.
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
