//! 目录规范: one edition of a jurisdiction's catalog of what is disclosed on its own initiative.

use sea_orm::entity::prelude::*;

/// One edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalog")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose catalog it is.
    pub jurisdiction: String,
    /// The edition's name, unique within the jurisdiction.
    pub edition: String,
    /// Title.
    pub title: String,
    /// First day on which the edition is in effect; null when not stated.
    pub effective_on: Option<Date>,
    /// First day on which it no longer is; null while it stands.
    pub superseded_on: Option<Date>,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
