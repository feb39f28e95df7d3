//! 依据、修改、废止、替代、转发、引用: how a document refers to others.

use crate::value::DocumentRelationKind;
use sea_orm::entity::prelude::*;

/// One reference.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_relation")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The document that refers.
    pub document_id: Uuid,
    /// Place, from 0.
    pub position: i32,
    /// How it refers.
    pub kind: DocumentRelationKind,
    /// The other document as cited.
    #[sea_orm(column_type = "Text")]
    pub citation: String,
    /// The other document where it is held here.
    pub target_id: Option<Uuid>,
    /// Source system of the other document, where the source names it.
    pub target_system: Option<String>,
    /// Its key there: a document that arrives later is joined by it.
    pub target_source_id: Option<String>,
    /// The document that refers.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
