//! 解读: an explanation of one or more documents.

use crate::value::{Elements, InterpretationForm};
use sea_orm::entity::prelude::*;

/// One interpretation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "interpretation")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Title.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// Form.
    pub form: InterpretationForm,
    /// Where the picture, sound or film is.
    #[sea_orm(column_type = "Text")]
    pub media_url: Option<String>,
    /// What it explains.
    pub elements: Elements,
    /// Who explains.
    pub interpreted_by: Option<String>,
    /// When published: set once, never changed (a trigger refuses it).
    pub published_at: DateTimeUtc,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
