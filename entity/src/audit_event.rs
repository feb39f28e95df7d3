//! Who did what: one row beside every change, in the same transaction.

use crate::value::SubjectType;
use sea_orm::entity::prelude::*;

/// One deed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub occurred_at: DateTimeUtc,
    /// Who.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// Type of the subject.
    pub subject_type: SubjectType,
    /// The subject.
    pub subject_id: Uuid,
    /// Content hash before; null for a new object.
    pub before_hash: Option<String>,
    /// Content hash after; null for a removed one.
    pub after_hash: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
