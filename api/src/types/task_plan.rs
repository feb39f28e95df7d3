//! 分工方案.

use super::connection::TaskConnection;
use super::document::Document;
use super::filter::{IntFilter, TextFilter, UnitRefFilter};
use super::task::{Task, TaskFilter, TaskOrder};
use super::unit::Unit;
use super::vocabulary::TaskFindingKind;
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::loaders::{self, DocumentOfPlan, FindingsOfPlan, PlanById, TaskById, UnitById};
use crate::pagination::PageArgs;
use crate::scalars::{Date, DateTime};
use crate::service::task::TaskParent;
use crate::service::task_plan::finding::Finding;
use async_graphql::{Context, ID, InputObject, Object};
use chrono::NaiveDate;
use entity::task_plan::Model;
use std::sync::Arc;

/// A task plan.
#[derive(Clone)]
pub struct TaskPlan(pub Arc<Model>);

impl TaskPlan {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The plan of a global id.
    pub async fn get(ctx: &Context<'_>, id: &ID) -> Result<Option<Self>> {
        let key = NodeType::TaskPlan.key(id, "id")?;
        Ok(loaders::one(ctx, PlanById(key)).await?.map(Self))
    }
}

/// 分工方案. Who does what by when in one year's work on disclosure, with its table of tasks (分工表).
#[Object]
impl TaskPlan {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::TaskPlan.id(self.0.id)
    }

    /// 标题. The title of the plan.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// 年度. The year whose work is planned; dates without a year are of this year.
    async fn year(&self) -> i32 {
        self.0.year
    }

    /// 制发机关. The unit that issued it; null when not stated.
    async fn issuer(&self, ctx: &Context<'_>) -> Option<Result<Unit>> {
        let row = loaders::one(ctx, UnitById(self.0.issuer_id?)).await.transpose()?;
        Some(row.map(Unit))
    }

    /// 发文字号. The number of the notice, as written; null when not stated.
    async fn document_number(&self) -> Option<&str> {
        self.0.document_number.as_deref()
    }

    /// 文件. The notice itself; null where no document, or more than one, is held under its number.
    async fn document(&self, ctx: &Context<'_>) -> Option<Result<Document>> {
        self.0.document_number.as_ref()?;
        let id = loaders::one(ctx, DocumentOfPlan(self.0.id)).await.transpose()?;
        match id {
            Ok(id) => Document::load(ctx, *id, None).await.transpose(),
            Err(error) => Some(Err(error)),
        }
    }

    /// 发布日期. The day of publication; null when not stated.
    async fn published_on(&self) -> Option<Date> {
        self.0.published_on.map(Date)
    }

    /// 备注. A note that sets other deadlines above those of the table; null where there is none.
    async fn override_note(&self) -> Option<&str> {
        self.0.override_note.as_deref()
    }

    /// 工作任务. The tasks, in the order of the table.
    #[allow(clippy::too_many_arguments)]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only tasks that meet it.")] filter: Option<TaskFilter>,
        #[graphql(desc = "排序. At most 3 keys; the order of the table when absent.")] order_by: Option<Vec<TaskOrder>>,
    ) -> Result<TaskConnection> {
        let args = PageArgs { first, after, last, before, offset: None };
        TaskConnection::new(ctx, TaskParent::Plan(self.0.id), args, filter, order_by, None)
    }

    /// 发现的问题. What contradicts itself or the law in the plan, in the order of its tasks; at most 200. Nothing is
    /// corrected.
    async fn findings(&self, ctx: &Context<'_>) -> Result<Vec<TaskFinding>> {
        let found = loaders::one(ctx, FindingsOfPlan(self.0.id)).await?.unwrap_or_default();
        Ok(found.iter().cloned().map(TaskFinding).collect())
    }

    /// 版本号. Rises by one with every change of the plan itself; its tasks have their own.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the plan itself last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

/// What is wrong with a plan.
pub struct TaskFinding(Finding);

/// 任务问题. One contradiction in a task plan.
#[Object]
impl TaskFinding {
    /// 类别. What sort of contradiction.
    async fn kind(&self) -> TaskFindingKind {
        self.0.kind.into()
    }

    /// 说明. What is wrong, in Chinese, with the words concerned.
    async fn message(&self) -> &str {
        &self.0.message
    }

    /// 工作任务. The tasks concerned, in the order of the plan; one, or those that are the same.
    async fn tasks(&self, ctx: &Context<'_>) -> Result<Vec<Task>> {
        let load = |id| async move {
            let row = loaders::one(ctx, TaskById(id)).await?;
            row.map(Task).ok_or_else(|| Error::Internal("a finding without a task".into()))
        };
        futures_util::future::try_join_all(self.0.tasks.iter().copied().map(load)).await
    }
}

/// 分工方案筛选. Plans that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct TaskPlanFilter {
    /// 年度. The year whose work is planned.
    pub year: Option<IntFilter>,
    /// 标题. The title.
    pub title: Option<TextFilter>,
    /// 制发机关. The unit that issued it.
    pub issuer: Option<UnitRefFilter>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<TaskPlanFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<TaskPlanFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<TaskPlanFilter>>,
}
