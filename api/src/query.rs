//! The query root: a table of contents, which only delegates.

use crate::config::Config;
use crate::error::Result;
use crate::loaders;
use crate::pagination::PageArgs;
use crate::scalars::Date;
use crate::service::catalog_entry::EntryParent;
use crate::service::document::DocumentParent;
use crate::service::task::TaskParent;
use crate::types::calendar::{Calendar, DueDate};
use crate::types::catalog::{Catalog, CatalogBy, CatalogFilter};
use crate::types::catalog_entry::{CatalogEntry, CatalogEntryFilter, CatalogEntryOrder};
use crate::types::connection::*;
use crate::types::document::{Document, DocumentBy, DocumentFilter, DocumentOrder};
use crate::types::enum_label::EnumLabels;
use crate::types::interpretation::{Interpretation, InterpretationFilter, InterpretationOrder};
use crate::types::node::Node;
use crate::types::service_config::ServiceConfig;
use crate::types::task::{Task, TaskFilter, TaskOrder};
use crate::types::task_plan::{TaskPlan, TaskPlanFilter};
use crate::types::time_limit::TimeLimit;
use crate::types::unit::{Unit, UnitBy, UnitFilter};
use crate::types::viewer::Viewer;
use async_graphql::{Context, ID, Object};

/// The query root.
///
/// A field that may be null returns `Option<Result<_>>`, not `Result<Option<_>>`: of the latter the library takes the
/// failure to the parent, where the specification keeps it at the field.
#[derive(Debug)]
pub struct Query;

/// 查询. What can be read. A field that fails alone is null, with its error beside the data.
#[Object]
#[allow(clippy::too_many_arguments)]
impl Query {
    /// 节点. The object of a global id; what stands where it stood if it was withdrawn; null if there never was one.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "标识. Global id.")] id: ID) -> Option<Result<Node>> {
        Node::get(ctx, &id, "id").await.transpose()
    }

    /// 多个节点. The objects of several global ids, each in its place.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "标识. Global ids, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        Node::get_all(ctx, &ids).await
    }

    /// 目录规范. One edition of the catalog; null if there is none such.
    async fn catalog(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "键. Which edition; the one in effect today when absent.")] by: Option<CatalogBy>,
    ) -> Option<Result<Catalog>> {
        Catalog::get(ctx, by).await.transpose()
    }

    /// 目录规范列表. The editions, in the order in which they came.
    async fn catalogs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only editions that meet it.")] filter: Option<CatalogFilter>,
    ) -> Option<Result<CatalogConnection>> {
        let args = PageArgs { first, after, last, before, offset: None };
        Some(CatalogConnection::new(ctx, (), args, filter, None, None))
    }

    /// 公开事项. One catalog entry; null if there is none such.
    async fn catalog_entry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "标识. Global id.")] id: ID,
    ) -> Option<Result<CatalogEntry>> {
        CatalogEntry::get(ctx, &id).await.transpose()
    }

    /// 公开事项列表. The catalog entries, in catalog order unless `orderBy` says otherwise.
    async fn catalog_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "偏移. Rows to leave out at the front, 0 to 10000; not beside a cursor.")] offset: Option<i32>,
        #[graphql(desc = "筛选. Only entries that meet it.")] filter: Option<CatalogEntryFilter>,
        #[graphql(desc = "排序. At most 3 keys; catalog order when absent.")] order_by: Option<Vec<CatalogEntryOrder>>,
    ) -> Option<Result<CatalogEntryConnection>> {
        let args = PageArgs { first, after, last, before, offset };
        Some(CatalogEntryConnection::new(ctx, EntryParent::All, args, filter, order_by, None))
    }

    /// 单位. One unit; null if there is none such.
    async fn unit(&self, ctx: &Context<'_>, #[graphql(desc = "键. Which unit.")] by: UnitBy) -> Option<Result<Unit>> {
        Unit::get(ctx, by).await.transpose()
    }

    /// 单位列表. The units, in the order in which they came.
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only units that meet it.")] filter: Option<UnitFilter>,
    ) -> Option<Result<UnitConnection>> {
        let args = PageArgs { first, after, last, before, offset: None };
        Some(UnitConnection::new(ctx, (), args, filter, None, None))
    }

    /// 文件. One document; null if there is none such.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "键. Which document.")] by: DocumentBy,
    ) -> Option<Result<Document>> {
        Document::get(ctx, by).await.transpose()
    }

    /// 文件列表. The documents, newest publication first unless `orderBy` says otherwise.
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "偏移. Rows to leave out at the front, 0 to 10000; not beside a cursor.")] offset: Option<i32>,
        #[graphql(desc = "筛选. Only documents that meet it.")] filter: Option<DocumentFilter>,
        #[graphql(desc = "排序. At most 3 keys; newest publication first when absent.")] order_by: Option<
            Vec<DocumentOrder>,
        >,
        #[graphql(
            desc = "截至日期. The day to which validity refers; today when absent. Pages after the first keep it."
        )]
        as_of: Option<Date>,
    ) -> Option<Result<DocumentConnection>> {
        let args = PageArgs { first, after, last, before, offset };
        Some(DocumentConnection::new(ctx, DocumentParent::All, args, filter, order_by, as_of))
    }

    /// 解读. One interpretation; null if there is none such.
    async fn interpretation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "标识. Global id.")] id: ID,
    ) -> Option<Result<Interpretation>> {
        Interpretation::get(ctx, &id).await.transpose()
    }

    /// 解读列表. The interpretations, newest first unless `orderBy` says otherwise.
    async fn interpretations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "偏移. Rows to leave out at the front, 0 to 10000; not beside a cursor.")] offset: Option<i32>,
        #[graphql(desc = "筛选. Only interpretations that meet it.")] filter: Option<InterpretationFilter>,
        #[graphql(desc = "排序. At most 3 keys; newest first when absent.")] order_by: Option<Vec<InterpretationOrder>>,
    ) -> Option<Result<InterpretationConnection>> {
        let args = PageArgs { first, after, last, before, offset };
        Some(InterpretationConnection::new(ctx, (), args, filter, order_by, None))
    }

    /// 到期日. The last day that a time limit leaves for a trigger on `from`, with the days that were skipped and why. Null
    /// where the words set no day.
    async fn due_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "起算日. The day of the trigger; it does not count itself (民法典第二百零一条).")] from: Date,
        #[graphql(desc = "时限. The words of the limit, such as 20个工作日内; at most 2000 characters.")]
        time_limit: String,
        #[graphql(desc = "年份. The year of days named without one, 1 to 9999; that of `from` when absent.")]
        year: Option<i32>,
    ) -> Option<Result<DueDate>> {
        TimeLimit::due_date_of(ctx, &time_limit, from, year).await.transpose()
    }

    /// 工作日历. Which days are working days.
    async fn calendar(&self, ctx: &Context<'_>) -> Option<Result<Calendar>> {
        Some(Calendar::get(ctx).await)
    }

    /// 分工方案. One task plan; null if there is none such.
    async fn task_plan(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "标识. Global id.")] id: ID,
    ) -> Option<Result<TaskPlan>> {
        TaskPlan::get(ctx, &id).await.transpose()
    }

    /// 分工方案列表. The task plans, the latest year first.
    async fn task_plans(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only plans that meet it.")] filter: Option<TaskPlanFilter>,
    ) -> Option<Result<TaskPlanConnection>> {
        let args = PageArgs { first, after, last, before, offset: None };
        Some(TaskPlanConnection::new(ctx, (), args, filter, None, None))
    }

    /// 工作任务. One task of a plan; null if there is none such.
    async fn task(&self, ctx: &Context<'_>, #[graphql(desc = "标识. Global id.")] id: ID) -> Option<Result<Task>> {
        Task::get(ctx, &id).await.transpose()
    }

    /// 工作任务列表. The tasks of all plans, in the order of the plans unless `orderBy` says otherwise.
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "偏移. Rows to leave out at the front, 0 to 10000; not beside a cursor.")] offset: Option<i32>,
        #[graphql(desc = "筛选. Only tasks that meet it.")] filter: Option<TaskFilter>,
        #[graphql(desc = "排序. At most 3 keys; the order of the plans when absent.")] order_by: Option<Vec<TaskOrder>>,
    ) -> Option<Result<TaskConnection>> {
        let args = PageArgs { first, after, last, before, offset };
        Some(TaskConnection::new(ctx, TaskParent::All, args, filter, order_by, None))
    }

    /// 访问者. Who the request's token says you are; ANONYMOUS without one.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        Ok((&loaders::reader(ctx)?.scope.viewer).into())
    }

    /// 枚举用语. The words that people read for the values of the enums of this contract; of all its enums when none is named.
    async fn enum_labels(
        &self,
        #[graphql(desc = "枚举名. Names of enums, at most 100.")] types: Option<Vec<String>>,
    ) -> Option<Result<Vec<&'static EnumLabels>>> {
        Some(EnumLabels::of(types))
    }

    /// 服务配置. The version of the service and the limits in force.
    async fn service_config(&self, ctx: &Context<'_>) -> Result<ServiceConfig> {
        let config = ctx.data_unchecked::<Config>();
        Ok(ServiceConfig::new(config, loaders::reader(ctx)?.scope.today))
    }
}
