//! 工作任务.

use super::filter::{DateFilter, IdFilter, TaskProgressFilter, TextFilter, UnitRefFilter, UnitRoleFilter};
use super::order::OrderDirection;
use super::task_plan::TaskPlan;
use super::task_unit::TaskUnit;
use super::time_limit::{LimitYear, TimeLimit};
use super::vocabulary::{TaskProgress, UnitRole};
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::loaders::{self, PlanById, TaskById, UnitsOfTask};
use crate::scalars::{Date, DateTime};
use crate::service::task::is_overdue;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::NaiveDate;
use entity::task::Model;
use std::sync::Arc;

/// A task.
#[derive(Clone)]
pub struct Task(pub Arc<Model>);

impl Task {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The task of a global id.
    pub async fn get(ctx: &Context<'_>, id: &ID) -> Result<Option<Self>> {
        let key = NodeType::Task.key(id, "id")?;
        Ok(loaders::one(ctx, TaskById(key)).await?.map(Self))
    }
}

/// 工作任务. One row of a task plan's table.
#[Object]
impl Task {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Task.id(self.0.id)
    }

    /// 分工方案. The plan.
    async fn plan(&self, ctx: &Context<'_>) -> Result<TaskPlan> {
        let row = loaders::one(ctx, PlanById(self.0.plan_id)).await?;
        row.map(TaskPlan).ok_or_else(|| Error::Internal("a task without a plan".into()))
    }

    /// 位置. The place in the plan, from 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// 序号. The serial as written, which the tasks of one work task may share; null where there is none.
    async fn serial(&self) -> Option<&str> {
        self.0.serial.as_deref()
    }

    /// 工作任务. The heading above the task; null where there is none.
    async fn work_task(&self) -> Option<&str> {
        self.0.work_task.as_deref()
    }

    /// 重点任务. The heading beneath the work task; null where there is none.
    async fn key_task(&self) -> Option<&str> {
        self.0.key_task.as_deref()
    }

    /// 任务内容. What is to be done, as written.
    async fn requirement(&self) -> &str {
        &self.0.requirement
    }

    /// 责任单位原文. Who answers for it, as written; empty where nobody is named.
    async fn responsible_text(&self) -> &str {
        &self.0.responsible
    }

    /// 责任单位. Who answers for it, in the order of the list; not bounded, empty where nobody is named.
    async fn responsible_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "单位角色. Only units in one of these roles; in any when absent.")] roles: Option<
            Vec<UnitRole>,
        >,
    ) -> Result<Vec<TaskUnit>> {
        let named = loaders::one(ctx, UnitsOfTask(self.0.id)).await?.unwrap_or_default();
        let is_asked = |role: UnitRole| roles.as_ref().is_none_or(|roles| roles.contains(&role));
        Ok(named.iter().filter(|named| is_asked(named.row.role.into())).cloned().map(TaskUnit).collect())
    }

    /// 等部门. Whether the list of units is open: others may answer for the task as well.
    async fn is_open_ended(&self) -> bool {
        self.0.is_open_ended
    }

    /// 完成时限. By when; null where nothing is written.
    async fn deadline(&self) -> Option<TimeLimit> {
        let is_written = !self.0.deadline.is_empty();
        is_written.then(|| TimeLimit::new(&self.0.deadline, LimitYear::Plan(self.0.plan_id)))
    }

    /// 到期日. The last day in time, of the plan's year where the deadline names none; null where it sets no day.
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on.map(Date)
    }

    /// 是否逾期. Whether the day was past, and the task not done, at the end of a day; never where the deadline sets none.
    async fn is_overdue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "截至日期. The day; today when absent.")] as_of: Option<Date>,
    ) -> Result<bool> {
        let today = loaders::reader(ctx)?.scope.today;
        Ok(is_overdue(&self.0, as_of.map_or(today, |day| day.0)))
    }

    /// 任务进展. How far it has come.
    async fn progress(&self) -> TaskProgress {
        self.0.progress.into()
    }

    /// 进展说明. What is told of its progress; null where nothing is.
    async fn progress_note(&self) -> Option<&str> {
        self.0.progress_note.as_deref()
    }

    /// 完成日期. When it was done; null while it is not, or where the day is not told.
    async fn completed_on(&self) -> Option<Date> {
        self.0.completed_on.map(Date)
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the task last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

/// 工作任务筛选. Tasks that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct TaskFilter {
    /// 分工方案. The plan.
    pub plan: Option<IdFilter>,
    /// 责任单位. A unit that the task names, or that belongs to a group which it names.
    pub unit: Option<UnitRefFilter>,
    /// 单位角色. How that unit takes part; without `unit`, how the unit does whose tasks are listed, or else anybody.
    pub role: Option<UnitRoleFilter>,
    /// 到期日. The last day in time.
    pub due_on: Option<DateFilter>,
    /// 截至某日逾期. Tasks whose day was past, and that were not done, at the end of this day.
    pub overdue_as_of: Option<Date>,
    /// 任务进展. How far it has come.
    pub progress: Option<TaskProgressFilter>,
    /// 任务内容. What is to be done.
    pub requirement: Option<TextFilter>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<TaskFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<TaskFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<TaskFilter>>,
}

/// 工作任务排序. One key of an order; ties fall in the order in which the tasks came.
#[derive(Clone, Debug, InputObject)]
pub struct TaskOrder {
    /// 排序字段. By what.
    pub field: TaskOrderField,
    /// 排序方向. Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

/// 工作任务排序字段. By what tasks are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TaskOrderField {
    /// 方案顺序. Plan by plan, each in the order of its table.
    Position,
    /// 到期日. The last day in time; a task without one counts as the latest.
    DueOn,
    /// 更新时间. When the task last changed.
    UpdatedAt,
}
