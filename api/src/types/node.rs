//! 节点: anything that has a global id.

use super::attachment::Attachment;
use super::calendar::HolidayNotice;
use super::catalog::Catalog;
use super::catalog_column::CatalogColumn;
use super::catalog_entry::CatalogEntry;
use super::document::Document;
use super::interpretation::Interpretation;
use super::task::Task;
use super::task_plan::TaskPlan;
use super::tombstone::Tombstone;
use super::unit::Unit;
use super::validity::ValidityEvent;
use crate::error::{Error, Result};
use crate::id::{self, NodeType};
use crate::loaders::*;
use crate::text;
use async_graphql::{Context, ID, Interface};
use uuid::Uuid;

/// The most ids of one `nodes`.
const MAX_NODES: usize = 100;

/// 节点. Anything that has a global id.
#[derive(Clone, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "标识. Global id: the same object has the same id, for ever."))]
pub enum Node {
    /// 目录规范
    Catalog(Catalog),
    /// 栏目
    CatalogColumn(CatalogColumn),
    /// 公开事项
    CatalogEntry(CatalogEntry),
    /// 单位
    Unit(Unit),
    /// 文件
    Document(Document),
    /// 附件
    Attachment(Attachment),
    /// 解读
    Interpretation(Interpretation),
    /// 有效性事件
    ValidityEvent(ValidityEvent),
    /// 放假安排
    HolidayNotice(HolidayNotice),
    /// 分工方案
    TaskPlan(TaskPlan),
    /// 工作任务
    Task(Task),
    /// 撤除标记
    Tombstone(Tombstone),
}

impl Node {
    /// The object behind an id, or what stands where it stood; none where there never was one.
    pub async fn load(ctx: &Context<'_>, of: NodeType, key: Uuid) -> Result<Option<Self>> {
        let found = match of {
            NodeType::Catalog => one(ctx, CatalogById(key)).await?.map(|it| Catalog(it).into()),
            NodeType::CatalogColumn => one(ctx, ColumnById(key)).await?.map(|it| CatalogColumn::alone(it).into()),
            NodeType::CatalogEntry => one(ctx, EntryById(key)).await?.map(|it| CatalogEntry(it).into()),
            NodeType::Unit => one(ctx, UnitById(key)).await?.map(|it| Unit(it).into()),
            NodeType::Document => Document::load(ctx, key, None).await?.map(Into::into),
            NodeType::Attachment => one(ctx, AttachmentById(key)).await?.map(|it| Attachment(it).into()),
            NodeType::Interpretation => one(ctx, InterpretationById(key)).await?.map(|it| Interpretation(it).into()),
            NodeType::ValidityEvent => one(ctx, ValidityEventById(key)).await?.map(|it| ValidityEvent(it).into()),
            NodeType::HolidayNotice => one(ctx, NoticeById(key)).await?.map(|it| HolidayNotice(it).into()),
            NodeType::TaskPlan => one(ctx, PlanById(key)).await?.map(|it| TaskPlan(it).into()),
            NodeType::Task => one(ctx, TaskById(key)).await?.map(|it| Task(it).into()),
        };
        match found {
            Some(node) => Ok(Some(node)),
            None => Ok(Self::tombstone(ctx, of, key).await?),
        }
    }

    async fn tombstone(ctx: &Context<'_>, of: NodeType, key: Uuid) -> Result<Option<Self>> {
        let Some(row) = one(ctx, TombstoneById(key)).await? else { return Ok(None) };
        Ok((NodeType::from(row.subject_type) == of).then(|| Tombstone(row).into()))
    }

    /// The object of a global id.
    pub async fn get(ctx: &Context<'_>, id: &ID, argument: &str) -> Result<Option<Self>> {
        let (of, key) = id::decode(id, argument)?;
        Self::load(ctx, of, key).await
    }

    /// The objects of several global ids, each in its place.
    pub async fn get_all(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<Option<Self>>> {
        if ids.len() > MAX_NODES {
            return Err(Error::bad_input(
                "ids",
                text!("最多 {MAX_NODES} 个，而不是 {} 个", "at most {MAX_NODES}, not {}", ids.len()),
            ));
        }
        let get = |(number, id)| async move { Self::get(ctx, id, &format!("ids[{number}]")).await };
        futures_util::future::try_join_all(ids.iter().enumerate().map(get)).await
    }
}
