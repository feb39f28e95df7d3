//! 分工方案: who does what by when in one year's work on disclosure.

use sea_orm::entity::prelude::*;

/// One plan.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_plan")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Title: with year and issuer, the plan's natural key.
    pub title: String,
    /// The year whose work it plans; dates without a year are of this year.
    pub year: i32,
    /// The unit that issued it; null when not stated.
    pub issuer_id: Option<Uuid>,
    /// 发文字号, as written; null when not stated.
    pub document_number: Option<String>,
    /// 发布日期; null when not stated.
    pub published_on: Option<Date>,
    /// 备注 that sets other deadlines above these, as written; null where there is none.
    #[sea_orm(column_type = "Text", nullable)]
    pub override_note: Option<String>,
    /// The words of the notice that the table hangs on, as plain text; empty where they were not given.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
