//! What happened to a document's validity, as decided. The status on a day is derived from these by `value::validity`.

use crate::value::ValidityEventKind;
use sea_orm::entity::prelude::*;

/// One event.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "validity_event")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The document.
    pub document_id: Uuid,
    /// Place in the source, from 0: settles the order of one day.
    pub position: i32,
    /// What happened.
    pub kind: ValidityEventKind,
    /// From which day; for EXPIRE the last day in force.
    pub effective_on: Date,
    /// When it was decided.
    pub decided_on: Option<Date>,
    /// Last day of the term that the event states.
    pub until: Option<Date>,
    /// The deciding document where it is held here.
    pub instrument_id: Option<Uuid>,
    /// Its source system, where the source names it.
    pub instrument_system: Option<String>,
    /// Its key there.
    pub instrument_source_id: Option<String>,
    /// The deciding document as cited.
    #[sea_orm(column_type = "Text")]
    pub citation: Option<String>,
    /// The articles concerned; null for the whole document.
    pub scope: Option<String>,
    /// When this service learned of it.
    pub recorded_at: DateTimeUtc,
    /// The document.
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Model> for crate::value::validity::Event {
    fn from(row: &Model) -> Self {
        Self {
            kind: row.kind,
            effective_on: row.effective_on,
            decided_on: row.decided_on,
            until: row.until,
            whole: row.scope.is_none(),
        }
    }
}
