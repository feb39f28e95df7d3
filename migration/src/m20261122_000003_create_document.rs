//! 文件 and what hangs on it.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("document")
            .uuid("id")
            .text("title")
            .string_null("number_text")
            .string_null("number_canonical")
            .string_null("number_issuer_code")
            .integer_null("number_year")
            .integer_null("number_serial")
            .string_null("index_number")
            .uuid("publisher_id")
            .string("genre")
            .boolean("is_normative")
            .date_null("formed_on")
            .date_null("issued_on")
            .instant("published_at")
            .text_null("summary")
            .string_null("drafting_office")
            .string_null("public_contact")
            .versioned()
            .primary_key(&["id"])
            .references("publisher_id", "unit")
            .create(manager)
            .await?;
        unique(manager, "document", &["index_number"]).await?;
        index(manager, "document", &["published_at", "id"]).await?;
        index(manager, "document", &["publisher_id", "published_at", "id"]).await?;
        index(manager, "document", &["genre", "published_at", "id"]).await?;
        index(manager, "document", &["is_normative", "published_at", "id"]).await?;
        index(manager, "document", &["number_canonical", "id"]).await?;
        index(manager, "document", &["number_text", "id"]).await?;
        index(manager, "document", &["number_issuer_code", "number_year", "number_serial"]).await?;
        // A date that is not stated sorts as the earliest; the same words stand in the queries, so that they find this.
        for column in ["issued_on", "formed_on"] {
            let sorted =
                format!("CREATE INDEX ix_document_{column}_id ON document (COALESCE({column}, '0001-01-01'), id)");
            run(manager, &sorted, &sorted).await?;
        }
        freeze_published_at(manager, "document").await?;
        table("document_body")
            .uuid("document_id")
            .text("html")
            .primary_key(&["document_id"])
            .belongs_to("document_id", "document")
            .create(manager)
            .await?;
        table("document_issuer")
            .uuid("document_id")
            .integer("position")
            .uuid("unit_id")
            .instant("published_at")
            .primary_key(&["document_id", "position"])
            .belongs_to("document_id", "document")
            .references("unit_id", "unit")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "document_issuer", &["unit_id", "published_at", "document_id"]).await?;
        table("document_topic")
            .uuid("document_id")
            .integer("position")
            .string("topic")
            .instant("published_at")
            .primary_key(&["document_id", "position"])
            .belongs_to("document_id", "document")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "document_topic", &["topic", "published_at", "document_id"]).await?;
        table("document_catalog_entry")
            .uuid("document_id")
            .uuid("catalog_entry_id")
            .instant("published_at")
            .primary_key(&["document_id", "catalog_entry_id"])
            .belongs_to("document_id", "document")
            .references("catalog_entry_id", "catalog_entry")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "document_catalog_entry", &["catalog_entry_id", "published_at", "document_id"]).await?;
        table("document_relation")
            .uuid("id")
            .uuid("document_id")
            .integer("position")
            .string("kind")
            .text("citation")
            .uuid_null("target_id")
            .string_null("target_system")
            .string_null("target_source_id")
            .primary_key(&["id"])
            .belongs_to("document_id", "document")
            .may_refer_to("target_id", "document")
            .create(manager)
            .await?;
        unique(manager, "document_relation", &["document_id", "position"]).await?;
        index(manager, "document_relation", &["target_id", "id"]).await?;
        index(manager, "document_relation", &["target_system", "target_source_id"]).await?;
        table("attachment")
            .uuid("id")
            .uuid("document_id")
            .integer("position")
            .string("name")
            .string("media_type")
            .big_integer("byte_size")
            .string("sha256")
            .text("url")
            .primary_key(&["id"])
            .belongs_to("document_id", "document")
            .create(manager)
            .await?;
        unique(manager, "attachment", &["document_id", "position"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(
            manager,
            &[
                "document",
                "document_body",
                "document_issuer",
                "document_topic",
                "document_catalog_entry",
                "document_relation",
                "attachment",
            ],
        )
        .await
    }
}
