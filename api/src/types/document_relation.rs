//! 文件关系.

use super::document::Document;
use super::vocabulary::DocumentRelationKind;
use crate::error::Result;
use async_graphql::{Context, Object};
use chrono::NaiveDate;
use entity::document_relation::Model;
use std::sync::Arc;

/// A reference, seen from one of its ends.
#[derive(Clone)]
pub struct DocumentRelation {
    row: Arc<Model>,
    from_target: Option<NaiveDate>,
}

impl DocumentRelation {
    /// Seen from the document that is referred to.
    pub(super) fn new(row: Arc<Model>, as_of: NaiveDate) -> Self {
        Self { row, from_target: Some(as_of) }
    }

    /// Seen from the document that refers.
    pub(super) fn to(row: Arc<Model>) -> Self {
        Self { row, from_target: None }
    }
}

/// 文件关系. A reference between two documents, seen from one of them.
#[Object]
impl DocumentRelation {
    /// 关系种类. How the one refers to the other.
    async fn kind(&self) -> DocumentRelationKind {
        self.row.kind.into()
    }

    /// 对方文件. The document at the other end; null where it is known only by its citation.
    async fn document(&self, ctx: &Context<'_>) -> Option<Result<Document>> {
        let other = match self.from_target {
            Some(_) => self.row.document_id,
            None => self.row.target_id?,
        };
        Document::load(ctx, other, self.from_target).await.transpose()
    }

    /// 引文. The document that is referred to, as cited.
    async fn citation(&self) -> &str {
        &self.row.citation
    }
}
