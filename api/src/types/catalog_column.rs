//! 栏目.

use super::catalog_entry::CatalogEntryFilter;
use super::connection::CatalogEntryConnection;
use crate::error::Result;
use crate::id::NodeType;
use crate::loaders::{self, ColumnById, ColumnChildren};
use crate::pagination::PageArgs;
use crate::service::catalog_entry::EntryParent;
use async_graphql::{Context, ID, Object};
use entity::catalog_column::Model;
use std::sync::Arc;
use uuid::Uuid;

/// A column. Out of a tree it brings the tree along, so that going down costs no statement.
#[derive(Clone)]
pub struct CatalogColumn {
    row: Arc<Model>,
    tree: Option<Arc<Vec<Arc<Model>>>>,
}

impl CatalogColumn {
    /// A column by itself.
    pub fn alone(row: Arc<Model>) -> Self {
        Self { row, tree: None }
    }

    /// The first level of a tree.
    pub fn roots(tree: Arc<Vec<Arc<Model>>>) -> Vec<Self> {
        Self::beneath(&tree, None)
    }

    fn beneath(tree: &Arc<Vec<Arc<Model>>>, parent: Option<Uuid>) -> Vec<Self> {
        let rows = tree.iter().filter(|row| row.parent_id == parent);
        rows.map(|row| Self { row: row.clone(), tree: Some(tree.clone()) }).collect()
    }
}

/// 栏目. A column of the first, second or third level.
#[Object]
impl CatalogColumn {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::CatalogColumn.id(self.row.id)
    }

    /// 级别. 1, 2 or 3.
    async fn level(&self) -> i32 {
        self.row.level
    }

    /// 栏目名称. The title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// 栏目路径. Titles from the first level down to this one; 1 to 3.
    async fn path(&self) -> &[String] {
        &self.row.path.0
    }

    /// 序位. Place among its siblings, from 1.
    async fn position(&self) -> i32 {
        self.row.position
    }

    /// 上级栏目. The column above; null on the first level.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<CatalogColumn>> {
        let parent = self.row.parent_id?;
        if let Some(tree) = &self.tree
            && let Some(row) = tree.iter().find(|row| row.id == parent)
        {
            return Some(Ok(Self { row: row.clone(), tree: Some(tree.clone()) }));
        }
        let row = loaders::one(ctx, ColumnById(parent)).await.transpose()?;
        Some(row.map(Self::alone))
    }

    /// 下级栏目. The columns right beneath, in order; not bounded.
    async fn children(&self, ctx: &Context<'_>) -> Result<Vec<CatalogColumn>> {
        if let Some(tree) = &self.tree {
            return Ok(Self::beneath(tree, Some(self.row.id)));
        }
        let rows = loaders::one(ctx, ColumnChildren(self.row.id)).await?.unwrap_or_default();
        Ok(rows.iter().cloned().map(Arc::new).map(Self::alone).collect())
    }

    /// 公开事项. The entries under this column and the columns beneath it, in catalog order.
    #[allow(clippy::too_many_arguments)]
    async fn entries(
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
        CatalogEntryConnection::new(ctx, EntryParent::Column(self.row.level, self.row.id), args, filter, None, None)
    }
}
