//! 排序方向.

use async_graphql::Enum;

/// 排序方向. Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// 升序. Earliest or smallest first.
    Asc,
    /// 降序. Latest or greatest first.
    #[default]
    Desc,
}

impl OrderDirection {
    /// Greatest first.
    pub fn is_descending(self) -> bool {
        self == Self::Desc
    }
}
