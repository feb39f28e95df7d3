//! 放假调休日: the days that a notice of holidays speaks of.

use crate::value::DayKind;
use sea_orm::entity::prelude::*;

/// One day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holiday")]
pub struct Model {
    /// The notice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub notice_id: Uuid,
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// What the notice makes of it.
    pub kind: DayKind,
    /// The holiday.
    pub name: String,
    /// The notice.
    #[sea_orm(belongs_to, from = "notice_id", to = "id")]
    pub notice: BelongsTo<super::holiday_notice::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
