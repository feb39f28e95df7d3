//! 目录规范.

use super::catalog_column::CatalogColumn;
use super::catalog_entry::CatalogEntryFilter;
use super::connection::CatalogEntryConnection;
use super::filter::TextFilter;
use super::health::CatalogHealth;
use crate::error::Result;
use crate::id::NodeType;
use crate::loaders::{self, CatalogById, ColumnTree};
use crate::pagination::PageArgs;
use crate::scalars::{Date, DateTime};
use crate::service;
use crate::service::catalog_entry::EntryParent;
use async_graphql::{Context, ID, InputObject, Object, OneofObject};
use chrono::NaiveDate;
use entity::catalog::Model;
use std::sync::Arc;

/// An edition.
#[derive(Clone)]
pub struct Catalog(pub Arc<Model>);

impl Catalog {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The edition of a key; the one in effect today without one.
    pub async fn get(ctx: &Context<'_>, by: Option<CatalogBy>) -> Result<Option<Self>> {
        let reader = loaders::reader(ctx)?;
        let row = match by {
            None => service::catalog::current(reader).await?.map(Arc::new),
            Some(CatalogBy::Edition(key)) => {
                service::catalog::by_edition(reader, &key.jurisdiction, &key.edition).await?.map(Arc::new)
            }
            Some(CatalogBy::Id(id)) => {
                let key = NodeType::Catalog.key(&id, "by.id")?;
                loaders::one(ctx, CatalogById(key)).await?
            }
        };
        Ok(row.map(Self))
    }
}

/// 目录规范. One edition of a jurisdiction's catalog of what is disclosed on its own initiative (条例第十二条).
#[Object]
impl Catalog {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Catalog.id(self.0.id)
    }

    /// 标题. The title of the edition.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// 适用地区. Whose catalog it is.
    async fn jurisdiction(&self) -> &str {
        &self.0.jurisdiction
    }

    /// 版本. The edition's name, unique within the jurisdiction.
    async fn edition(&self) -> &str {
        &self.0.edition
    }

    /// 生效日期. The first day on which the edition is in effect; null when not stated.
    async fn effective_on(&self) -> Option<Date> {
        self.0.effective_on.map(Date)
    }

    /// 被替代日期. The first day on which it no longer is; null while it stands.
    async fn superseded_on(&self) -> Option<Date> {
        self.0.superseded_on.map(Date)
    }

    /// 栏目. The tree, first-level columns down, in order; not bounded.
    async fn columns(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "单位. Only the branches that hold an entry of this unit; `children` keep to them.")]
        unit: Option<ID>,
    ) -> Result<Vec<CatalogColumn>> {
        let unit = unit.map(|id| NodeType::Unit.key(&id, "unit")).transpose()?;
        let rows = loaders::one(ctx, ColumnTree((self.0.id, unit))).await?.unwrap_or_default();
        Ok(CatalogColumn::roots(rows))
    }

    /// 公开事项. The entries of the edition, in catalog order.
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
        CatalogEntryConnection::new(ctx, EntryParent::Catalog(self.0.id), args, filter, None, None)
    }

    /// 公开情况. What is due, done and late of all units that have entries in the edition, and their ranking.
    async fn health(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "截至日期. What came after this day is left aside; today when absent.")] as_of: Option<Date>,
        #[graphql(desc = "年份. The year in which something was due, 1949 to 2100; that of `asOf` when absent.")]
        year: Option<i32>,
    ) -> Result<CatalogHealth> {
        CatalogHealth::of(ctx, self.0.id, as_of, year).await
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the edition last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

/// 目录规范键. Which edition: exactly one of these.
#[derive(Clone, Debug, OneofObject)]
pub enum CatalogBy {
    /// 标识. By its global id.
    Id(ID),
    /// 版本. By jurisdiction and edition.
    Edition(CatalogEditionKey),
}

/// 版本键. An edition of a jurisdiction.
#[derive(Clone, Debug, InputObject)]
pub struct CatalogEditionKey {
    /// 适用地区. Whose catalog.
    pub jurisdiction: String,
    /// 版本. The edition's name.
    pub edition: String,
}

/// 目录规范筛选. Editions that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct CatalogFilter {
    /// 适用地区. Whose catalog.
    pub jurisdiction: Option<TextFilter>,
    /// 版本. The edition's name.
    pub edition: Option<TextFilter>,
    /// 标题. The title.
    pub title: Option<TextFilter>,
    /// 某日有效. In effect on this day.
    pub in_effect_on: Option<Date>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<CatalogFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<CatalogFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<CatalogFilter>>,
}
