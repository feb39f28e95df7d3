//! 工作任务: one row of a task plan.

use crate::value::TaskProgress;
use sea_orm::entity::prelude::*;

/// One task.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The plan.
    pub plan_id: Uuid,
    /// Place in the plan, from 1.
    pub position: i32,
    /// 序号, as written; several tasks of one work task may share it.
    pub serial: Option<String>,
    /// 工作任务, the heading above.
    #[sea_orm(column_type = "Text", nullable)]
    pub work_task: Option<String>,
    /// 重点任务, the heading beneath that.
    #[sea_orm(column_type = "Text", nullable)]
    pub key_task: Option<String>,
    /// 任务内容.
    #[sea_orm(column_type = "Text")]
    pub requirement: String,
    /// 责任单位, as written; read through `value::unit_list`.
    #[sea_orm(column_type = "Text")]
    pub responsible: String,
    /// The list ends in 等部门: others may answer for the task as well.
    pub is_open_ended: bool,
    /// 完成时限, as written; read through `value::time_limit`.
    #[sea_orm(column_type = "Text")]
    pub deadline: String,
    /// The last day in time; null where the deadline names none. Derived from deadline, year and publication.
    pub due_on: Option<Date>,
    /// 进展.
    pub progress: TaskProgress,
    /// 进展说明; null where there is none.
    #[sea_orm(column_type = "Text", nullable)]
    pub progress_note: Option<String>,
    /// 完成日期; null while it is not done, or not told.
    pub completed_on: Option<Date>,
    /// Rises by one with every change.
    pub version: i32,
    /// SHA-256 of the content, lower-case hex: an equal hash is an unchanged row.
    pub content_hash: String,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
    /// The plan.
    #[sea_orm(belongs_to, from = "plan_id", to = "id")]
    pub plan: BelongsTo<super::task_plan::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
