//! Notices of holidays by version, and the last days that follow from them for what is disclosed.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("holiday_notice")
            .uuid("id")
            .integer("version")
            .string("source")
            .instant("recorded_at")
            .primary_key(&["id"])
            .create(manager)
            .await?;
        unique(manager, "holiday_notice", &["version"]).await?;
        table("holiday")
            .uuid("notice_id")
            .date("day")
            .string("kind")
            .string("name")
            .primary_key(&["notice_id", "day"])
            .belongs_to("notice_id", "holiday_notice")
            .clustered(manager)
            .create(manager)
            .await?;
        table("disclosure_deadline")
            .uuid("document_id")
            .uuid("catalog_entry_id")
            .date_null("formed_on")
            .date("published_on")
            .date_null("due_on")
            .boolean("is_provisional")
            .string("calendar_version")
            .primary_key(&["document_id", "catalog_entry_id"])
            .belongs_to("document_id", "document")
            .belongs_to("catalog_entry_id", "catalog_entry")
            .clustered(manager)
            .create(manager)
            .await?;
        // A year of everybody, and a year of one entry; both hold all that is counted.
        index(manager, "disclosure_deadline", &["due_on", "catalog_entry_id", "published_on", "formed_on"]).await?;
        index(manager, "disclosure_deadline", &["catalog_entry_id", "due_on", "published_on", "formed_on"]).await?;
        // The few that rest on a year whose notice is not out.
        let provisional = |yes: &str| {
            format!(
                "CREATE INDEX ix_disclosure_deadline_provisional ON disclosure_deadline (due_on) WHERE is_provisional = {yes}"
            )
        };
        run(manager, &provisional("1"), &provisional("true")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["holiday_notice", "holiday", "disclosure_deadline"]).await
    }
}
