//! 放假安排: notices of holidays, each a version of the calendar with those before it.

use sea_orm::entity::prelude::*;

/// One notice, or several that came together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holiday_notice")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// From 1, without a gap.
    #[sea_orm(unique)]
    pub version: i32,
    /// Where it came from, such as the name of a file.
    pub source: String,
    /// When it was brought in.
    pub recorded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
