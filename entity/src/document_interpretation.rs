//! Which interpretations explain which documents.

use sea_orm::entity::prelude::*;

/// One link.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_interpretation")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
    /// The interpretation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub interpretation_id: Uuid,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
    /// The interpretation.
    #[sea_orm(belongs_to, from = "interpretation_id", to = "id")]
    pub interpretation: BelongsTo<super::interpretation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
