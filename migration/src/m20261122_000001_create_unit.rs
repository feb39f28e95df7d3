//! 单位, and which stands beneath which.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("unit")
            .uuid("id")
            .string("code")
            .string("name")
            .string_null("short_name")
            .string("kind")
            .string("level")
            .uuid_null("parent_id")
            .versioned()
            .primary_key(&["id"])
            .references("parent_id", "unit")
            .create(manager)
            .await?;
        unique(manager, "unit", &["code"]).await?;
        index(manager, "unit", &["parent_id", "id"]).await?;
        index(manager, "unit", &["name"]).await?;
        table("unit_ancestor")
            .uuid("ancestor_id")
            .uuid("unit_id")
            .primary_key(&["ancestor_id", "unit_id"])
            .belongs_to("ancestor_id", "unit")
            .belongs_to("unit_id", "unit")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "unit_ancestor", &["unit_id"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["unit", "unit_ancestor"]).await
    }
}
