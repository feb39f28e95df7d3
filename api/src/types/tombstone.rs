//! 撤除标记.

use super::node::Node;
use super::vocabulary::{SubjectType, TombstoneReason};
use crate::error::Result;
use crate::id::NodeType;
use crate::scalars::DateTime;
use async_graphql::{Context, ID, Object};
use entity::tombstone::Model;
use std::sync::Arc;

/// What stands where an object stood.
#[derive(Clone)]
pub struct Tombstone(pub Arc<Model>);

/// 撤除标记. What stands where a withdrawn object stood, for ever, under the object's own id.
#[Object]
impl Tombstone {
    /// 标识. The global id of the object that stood here.
    pub async fn id(&self) -> ID {
        NodeType::from(self.0.subject_type).id(self.0.id)
    }

    /// 对象类型. What it was.
    #[graphql(name = "type")]
    async fn subject_type(&self) -> SubjectType {
        self.0.subject_type.into()
    }

    /// 撤除时间. When it was withdrawn.
    async fn removed_at(&self) -> DateTime {
        self.0.removed_at.into()
    }

    /// 撤除原因. Why.
    async fn reason(&self) -> TombstoneReason {
        self.0.reason.into()
    }

    /// 公开说明. What the public is told.
    async fn public_explanation(&self) -> &str {
        &self.0.public_explanation
    }

    /// 后继对象. What takes its place; null where nothing does.
    async fn successor(&self, ctx: &Context<'_>) -> Option<Result<Node>> {
        Node::load(ctx, NodeType::from(self.0.subject_type), self.0.successor_id?).await.transpose()
    }
}
