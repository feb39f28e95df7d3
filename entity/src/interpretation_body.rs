//! 解读正文: the body of an interpretation, apart from the row that lists read.

use sea_orm::entity::prelude::*;

/// One body.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interpretation_body")]
pub struct Model {
    /// The interpretation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub interpretation_id: Uuid,
    /// Sanitised HTML; for graphics and video the text alternative.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// The interpretation.
    #[sea_orm(belongs_to, from = "interpretation_id", to = "id")]
    pub interpretation: BelongsTo<super::interpretation::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
