//! The log of what changed, in the order of commit: `sequence` is taken under a lock that is held until the commit.

use crate::value::{ChangeOperation, SubjectType};
use sea_orm::entity::prelude::*;

/// One change of one subject.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// Rises by one in the order of commit, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Type of the subject.
    pub subject_type: SubjectType,
    /// The subject.
    pub subject_id: Uuid,
    /// Upsert or tombstone.
    pub operation: ChangeOperation,
    /// Kinds of change, joined by commas.
    pub kinds: String,
    /// Version of the subject after the change.
    pub version: i32,
    /// Its content hash; null for a tombstone.
    pub content_hash: Option<String>,
    /// When it was written.
    pub changed_at: DateTimeUtc,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
