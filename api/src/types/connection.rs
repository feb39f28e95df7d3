//! 分页列表: Relay connections over any noun that is listed.

use super::{catalog, catalog_entry, document, document_relation, interpretation, task, task_plan, unit};
use crate::error::{Error, Result};
use crate::loaders::{self, TotalKey};
use crate::pagination::{Page, PageArgs};
use crate::scalars::Date;
use crate::service::listing::{ListKey, Listed};
use async_graphql::{Context, Object, OutputType, SimpleObject};
use chrono::NaiveDate;
use std::sync::Arc;

/// A listed noun with its GraphQL type.
pub trait Connected: Listed {
    /// The GraphQL type.
    type Node: OutputType + 'static;

    /// The object of a row, in a list that looks at `as_of`.
    fn node(row: Arc<Self::Model>, as_of: NaiveDate) -> Self::Node;
}

/// A page of a list: read when a field asks for rows, counted when one asks for the total.
pub struct Connection<L: Listed>(ListKey<L>);

impl<L: Connected> Connection<L> {
    /// Resolves the arguments of a list.
    pub fn new(
        ctx: &Context<'_>,
        parent: L::Parent,
        args: PageArgs,
        filter: Option<L::Filter>,
        order: Option<Vec<L::Order>>,
        as_of: Option<Date>,
    ) -> Result<Self> {
        let reader = loaders::reader(ctx)?;
        Ok(Self(ListKey::new(reader, parent, args, filter, order, as_of.map(|day| day.0))?))
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<L::Model>>> {
        let page = loaders::one(ctx, self.0.clone()).await?;
        page.ok_or_else(|| Error::Internal("a list without a page".into()))
    }
}

/// 分页列表. One page of a list, in the order asked for.
#[Object(
    concrete(name = "CatalogConnection", params(crate::service::catalog::Catalogs)),
    concrete(name = "CatalogEntryConnection", params(crate::service::catalog_entry::CatalogEntries)),
    concrete(name = "DocumentConnection", params(crate::service::document::Documents)),
    concrete(name = "DocumentRelationConnection", params(crate::service::document_relation::RelationsFrom)),
    concrete(name = "InterpretationConnection", params(crate::service::interpretation::Interpretations)),
    concrete(name = "TaskConnection", params(crate::service::task::Tasks)),
    concrete(name = "TaskPlanConnection", params(crate::service::task_plan::TaskPlans)),
    concrete(name = "UnitConnection", params(crate::service::unit::Units))
)]
impl<L: Connected> Connection<L>
where
    Edge<L>: OutputType,
{
    /// 边. The rows with their cursors; at most 100.
    async fn edges(&self, ctx: &Context<'_>) -> Result<Vec<Edge<L>>> {
        let page = self.page(ctx).await?;
        let cursors = loaders::reader(ctx)?.cursors();
        let edge = |row: &Arc<L::Model>| Edge {
            cursor: self.0.cursor(cursors, row),
            node: L::node(row.clone(), self.0.list.as_of),
        };
        Ok(page.rows.iter().map(edge).collect())
    }

    /// 节点. The rows without their cursors; at most 100.
    async fn nodes(&self, ctx: &Context<'_>) -> Result<Vec<L::Node>> {
        let page = self.page(ctx).await?;
        Ok(page.rows.iter().map(|row| L::node(row.clone(), self.0.list.as_of)).collect())
    }

    /// 分页信息. Where the page stands in the list.
    async fn page_info(&self, ctx: &Context<'_>) -> Result<PageInfo> {
        let page = self.page(ctx).await?;
        // A cursor is sealed, which costs more than a row does: only what is asked for.
        let cursors = loaders::reader(ctx)?.cursors();
        let cursor = |field: &str, row: Option<&Arc<L::Model>>| {
            row.filter(|_| ctx.look_ahead().field(field).exists()).map(|row| self.0.cursor(cursors, row))
        };
        Ok(PageInfo {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: cursor("startCursor", page.rows.first()),
            end_cursor: cursor("endCursor", page.rows.last()),
        })
    }

    /// 总数. How many rows the whole list has, whatever the page. Counted only when asked for.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let total = loaders::one(ctx, TotalKey(self.0.clone())).await?.unwrap_or_default();
        i32::try_from(total).map_err(|_| Error::Internal("a total beyond 32 bits".into()))
    }
}

/// A row with its cursor.
pub struct Edge<L: Connected> {
    node: L::Node,
    cursor: String,
}

/// 边. A row of a list with its cursor.
#[Object(
    concrete(name = "CatalogEdge", params(crate::service::catalog::Catalogs)),
    concrete(name = "CatalogEntryEdge", params(crate::service::catalog_entry::CatalogEntries)),
    concrete(name = "DocumentEdge", params(crate::service::document::Documents)),
    concrete(name = "DocumentRelationEdge", params(crate::service::document_relation::RelationsFrom)),
    concrete(name = "InterpretationEdge", params(crate::service::interpretation::Interpretations)),
    concrete(name = "TaskEdge", params(crate::service::task::Tasks)),
    concrete(name = "TaskPlanEdge", params(crate::service::task_plan::TaskPlans)),
    concrete(name = "UnitEdge", params(crate::service::unit::Units))
)]
impl<L: Connected> Edge<L> {
    /// 节点. The row.
    async fn node(&self) -> &L::Node {
        &self.node
    }

    /// 游标. Where the row stands: give it to `after` or `before` of the same list, filter and order.
    async fn cursor(&self) -> &str {
        &self.cursor
    }
}

/// 分页信息. Where a page stands in its list.
#[derive(SimpleObject)]
pub struct PageInfo {
    /// 有下一页. Whether rows follow the page.
    has_next_page: bool,
    /// 有上一页. Whether rows stand before the page.
    has_previous_page: bool,
    /// 首行游标. The cursor of the first row; null on an empty page.
    start_cursor: Option<String>,
    /// 末行游标. The cursor of the last row; null on an empty page.
    end_cursor: Option<String>,
}

macro_rules! connected {
    ($list:path => $node:ty) => {
        impl Connected for $list {
            type Node = $node;

            fn node(row: Arc<Self::Model>, as_of: NaiveDate) -> Self::Node {
                <$node>::new(row, as_of)
            }
        }
    };
}

connected!(crate::service::catalog::Catalogs => catalog::Catalog);
connected!(crate::service::catalog_entry::CatalogEntries => catalog_entry::CatalogEntry);
connected!(crate::service::document::Documents => document::Document);
connected!(crate::service::document_relation::RelationsFrom => document_relation::DocumentRelation);
connected!(crate::service::interpretation::Interpretations => interpretation::Interpretation);
connected!(crate::service::task::Tasks => task::Task);
connected!(crate::service::task_plan::TaskPlans => task_plan::TaskPlan);
connected!(crate::service::unit::Units => unit::Unit);

/// 目录规范列表. A page of editions.
pub type CatalogConnection = Connection<crate::service::catalog::Catalogs>;
/// 公开事项列表. A page of entries.
pub type CatalogEntryConnection = Connection<crate::service::catalog_entry::CatalogEntries>;
/// 文件列表. A page of documents.
pub type DocumentConnection = Connection<crate::service::document::Documents>;
/// 文件关系列表. A page of references.
pub type DocumentRelationConnection = Connection<crate::service::document_relation::RelationsFrom>;
/// 解读列表. A page of interpretations.
pub type InterpretationConnection = Connection<crate::service::interpretation::Interpretations>;
/// 工作任务列表. A page of tasks.
pub type TaskConnection = Connection<crate::service::task::Tasks>;
/// 分工方案列表. A page of task plans.
pub type TaskPlanConnection = Connection<crate::service::task_plan::TaskPlans>;
/// 单位列表. A page of units.
pub type UnitConnection = Connection<crate::service::unit::Units>;
