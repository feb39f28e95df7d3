//! The log of changes and deeds, keys of source systems, and what the service itself remembers.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("source_reference")
            .string("system")
            .string("source_id")
            .string("subject_type")
            .uuid("subject_id")
            .primary_key(&["system", "source_id", "subject_type"])
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "source_reference", &["subject_id"]).await?;
        table("change")
            .big_integer("sequence")
            .string("subject_type")
            .uuid("subject_id")
            .string("operation")
            .string("kinds")
            .integer("version")
            .string_null("content_hash")
            .instant("changed_at")
            .string_null("reason")
            .primary_key(&["sequence"])
            .create(manager)
            .await?;
        index(manager, "change", &["subject_id", "sequence"]).await?;
        table("audit_event")
            .uuid("id")
            .instant("occurred_at")
            .string("actor")
            .string("action")
            .string("subject_type")
            .uuid("subject_id")
            .string_null("before_hash")
            .string_null("after_hash")
            .primary_key(&["id"])
            .create(manager)
            .await?;
        index(manager, "audit_event", &["subject_id", "occurred_at"]).await?;
        index(manager, "audit_event", &["actor", "occurred_at"]).await?;
        table("tombstone")
            .uuid("id")
            .string("subject_type")
            .instant("removed_at")
            .string("reason")
            .text("public_explanation")
            .uuid_null("successor_id")
            .integer("version")
            .primary_key(&["id"])
            .create(manager)
            .await?;
        table("setting").string("name").text("value").primary_key(&["name"]).create(manager).await?;
        // Writers queue on this row, see `service::write`; it must be there before the first of them.
        let head = "INSERT INTO setting (name, value) VALUES ('change_head', '0')";
        run(manager, head, head).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["source_reference", "change", "audit_event", "tombstone", "setting"]).await
    }
}
