//! 解读, and which documents it explains.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("interpretation")
            .uuid("id")
            .text("title")
            .string("form")
            .text_null("media_url")
            .json("elements")
            .string_null("interpreted_by")
            .instant("published_at")
            .versioned()
            .primary_key(&["id"])
            .create(manager)
            .await?;
        index(manager, "interpretation", &["published_at", "id"]).await?;
        index(manager, "interpretation", &["form", "published_at", "id"]).await?;
        freeze_published_at(manager, "interpretation").await?;
        table("interpretation_body")
            .uuid("interpretation_id")
            .text("html")
            .primary_key(&["interpretation_id"])
            .belongs_to("interpretation_id", "interpretation")
            .create(manager)
            .await?;
        table("document_interpretation")
            .uuid("document_id")
            .uuid("interpretation_id")
            .primary_key(&["document_id", "interpretation_id"])
            .belongs_to("document_id", "document")
            .belongs_to("interpretation_id", "interpretation")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "document_interpretation", &["interpretation_id", "document_id"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["interpretation", "interpretation_body", "document_interpretation"]).await
    }
}
