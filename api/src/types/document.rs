//! 文件.

use super::attachment::Attachment;
use super::calendar::DueDate;
use super::catalog_entry::CatalogEntry;
use super::compliance::ComplianceItem;
use super::connection::DocumentRelationConnection;
use super::document_number::DocumentNumber;
use super::document_relation::DocumentRelation;
use super::filter::*;
use super::interpretation::Interpretation;
use super::order::OrderDirection;
use super::unit::Unit;
use super::validity::{Validity, ValidityEvent};
use super::vocabulary::{DocumentGenre, DocumentRelationKind, InterpretationForm};
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::loaders::{self, *};
use crate::pagination::PageArgs;
use crate::scalars::{Date, DateTime, Sha256};
use crate::service;
use async_graphql::{Context, Enum, ID, InputObject, Object, OneofObject};
use chrono::NaiveDate;
use entity::document::Model;

use std::sync::Arc;
use uuid::Uuid;

/// The most interpretations that a document shows.
const MAX_INTERPRETATIONS: usize = 50;

/// A document, and the day that its list looks at.
#[derive(Clone)]
pub struct Document {
    pub(super) row: Arc<Model>,
    as_of: NaiveDate,
}

impl Document {
    /// A document in a list that looks at `as_of`.
    pub fn new(row: Arc<Model>, as_of: NaiveDate) -> Self {
        Self { row, as_of }
    }

    /// The document of a key.
    pub async fn get(ctx: &Context<'_>, by: DocumentBy) -> Result<Option<Self>> {
        let reader = loaders::reader(ctx)?;
        let key = match by {
            DocumentBy::Id(id) => Some(NodeType::Document.key(&id, "by.id")?),
            DocumentBy::Source(key) => service::document::id_by_source(reader, &key.system, &key.id).await?,
            DocumentBy::IndexNumber(number) => {
                let row = service::document::by_index_number(reader, &number).await?;
                return Ok(row.map(|row| Self::new(Arc::new(row), reader.scope.today)));
            }
        };
        let Some(key) = key else { return Ok(None) };
        // Who asks for one document and its body gets both by one statement.
        if ctx.look_ahead().field("body").exists()
            && let Some((row, body)) = service::document::with_body(reader, key).await?
        {
            loaders::of(ctx)?.feed_one(loaders::DocumentBody(key), Arc::new(body)).await;
            return Ok(Some(Self::new(Arc::new(row), reader.scope.today)));
        }
        Self::load(ctx, key, None).await
    }

    /// The document of a key, looked at on a day (today when absent).
    pub async fn load(ctx: &Context<'_>, key: Uuid, as_of: Option<NaiveDate>) -> Result<Option<Self>> {
        let today = loaders::reader(ctx)?.scope.today;
        let row = loaders::one(ctx, DocumentById(key)).await?;
        Ok(row.map(|row| Self::new(row, as_of.unwrap_or(today))))
    }
}

/// 文件. A policy or normative document, as published.
#[Object]
impl Document {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::Document.id(self.row.id)
    }

    /// 标题. The title.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// 发文字号. The document number; null where there is none.
    async fn document_number(&self) -> Option<DocumentNumber> {
        self.row.number_text.as_deref().map(|text| entity::value::document_number::parse(text).into())
    }

    /// 索引号. Unique where present; null where there is none.
    async fn index_number(&self) -> Option<&str> {
        self.row.index_number.as_deref()
    }

    /// 发文机关. Who issues, the lead first; at most 100.
    async fn issuers(&self, ctx: &Context<'_>) -> Result<Vec<Unit>> {
        let rows = loaders::one(ctx, IssuersOfDocument(self.row.id)).await?.unwrap_or_default();
        Ok(rows.iter().cloned().map(Arc::new).map(Unit).collect())
    }

    /// 发布机构. Who publishes.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Unit> {
        let row = loaders::one(ctx, UnitById(self.row.publisher_id)).await?;
        row.map(Unit).ok_or_else(|| Error::Internal("a document without a publisher".into()))
    }

    /// 体裁. What kind of document.
    async fn genre(&self) -> DocumentGenre {
        self.row.genre.into()
    }

    /// 主题分类. Topics, in order; at most 100.
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(loaders::one(ctx, TopicsOfDocument(self.row.id)).await?.map(|rows| rows.to_vec()).unwrap_or_default())
    }

    /// 是否行政规范性文件. Whether it is a normative document.
    async fn is_normative(&self) -> bool {
        self.row.is_normative
    }

    /// 信息形成日期. The day from which time limits run (条例第二十六条); null when not stated.
    async fn formed_on(&self) -> Option<Date> {
        self.row.formed_on.map(Date)
    }

    /// 成文日期. The date of issue; null when not stated.
    async fn issued_on(&self) -> Option<Date> {
        self.row.issued_on.map(Date)
    }

    /// 发布日期. Set once, never changed.
    async fn published_at(&self) -> DateTime {
        self.row.published_at.into()
    }

    /// 摘要. A summary in plain text; null where there is none.
    async fn summary(&self) -> Option<&str> {
        self.row.summary.as_deref()
    }

    /// 正文. The body, at most 2 MiB.
    async fn body(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "正文格式. Sanitised HTML, or plain text.", default)] format: BodyFormat,
    ) -> Result<String> {
        Ok(format.of(loaders::one(ctx, loaders::DocumentBody(self.row.id)).await?.as_deref()))
    }

    /// 附件. The files that belong to it, in order; at most 100.
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        let rows = loaders::one(ctx, AttachmentsOfDocument(self.row.id)).await?.unwrap_or_default();
        Ok(rows.iter().cloned().map(Arc::new).map(Attachment).collect())
    }

    /// 起草处室. The office that drafted it; null when not stated.
    async fn drafting_office(&self) -> Option<&str> {
        self.row.drafting_office.as_deref()
    }

    /// 联系方式. Whom the public may ask; null when not stated.
    async fn public_contact(&self) -> Option<&str> {
        self.row.public_contact.as_deref()
    }

    /// 解读. The interpretations linked to this document, newest first; at most 50.
    async fn interpretations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "解读形式. Only interpretations in one of these forms.")] forms: Option<
            Vec<InterpretationForm>,
        >,
    ) -> Result<Vec<Interpretation>> {
        let rows = loaders::one(ctx, InterpretationsOfDocument(self.row.id)).await?.unwrap_or_default();
        let wanted = |form: InterpretationForm| forms.as_ref().is_none_or(|forms| forms.contains(&form));
        let rows = rows.iter().filter(|row| wanted(row.form.into())).take(MAX_INTERPRETATIONS);
        Ok(rows.cloned().map(Interpretation).collect())
    }

    /// 有效性. Whether it is in force on a day.
    async fn validity(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "截至日期. The day; when absent, the `asOf` of the list that the document came from, else today."
        )]
        as_of: Option<Date>,
    ) -> Result<Validity> {
        let events = loaders::one(ctx, EventsOfDocument(self.row.id)).await?.unwrap_or_default();
        let periods = service::validity::derive(loaders::reader(ctx)?, &self.row.title, self.row.is_normative, &events);
        Validity::on(as_of.map_or(self.as_of, |day| day.0), &periods, &events)
    }

    /// 有效性事件. What happened to its validity, oldest first; at most 100.
    async fn validity_events(&self, ctx: &Context<'_>) -> Result<Vec<ValidityEvent>> {
        let rows = loaders::one(ctx, EventsOfDocument(self.row.id)).await?.unwrap_or_default();
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| (row.effective_on, row.position));
        Ok(rows.into_iter().map(Arc::new).map(ValidityEvent).collect())
    }

    /// 文件关系. Links from this document to others, in order; at most 100.
    async fn relations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "关系种类. Only links of these kinds.")] kinds: Option<Vec<DocumentRelationKind>>,
    ) -> Result<Vec<DocumentRelation>> {
        let rows = loaders::one(ctx, RelationsOfDocument(self.row.id)).await?.unwrap_or_default();
        let wanted = |kind: DocumentRelationKind| kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        Ok(rows.iter().filter(|row| wanted(row.kind.into())).cloned().map(Arc::new).map(DocumentRelation::to).collect())
    }

    /// 被引用关系. Links from other documents to this one; each gives the document that refers.
    #[allow(clippy::too_many_arguments)]
    async fn related_from(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "关系种类. Only links of these kinds.")] kinds: Option<Vec<DocumentRelationKind>>,
        #[graphql(desc = "前若干条. Rows from the front, 0 to 100; 20 when neither `first` nor `last` is given.")]
        first: Option<i32>,
        #[graphql(desc = "起始游标. Start behind this cursor.")] after: Option<String>,
        #[graphql(desc = "后若干条. Rows from the back, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "截止游标. End before this cursor.")] before: Option<String>,
    ) -> Result<DocumentRelationConnection> {
        let args = PageArgs { first, after, last, before, offset: None };
        let kinds = kinds.map(|kinds| kinds.into_iter().map(Into::into).collect());
        DocumentRelationConnection::new(ctx, self.row.id, args, kinds, None, Some(Date(self.as_of)))
    }

    /// 公开事项. The catalog entries under which it was published; at most 100.
    async fn catalog_entries(&self, ctx: &Context<'_>) -> Result<Vec<CatalogEntry>> {
        let rows = loaders::one(ctx, EntriesOfDocument(self.row.id)).await?.unwrap_or_default();
        Ok(rows.iter().cloned().map(Arc::new).map(CatalogEntry).collect())
    }

    /// 要素核对. What the content norms of its catalog entries ask for, and whether it is there; not bounded, empty where
    /// nothing is asked that a program can check.
    async fn compliance(&self, ctx: &Context<'_>) -> Result<Vec<ComplianceItem>> {
        ComplianceItem::of(ctx, &self.row).await
    }

    /// 公开期限. The last day on which publication was in time under its catalog entries, the earliest of several; null
    /// where none sets one, or the document does not say when it was formed (条例第二十六条).
    async fn disclosure_due(&self, ctx: &Context<'_>) -> Option<Result<DueDate>> {
        DueDate::of_document(ctx, &self.row).await.transpose()
    }

    /// 是否按期公开. Whether it was published by that day; null where there is none.
    async fn disclosed_on_time(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let rows = loaders::one(ctx, DeadlinesOfDocument(self.row.id)).await;
        rows.map(|rows| rows.and_then(|rows| rows.first().and_then(|it| Some(it.published_on <= it.due_on?))))
            .transpose()
    }

    /// 内容摘要值. SHA-256 of the content in canonical JSON: equal on two services that hold the same.
    async fn content_hash(&self) -> Sha256 {
        Sha256(self.row.content_hash.clone())
    }

    /// 版本号. Rises by one with every change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// 更新时间. When the document last changed.
    async fn updated_at(&self) -> DateTime {
        self.row.updated_at.into()
    }
}

/// 正文格式. In what format a body is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum BodyFormat {
    /// 网页格式. HTML, sanitised: no scripts, no styles, no foreign frames.
    #[default]
    Html,
    /// 纯文本. Plain text, a line a paragraph.
    Text,
}

impl BodyFormat {
    /// A body in this format; empty where there is none.
    pub fn of(self, html: Option<&String>) -> String {
        let html = html.map(String::as_str).unwrap_or_default();
        match self {
            Self::Html => html.to_owned(),
            Self::Text => entity::value::html::to_text(html),
        }
    }
}

/// 文件键. Which document: exactly one of these. A document number is no key: it is a filter.
#[derive(Clone, Debug, OneofObject)]
pub enum DocumentBy {
    /// 标识. By its global id.
    Id(ID),
    /// 索引号. By its index number.
    IndexNumber(String),
    /// 来源键. By the key under which a source system knows it.
    Source(SourceKey),
}

/// 来源键. The key under which a source system knows an object.
#[derive(Clone, Debug, InputObject)]
pub struct SourceKey {
    /// 来源系统. The source system.
    pub system: String,
    /// 来源标识. The key there.
    pub id: String,
}

/// 文件筛选. Documents that meet all of the conditions given.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DocumentFilter {
    /// 标题. The title.
    pub title: Option<TextFilter>,
    /// 发文字号. The document number.
    pub number: Option<DocumentNumberFilter>,
    /// 发文机关. One of the issuers.
    pub issuer: Option<UnitRefFilter>,
    /// 发布机构. The publisher.
    pub publisher: Option<UnitRefFilter>,
    /// 体裁. The genre.
    pub genre: Option<DocumentGenreFilter>,
    /// 主题分类. One of the topics.
    pub topic: Option<TextFilter>,
    /// 是否行政规范性文件. Whether it is normative.
    pub is_normative: Option<BooleanFilter>,
    /// 信息形成日期. The day on which it was formed.
    pub formed_on: Option<DateFilter>,
    /// 成文日期. The date of issue.
    pub issued_on: Option<DateFilter>,
    /// 发布日期. When it was published.
    pub published_at: Option<DateTimeFilter>,
    /// 解读. Whether it is interpreted, and how.
    pub interpretation: Option<InterpretationPresenceFilter>,
    /// 公开事项. The catalog entry under which it was published.
    pub catalog_entry: Option<IdFilter>,
    /// 栏目. The column, of any level, with what is beneath it.
    pub column: Option<CatalogColumnFilter>,
    /// 有效性. The status on the list's `asOf`.
    pub validity_status: Option<ValidityStatusFilter>,
    /// 并且. All of these hold too; at most 100, nested at most 4 deep.
    pub and: Option<Vec<DocumentFilter>>,
    /// 或者. One of these holds; at most 100, nested at most 4 deep.
    pub or: Option<Vec<DocumentFilter>>,
    /// 排除. This does not hold.
    pub not: Option<Box<DocumentFilter>>,
}

/// 文件排序. One key of an order; ties fall in the order of the ids.
#[derive(Clone, Debug, Default, InputObject)]
pub struct DocumentOrder {
    /// 排序字段. By what.
    #[graphql(default)]
    pub field: DocumentOrderField,
    /// 排序方向. Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

/// 文件排序字段. By what documents are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum DocumentOrderField {
    /// 发布日期. When it was published.
    #[default]
    PublishedAt,
    /// 成文日期. The date of issue; one that is not stated counts as the earliest.
    IssuedOn,
    /// 信息形成日期. The day on which it was formed; one that is not stated counts as the earliest.
    FormedOn,
}
