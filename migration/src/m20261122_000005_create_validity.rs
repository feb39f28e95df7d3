//! What happened to a document's validity, and the index over what follows from it.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("validity_event")
            .uuid("id")
            .uuid("document_id")
            .integer("position")
            .string("kind")
            .date("effective_on")
            .date_null("decided_on")
            .date_null("until")
            .uuid_null("instrument_id")
            .string_null("instrument_system")
            .string_null("instrument_source_id")
            .text_null("citation")
            .string_null("scope")
            .instant("recorded_at")
            .primary_key(&["id"])
            .belongs_to("document_id", "document")
            .may_refer_to("instrument_id", "document")
            .create(manager)
            .await?;
        unique(manager, "validity_event", &["document_id", "position"]).await?;
        index(manager, "validity_event", &["instrument_id"]).await?;
        index(manager, "validity_event", &["instrument_system", "instrument_source_id"]).await?;
        table("validity_span")
            .integer("slot")
            .instant("published_at")
            .uuid("document_id")
            .integer("starts_day")
            .integer("ends_day")
            .primary_key(&["slot", "published_at", "document_id", "starts_day", "ends_day"])
            .belongs_to("document_id", "document")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "validity_span", &["document_id", "slot", "starts_day", "ends_day"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["validity_event", "validity_span"]).await
    }
}
