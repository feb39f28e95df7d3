//! 解读.

use super::document::{BodyFormat, Document};
use super::filter::{DateTimeFilter, IdFilter, InterpretationFormFilter, TextFilter};
use super::order::OrderDirection;
use super::vocabulary::{InterpretationElement, InterpretationForm};
use crate::error::Result;
use crate::id::NodeType;
use crate::loaders::{self, DocumentsOfInterpretation, InterpretationBody, InterpretationById};
use crate::scalars::{DateTime, Sha256, Url};
use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::NaiveDate;
use entity::interpretation::Model;
use std::sync::Arc;

/// An interpretation.
#[derive(Clone)]
pub struct Interpretation(pub Arc<Model>);

impl Interpretation {
    pub(super) fn new(row: Arc<Model>, _: NaiveDate) -> Self {
        Self(row)
    }

    /// The interpretation of a global id.
    pub async fn get(ctx: &Context<'_>, id: &ID) -> Result<Option<Self>> {
        let key = NodeType::Interpretation.key(id, "id")?;
        Ok(loaders::one(ctx, InterpretationById(key)).await?.map(Self))
    }
}

/// 解读. An explanation of one or more documents.
#[Object]
impl Interpretation {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Interpretation.id(self.0.id)
    }

    /// 标题. The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// 解读形式. In what form it explains.
    async fn form(&self) -> InterpretationForm {
        self.0.form.into()
    }

    /// 正文. The body, at most 2 MiB; for graphics, sound and film the text alternative.
    async fn body(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "正文格式. Sanitised HTML, or plain text.", default)] format: BodyFormat,
    ) -> Result<String> {
        Ok(format.of(loaders::one(ctx, InterpretationBody(self.0.id)).await?.as_deref()))
    }

    /// 媒体地址. Where the picture, sound or film is; null where there is none.
    async fn media_url(&self) -> Option<Url> {
        self.0.media_url.clone().map(Url)
    }

    /// 解读要素. What it explains: 背景依据, 目的意义, 研判起草过程, 工作目标, 主要内容, 创新举措, 保障措施; at most 7.
    async fn elements(&self) -> Vec<InterpretationElement> {
        self.0.elements.0.iter().map(|it| (*it).into()).collect()
    }

    /// 解读人. Who explains; null when not stated.
    async fn interpreted_by(&self) -> Option<&str> {
        self.0.interpreted_by.as_deref()
    }

    /// 发布日期. Set once, never changed.
    async fn published_at(&self) -> DateTime {
        self.0.published_at.into()
    }

    /// 被解读文件. The documents that it explains, newest first; not bounded.
    async fn documents(&self, ctx: &Context<'_>) -> Result<Vec<Document>> {
        let today = loaders::reader(ctx)?.scope.today;
        let rows = loaders::one(ctx, DocumentsOfInterpretation(self.0.id)).await?.unwrap_or_default();
        Ok(rows.iter().map(|row| Document::new(Arc::new(row.clone()), today)).collect())
    }

    /// 内容摘要值. SHA-256 of the content in canonical JSON: equal on two services that hold the same.
    async fn content_hash(&self) -> Sha256 {
        Sha256(self.0.content_hash.clone())
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 更新时间. When the interpretation last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }
}

/// 解读筛选. Interpretations that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct InterpretationFilter {
    /// 标题. The title.
    pub title: Option<TextFilter>,
    /// 解读形式. The form.
    pub form: Option<InterpretationFormFilter>,
    /// 被解读文件. One of the documents that it explains.
    pub document: Option<IdFilter>,
    /// 发布日期. When it was published.
    pub published_at: Option<DateTimeFilter>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<InterpretationFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<InterpretationFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<InterpretationFilter>>,
}

/// 解读排序. One key of an order; ties fall in the order of the ids.
#[derive(Clone, Debug, Default, InputObject)]
pub struct InterpretationOrder {
    /// 排序字段. By what.
    #[graphql(default)]
    pub field: InterpretationOrderField,
    /// 排序方向. Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

/// 解读排序字段. By what interpretations are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum InterpretationOrderField {
    /// 发布日期. When it was published.
    #[default]
    PublishedAt,
}
