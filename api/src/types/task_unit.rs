//! 责任单位.

use super::unit::Unit;
use super::vocabulary::{UnitGroup, UnitRole};
use crate::service::task_unit::Named;
use async_graphql::Object;
use std::sync::Arc;

/// Most members of a group that are told.
const MAX_MEMBERS: usize = 200;

/// A name in a task's list.
pub struct TaskUnit(pub Named);

/// 责任单位. A unit, or group of units, that a task names.
#[Object]
impl TaskUnit {
    /// 单位角色. How it takes part.
    async fn role(&self) -> UnitRole {
        self.0.row.role.into()
    }

    /// 名称. The name as the list tells it, a suffix that it left out restored.
    async fn name(&self) -> &str {
        &self.0.row.name
    }

    /// 单位集合. The group that is named; null for one unit.
    async fn group(&self) -> Option<UnitGroup> {
        self.0.row.unit_group.map(Into::into)
    }

    /// 单位. The unit named; null for a group, and where no unit, or more than one, goes by the name.
    async fn unit(&self) -> Option<Unit> {
        let is_one = self.0.row.unit_group.is_none();
        self.0.units.first().filter(|_| is_one).cloned().map(Arc::new).map(Unit)
    }

    /// 集合成员. The members of the group that are held, in the order of their codes; at most 200. Empty for one unit, and
    /// where the plan's issuer is not stated.
    async fn members(&self) -> Vec<Unit> {
        let is_group = self.0.row.unit_group.is_some();
        self.0.units.iter().filter(|_| is_group).take(MAX_MEMBERS).cloned().map(Arc::new).map(Unit).collect()
    }
}
