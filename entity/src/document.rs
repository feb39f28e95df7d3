//! 文件: a policy or normative document, as published. Its body is apart, in `document_body`, so that lists never read it.

use crate::value::DocumentGenre;
use sea_orm::entity::prelude::*;

/// One document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Title.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// 发文字号 as written.
    pub number_text: Option<String>,
    /// 发文字号 in its standard form; null where it could not be understood.
    pub number_canonical: Option<String>,
    /// 机关代字.
    pub number_issuer_code: Option<String>,
    /// Year of the number.
    pub number_year: Option<i32>,
    /// Serial within the year.
    pub number_serial: Option<i32>,
    /// 索引号, unique where present.
    #[sea_orm(unique)]
    pub index_number: Option<String>,
    /// 发布机构.
    pub publisher_id: Uuid,
    /// 体裁.
    pub genre: DocumentGenre,
    /// 行政规范性文件.
    pub is_normative: bool,
    /// 信息形成之日.
    pub formed_on: Option<Date>,
    /// 成文日期.
    pub issued_on: Option<Date>,
    /// 发布日期: set once, never changed (a trigger refuses it).
    pub published_at: DateTimeUtc,
    /// Summary in plain text.
    #[sea_orm(column_type = "Text")]
    pub summary: Option<String>,
    /// 起草处室.
    pub drafting_office: Option<String>,
    /// Contact for the public.
    pub public_contact: Option<String>,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// 发布机构.
    #[sea_orm(belongs_to, from = "publisher_id", to = "id")]
    pub publisher: BelongsTo<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
