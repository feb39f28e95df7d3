//! 单位.

use super::catalog_entry::CatalogEntryFilter;
use super::connection::{CatalogEntryConnection, DocumentConnection, TaskConnection};
use super::document::DocumentFilter;
use super::filter::{IdFilter, TextFilter, UnitKindFilter};
use super::health::Health;
use super::task::{TaskFilter, TaskOrder};
use super::vocabulary::{UnitKind, UnitLevel};
use crate::error::Result;
use crate::id::NodeType;
use crate::loaders::{self, UnitById, UnitChildren};
use crate::pagination::PageArgs;
use crate::scalars::Date;
use crate::service;
use crate::service::catalog_entry::EntryParent;
use crate::service::document::DocumentParent;
use crate::service::task::TaskParent;
use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use chrono::NaiveDate;
use entity::unit::Model;
use std::sync::Arc;

/// A unit.
#[derive(Clone)]
pub struct Unit(pub Arc<Model>);

impl Unit {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The unit of a key.
    pub async fn get(ctx: &Context<'_>, by: UnitBy) -> Result<Option<Self>> {
        let row = match by {
            UnitBy::Code(code) => service::unit::by_code(loaders::reader(ctx)?, &code).await?.map(Arc::new),
            UnitBy::Id(id) => {
                let key = NodeType::Unit.key(&id, "by.id")?;
                loaders::one(ctx, UnitById(key)).await?
            }
        };
        Ok(row.map(Self))
    }
}

/// 单位. A department, a county, a development zone, a township, or an authority above.
#[Object]
impl Unit {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Unit.id(self.0.id)
    }

    /// 单位代码. The code by which files and other systems name the unit; unique.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// 单位名称. Full name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// 简称. Customary short name; null where there is none.
    async fn short_name(&self) -> Option<&str> {
        self.0.short_name.as_deref()
    }

    /// 单位性质. What sort of body it is.
    async fn kind(&self) -> UnitKind {
        self.0.kind.into()
    }

    /// 单位层级. The level of government that it belongs to.
    async fn level(&self) -> UnitLevel {
        self.0.level.into()
    }

    /// 公开情况. What is due, done and late of the unit itself, under the editions in effect on the day.
    async fn health(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "截至日期. What came after this day is left aside; today when absent.")] as_of: Option<Date>,
        #[graphql(desc = "年份. The year in which something was due, 1949 to 2100; that of `asOf` when absent.")]
        year: Option<i32>,
    ) -> Result<Health> {
        Health::of_unit(ctx, self.0.id, as_of, year).await
    }

    /// 上级单位. The unit above; null for a root.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Unit>> {
        let row = loaders::one(ctx, UnitById(self.0.parent_id?)).await.transpose()?;
        Some(row.map(Unit))
    }

    /// 下级单位. The units right beneath, in the order of their import; not bounded.
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<Unit>> {
        let rows = loaders::one(ctx, UnitChildren(self.0.id)).await?.unwrap_or_default();
        Ok(rows.iter().cloned().map(Arc::new).map(Unit).collect())
    }

    /// 公开事项. The catalog entries of this unit, in catalog order.
    #[allow(clippy::too_many_arguments)]
    async fn catalog_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only entries that meet it.")] filter: Option<CatalogEntryFilter>,
    ) -> Result<CatalogEntryConnection> {
        let args = PageArgs { first, after, last, before, offset: None };
        CatalogEntryConnection::new(ctx, EntryParent::Unit(self.0.id), args, filter, None, None)
    }

    /// 文件. The documents that this unit publishes, newest first.
    #[allow(clippy::too_many_arguments)]
    async fn documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
        #[graphql(desc = "筛选. Only documents that meet it.")] filter: Option<DocumentFilter>,
        #[graphql(desc = "截至日期. The day to which validity refers; today when absent.")] as_of: Option<Date>,
    ) -> Result<DocumentConnection> {
        let args = PageArgs { first, after, last, before, offset: None };
        DocumentConnection::new(ctx, DocumentParent::Unit(self.0.id), args, filter, None, as_of)
    }

    /// 工作任务. The tasks that name this unit, or a group that it belongs to, in the order of their plans.
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
        #[graphql(desc = "排序. At most 3 keys; the order of the plans when absent.")] order_by: Option<Vec<TaskOrder>>,
    ) -> Result<TaskConnection> {
        let args = PageArgs { first, after, last, before, offset: None };
        TaskConnection::new(ctx, TaskParent::Unit(self.0.id), args, filter, order_by, None)
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the unit last changed.
    async fn updated_at(&self) -> crate::scalars::DateTime {
        self.0.updated_at.into()
    }
}

/// 单位键. Which unit: exactly one of these.
#[derive(Clone, Debug, OneofObject)]
pub enum UnitBy {
    /// 标识. By its global id.
    Id(ID),
    /// 单位代码. By its code.
    Code(String),
}

/// 单位筛选. Units that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct UnitFilter {
    /// 单位名称. The full name.
    pub name: Option<TextFilter>,
    /// 单位代码. The code.
    pub code: Option<TextFilter>,
    /// 单位性质. What sort of body.
    pub kind: Option<UnitKindFilter>,
    /// 上级单位. The unit right above.
    pub parent: Option<IdFilter>,
    /// 本级及下级. This unit and all beneath it.
    pub within: Option<ID>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<UnitFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<UnitFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<UnitFilter>>,
}
