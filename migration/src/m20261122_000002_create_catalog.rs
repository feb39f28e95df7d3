//! 目录规范, its columns and entries.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("catalog")
            .uuid("id")
            .string("jurisdiction")
            .string("edition")
            .string("title")
            .date_null("effective_on")
            .date_null("superseded_on")
            .versioned()
            .primary_key(&["id"])
            .create(manager)
            .await?;
        unique(manager, "catalog", &["jurisdiction", "edition"]).await?;
        table("catalog_column")
            .uuid("id")
            .uuid("catalog_id")
            .uuid_null("parent_id")
            .integer("level")
            .string("title")
            .json("path")
            .integer("position")
            .primary_key(&["id"])
            .belongs_to("catalog_id", "catalog")
            .belongs_to("parent_id", "catalog_column")
            .create(manager)
            .await?;
        // A column has one title among its siblings; on the first level the edition stands for the missing parent.
        let unique_title = "CREATE UNIQUE INDEX uq_catalog_column_title \
             ON catalog_column (catalog_id, COALESCE(parent_id, catalog_id), title)";
        run(manager, unique_title, unique_title).await?;
        table("catalog_entry")
            .uuid("id")
            .uuid("catalog_id")
            .uuid("unit_id")
            .uuid("first_level_column_id")
            .uuid_null("second_level_column_id")
            .uuid_null("third_level_column_id")
            .uuid("column_id")
            .string_null("serial")
            .string("item")
            .text("content_norm")
            .text("time_limit")
            .json("legal_basis")
            .string("method")
            .string_null("audience")
            .json("channels")
            .json("tiers")
            .string_null("responsible_office")
            .string_null("responsible_person")
            .string_null("responsible_phone")
            .string_null("remarks")
            .versioned()
            .primary_key(&["id"])
            .references("catalog_id", "catalog")
            .references("unit_id", "unit")
            .references("first_level_column_id", "catalog_column")
            .references("second_level_column_id", "catalog_column")
            .references("third_level_column_id", "catalog_column")
            .references("column_id", "catalog_column")
            .create(manager)
            .await?;
        unique(manager, "catalog_entry", &["catalog_id", "unit_id", "column_id", "item"]).await?;
        index(manager, "catalog_entry", &["catalog_id", "id"]).await?;
        index(manager, "catalog_entry", &["unit_id", "id"]).await?;
        index(manager, "catalog_entry", &["method", "id"]).await?;
        index(manager, "catalog_entry", &["first_level_column_id", "id"]).await?;
        index(manager, "catalog_entry", &["second_level_column_id", "id"]).await?;
        index(manager, "catalog_entry", &["third_level_column_id", "id"]).await?;
        index(manager, "catalog_entry", &["updated_at", "id"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["catalog", "catalog_column", "catalog_entry"]).await
    }
}
