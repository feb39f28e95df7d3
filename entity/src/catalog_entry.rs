//! 公开事项: one item that one unit must disclose.

use crate::value::{Audience, Channels, DisclosureMethod, Texts, Tiers};
use sea_orm::entity::prelude::*;

/// One entry.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog_entry")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub catalog_id: Uuid,
    /// The unit that discloses.
    pub unit_id: Uuid,
    /// First-level column.
    pub first_level_column_id: Uuid,
    /// Second-level column; null where the entry hangs on the first level.
    pub second_level_column_id: Option<Uuid>,
    /// Third-level column; null where the entry hangs higher.
    pub third_level_column_id: Option<Uuid>,
    /// The deepest of the three: with unit and item, the entry's natural key.
    pub column_id: Uuid,
    /// 序号, as written.
    pub serial: Option<String>,
    /// 公开事项.
    pub item: String,
    /// 内容规范, the cell as written; read through `value::content_norm`.
    #[sea_orm(column_type = "Text")]
    pub content_norm: String,
    /// 公开时限, as written.
    #[sea_orm(column_type = "Text")]
    pub time_limit: String,
    /// 公开依据, in order.
    pub legal_basis: Texts,
    /// 公开方式.
    pub method: DisclosureMethod,
    /// 公开对象; null when not stated.
    pub audience: Option<Audience>,
    /// 公开渠道和载体.
    pub channels: Channels,
    /// 公开层级.
    pub tiers: Tiers,
    /// 责任处室.
    pub responsible_office: Option<String>,
    /// 责任人: not for the public.
    pub responsible_person: Option<String>,
    /// 联系电话: not for the public.
    pub responsible_phone: Option<String>,
    /// 备注.
    pub remarks: Option<String>,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// The edition.
    #[sea_orm(belongs_to, from = "catalog_id", to = "id")]
    pub catalog: BelongsTo<super::catalog::Entity>,
    /// The unit that discloses.
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
