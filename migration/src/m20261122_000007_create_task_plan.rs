//! 分工方案, its tasks, and the units that answer for them.

use crate::table::*;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("task_plan")
            .uuid("id")
            .string("title")
            .integer("year")
            .uuid_null("issuer_id")
            .string_null("document_number")
            .date_null("published_on")
            .text_null("override_note")
            .text("body")
            .versioned()
            .primary_key(&["id"])
            .references("issuer_id", "unit")
            .create(manager)
            .await?;
        // A plan is known by title, year and issuer; one whose issuer is not stated stands under no unit's id.
        let unique_title = "CREATE UNIQUE INDEX uq_task_plan_title ON task_plan \
             (title, year, COALESCE(issuer_id, '00000000-0000-0000-0000-000000000000'))";
        run(manager, unique_title, unique_title).await?;
        index(manager, "task_plan", &["year", "id"]).await?;
        index(manager, "task_plan", &["issuer_id", "id"]).await?;
        table("task")
            .uuid("id")
            .uuid("plan_id")
            .integer("position")
            .string_null("serial")
            .text_null("work_task")
            .text_null("key_task")
            .text("requirement")
            .text("responsible")
            .boolean("is_open_ended")
            .text("deadline")
            .date_null("due_on")
            .string("progress")
            .text_null("progress_note")
            .date_null("completed_on")
            .versioned()
            .primary_key(&["id"])
            .belongs_to("plan_id", "task_plan")
            .create(manager)
            .await?;
        index(manager, "task", &["plan_id", "position", "id"]).await?;
        index(manager, "task", &["updated_at", "id"]).await?;
        // A task without a day is due last; the same words stand in the queries, so that they find this.
        let due = "CREATE INDEX ix_task_due_on_id ON task (COALESCE(due_on, '9999-12-31'), id)";
        run(manager, due, due).await?;
        table("task_unit")
            .uuid("task_id")
            .integer("position")
            .string("role")
            .string("name")
            .string_null("unit_group")
            .primary_key(&["task_id", "position"])
            .belongs_to("task_id", "task")
            .clustered(manager)
            .create(manager)
            .await?;
        table("task_unit_member")
            .uuid("unit_id")
            .uuid("task_id")
            .integer("position")
            .primary_key(&["unit_id", "task_id", "position"])
            .belongs_to("task_id", "task")
            .belongs_to("unit_id", "unit")
            .clustered(manager)
            .create(manager)
            .await?;
        index(manager, "task_unit_member", &["task_id", "position", "unit_id"]).await?;

        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_tables(manager, &["task_plan", "task", "task_unit", "task_unit_member"]).await
    }
}
