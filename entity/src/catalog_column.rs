//! 栏目: a column of the first, second or third level.

use crate::value::Texts;
use sea_orm::entity::prelude::*;

/// One column of one edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_column")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub catalog_id: Uuid,
    /// The column above; null on the first level.
    pub parent_id: Option<Uuid>,
    /// 1, 2 or 3.
    pub level: i32,
    /// Title.
    pub title: String,
    /// Titles from the first level down to this one.
    pub path: Texts,
    /// Place among its siblings, from 1.
    pub position: i32,
    /// The edition.
    #[sea_orm(belongs_to, from = "catalog_id", to = "id")]
    pub catalog: BelongsTo<super::catalog::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
