//! The index by which titles are searched. `gongkai` fills it from the titles when it starts next.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // No foreign key to the document: it would want an index of its own, half as large as the table.
        table("document_bigram")
            .bytewise("bigram", manager)
            .instant("published_at")
            .uuid("document_id")
            .primary_key(&["bigram", "published_at", "document_id"])
            .clustered(manager)
            .create(manager)
            .await?;
        table("bigram")
            .bytewise("text", manager)
            .integer("documents")
            .primary_key(&["text"])
            .clustered(manager)
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // That the index was filled is forgotten with it.
        run(manager, FORGET, FORGET).await?;
        drop_tables(manager, &["document_bigram", "bigram"]).await
    }
}

const FORGET: &str = "DELETE FROM setting WHERE name = 'title_index'";
