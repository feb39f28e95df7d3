//! 公开事项.

use super::catalog::Catalog;
use super::catalog_column::CatalogColumn;
use super::connection::DocumentConnection;
use super::document::DocumentFilter;
use super::filter::{CatalogColumnFilter, DisclosureMethodFilter, IdFilter, TextFilter, UnitRefFilter};
use super::order::OrderDirection;
use super::time_limit::{LimitYear, TimeLimit};
use super::unit::Unit;
use super::vocabulary::{Audience, ContentRequirement, DisclosureChannel, DisclosureMethod, GovernmentTier};
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::loaders::{self, CatalogById, ColumnById, EntryById, UnitById};
use crate::pagination::PageArgs;
use crate::scalars::{Date, DateTime};
use crate::scope;
use crate::service::document::DocumentParent;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::NaiveDate;
use entity::catalog_entry::Model;
use entity::value::content_norm;
use std::sync::Arc;
use uuid::Uuid;

/// An entry.
#[derive(Clone)]
pub struct CatalogEntry(pub Arc<Model>);

impl CatalogEntry {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The entry of a global id.
    pub async fn get(ctx: &Context<'_>, id: &ID) -> Result<Option<Self>> {
        let key = NodeType::CatalogEntry.key(id, "id")?;
        Ok(loaders::one(ctx, EntryById(key)).await?.map(Self))
    }

    async fn column(ctx: &Context<'_>, id: Uuid) -> Result<Option<CatalogColumn>> {
        Ok(loaders::one(ctx, ColumnById(id)).await?.map(CatalogColumn::alone))
    }
}

/// 公开事项. One item that one unit must disclose, under up to three levels of columns.
#[Object]
impl CatalogEntry {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::CatalogEntry.id(self.0.id)
    }

    /// 目录规范. The edition that holds the entry.
    async fn catalog(&self, ctx: &Context<'_>) -> Result<Catalog> {
        let row = loaders::one(ctx, CatalogById(self.0.catalog_id)).await?;
        row.map(Catalog).ok_or_else(|| Error::Internal("an entry without a catalog".into()))
    }

    /// 公开主体. The unit that discloses.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Unit> {
        let row = loaders::one(ctx, UnitById(self.0.unit_id)).await?;
        row.map(Unit).ok_or_else(|| Error::Internal("an entry without a unit".into()))
    }

    /// 一级栏目. The first-level column.
    async fn first_level_column(&self, ctx: &Context<'_>) -> Result<CatalogColumn> {
        let column = Self::column(ctx, self.0.first_level_column_id).await?;
        column.ok_or_else(|| Error::Internal("an entry without a column".into()))
    }

    /// 二级栏目. The second-level column; null where the entry hangs on the first level.
    async fn second_level_column(&self, ctx: &Context<'_>) -> Option<Result<CatalogColumn>> {
        Self::column(ctx, self.0.second_level_column_id?).await.transpose()
    }

    /// 三级栏目. The third-level column; null where the entry hangs higher.
    async fn third_level_column(&self, ctx: &Context<'_>) -> Option<Result<CatalogColumn>> {
        Self::column(ctx, self.0.third_level_column_id?).await.transpose()
    }

    /// 序号. The serial as written; null where there is none.
    async fn serial(&self) -> Option<&str> {
        self.0.serial.as_deref()
    }

    /// 公开事项. What is disclosed.
    async fn item(&self) -> &str {
        &self.0.item
    }

    /// 内容规范. The content norms, in order; not bounded, empty where none is written.
    async fn content_norms(&self) -> Vec<ContentNorm> {
        content_norm::split(&self.0.content_norm).into_iter().map(Into::into).collect()
    }

    /// 公开时限. By when.
    async fn time_limit(&self) -> TimeLimit {
        TimeLimit::new(&self.0.time_limit, LimitYear::Catalog(self.0.catalog_id))
    }

    /// 公开依据. The legal bases, in order; not bounded.
    async fn legal_basis(&self) -> &[String] {
        &self.0.legal_basis.0
    }

    /// 公开方式. How.
    async fn method(&self) -> DisclosureMethod {
        self.0.method.into()
    }

    /// 公开对象. To whom; null when not stated.
    async fn audience(&self) -> Option<Audience> {
        self.0.audience.map(Into::into)
    }

    /// 公开渠道和载体. Where; at most 13.
    async fn channels(&self) -> Vec<DisclosureChannel> {
        self.0.channels.0.iter().map(|it| (*it).into()).collect()
    }

    /// 公开层级. Which tiers of government disclose; at most 4.
    async fn tiers(&self) -> Vec<GovernmentTier> {
        self.0.tiers.0.iter().map(|it| (*it).into()).collect()
    }

    /// 责任处室. The office responsible; null when not stated.
    async fn responsible_office(&self) -> Option<&str> {
        self.0.responsible_office.as_deref()
    }

    /// 责任人和联系电话. Null unless the viewer belongs to the unit or administers the catalog.
    async fn responsible_contact(&self, ctx: &Context<'_>) -> Option<Result<ResponsibleContact>> {
        match loaders::reader(ctx) {
            Ok(reader) => match reader.scope.viewer {
                scope::Viewer::Anonymous => None,
            },
            Err(error) => Some(Err(error)),
        }
    }

    /// 备注. Remarks; null where there are none.
    async fn remarks(&self) -> Option<&str> {
        self.0.remarks.as_deref()
    }

    /// 文件. The documents published under this entry, newest first.
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
        DocumentConnection::new(ctx, DocumentParent::CatalogEntry(self.0.id), args, filter, None, as_of)
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the entry last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

/// 内容规范. One numbered norm, with what in it a program can check.
#[derive(SimpleObject)]
pub struct ContentNorm {
    /// 编号. The number as written, or the place where none is written.
    number: i32,
    /// 内容. The words, without the number.
    text: String,
    /// 可核对要求. What in the words a program can check; empty where nothing is.
    requirements: Vec<ContentRequirement>,
}

impl From<content_norm::ContentNorm> for ContentNorm {
    fn from(it: content_norm::ContentNorm) -> Self {
        let requirements = content_norm::requirements(&it.text).into_iter().map(Into::into).collect();
        Self { number: it.number, requirements, text: it.text }
    }
}

/// 责任人信息. Whom to call; not for the public.
#[derive(SimpleObject)]
pub struct ResponsibleContact {
    /// 责任人. The person responsible; null when not stated.
    person: Option<String>,
    /// 联系电话. The telephone; null when not stated.
    phone: Option<String>,
}

/// 公开事项筛选. Entries that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct CatalogEntryFilter {
    /// 目录规范. The edition.
    pub catalog: Option<IdFilter>,
    /// 公开主体. The unit that discloses.
    pub unit: Option<UnitRefFilter>,
    /// 栏目. The column, of any level, with what is beneath it.
    pub column: Option<CatalogColumnFilter>,
    /// 公开事项. What is disclosed.
    pub item: Option<TextFilter>,
    /// 公开方式. How.
    pub method: Option<DisclosureMethodFilter>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<CatalogEntryFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<CatalogEntryFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<CatalogEntryFilter>>,
}

/// 公开事项排序. One key of an order; ties fall in catalog order.
#[derive(Clone, Debug, InputObject)]
pub struct CatalogEntryOrder {
    /// 排序字段. By what.
    pub field: CatalogEntryOrderField,
    /// 排序方向. Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

/// 公开事项排序字段. By what entries are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CatalogEntryOrderField {
    /// 目录顺序. The order in which the entries came.
    Sequence,
    /// 更新时间. When the entry last changed.
    UpdatedAt,
}
