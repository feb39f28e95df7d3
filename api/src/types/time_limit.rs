//! 公开时限.

use super::vocabulary::{TimeLimitKind, TimeLimitUnit};
use async_graphql::{Object, SimpleObject};

/// A time limit as written.
pub struct TimeLimit {
    pub(super) text: String,
}

/// 公开时限. The words as written, and what they mean where they can be understood.
#[Object]
impl TimeLimit {
    /// 原文. As written, never corrected.
    async fn text(&self) -> &str {
        &self.text
    }

    /// 时限要素. What the words mean, one or several of a compound limit; empty where they are not understood, as long
    /// as this version of the service reads none.
    async fn clauses(&self) -> Vec<TimeLimitClause> {
        Vec::new()
    }

    /// 需人工核对. Whether nothing, or not all of it, was understood.
    async fn needs_review(&self) -> bool {
        true
    }
}

/// 时限要素. One clause of a time limit.
#[derive(SimpleObject)]
pub struct TimeLimitClause {
    /// 类别. What sort of limit.
    kind: TimeLimitKind,
    /// 数量. 20 in 20个工作日内; null where the clause counts nothing.
    amount: Option<i32>,
    /// 单位. In what it counts; null where it counts nothing.
    unit: Option<TimeLimitUnit>,
}
