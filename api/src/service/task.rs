//! 工作任务.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::types::task::{TaskFilter, TaskOrder, TaskOrderField};
use chrono::NaiveDate;
use entity::task::{Column, Entity, Model};
use entity::value::TaskProgress;
use entity::value::validity::LAST_DAY;
use entity::{task_unit, task_unit_member as member};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// Tasks by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// Whether a task's day was past, and it not done, at the end of a day. One that is done on a day that is not told
/// counts as done in time. `overdue` says the same in SQL.
pub fn is_overdue(task: &Model, as_of: NaiveDate) -> bool {
    let is_open = match task.completed_on {
        Some(done) => done > as_of,
        None => task.progress != TaskProgress::Done,
    };
    is_open && task.due_on.is_some_and(|due| due < as_of)
}

fn overdue(as_of: NaiveDate) -> Condition {
    let untold = Expr::col((Entity, Column::CompletedOn)).is_null();
    let open = Condition::any()
        .add(column(Column::CompletedOn).gt(as_of))
        .add(untold.and(column(Column::Progress).ne(TaskProgress::Done)));
    // The words of the index.
    Condition::all().add(due().lt(as_of)).add(open)
}

/// Whose tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskParent {
    /// Everybody's.
    All,
    /// Those of a plan.
    Plan(Uuid),
    /// Those that name a unit, or a group that it belongs to.
    Unit(Uuid),
}

/// The list of tasks.
#[derive(Debug)]
pub struct Tasks;

impl Listed for Tasks {
    type Model = Model;
    type Filter = TaskFilter;
    type Order = TaskOrder;
    type Parent = TaskParent;

    fn order(order: &[TaskOrder]) -> Vec<OrderKey<Model>> {
        let mut keys = Vec::new();
        for order in order {
            let descending = order.direction.is_descending();
            let key = |expr, kind, read: fn(&Model) -> Key| OrderKey { expr, descending, kind, read };
            match order.field {
                TaskOrderField::DueOn => {
                    keys.push(key(due(), KeyKind::Day, |row| Key::Day(row.due_on.unwrap_or(LAST_DAY))));
                }
                TaskOrderField::UpdatedAt => {
                    keys.push(key(column(Column::UpdatedAt), KeyKind::Instant, |row| Key::Instant(row.updated_at)));
                }
                // No two tasks share a place in one plan.
                TaskOrderField::Position => return in_plans(keys, descending),
            }
        }
        if keys.is_empty() {
            return in_plans(keys, false);
        }
        let descending = keys.last().is_some_and(|key| key.descending);
        keys.push(OrderKey::id(column(Column::Id), descending, |row| Key::Id(row.id)));
        keys
    }

    fn page(reader: &Reader, parent: TaskParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(reader, parent, list)?, &Self::order(&list.order), &list.window))
    }

    fn total(reader: &Reader, parent: TaskParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(reader, parent, list)?))
    }
}

/// Plan by plan, each in its own order.
fn in_plans(mut keys: Vec<OrderKey<Model>>, descending: bool) -> Vec<OrderKey<Model>> {
    keys.push(OrderKey::id(column(Column::PlanId), descending, |row| Key::Id(row.plan_id)));
    keys.push(OrderKey {
        expr: column(Column::Position),
        descending,
        kind: KeyKind::Number,
        read: |row| Key::Number(row.position),
    });
    keys.push(OrderKey::id(column(Column::Id), descending, |row| Key::Id(row.id)));
    keys
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

/// The words of the index: a task without a day is due last.
fn due() -> Expr {
    Expr::cust("COALESCE(\"task\".\"due_on\", '9999-12-31')")
}

fn rows(reader: &Reader, parent: TaskParent, list: &ListOf<Tasks>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition =
        list.filter.as_ref().map(|it| filter::combine(it, place, &|it, place| own(it, place, parent))).transpose()?;
    let whose = match parent {
        TaskParent::All => None,
        TaskParent::Plan(id) => Some(column(Column::PlanId).eq(id)),
        TaskParent::Unit(id) => {
            let one = Condition::all().add(Expr::col((member::Entity, member::Column::UnitId)).eq(id));
            Some(column(Column::Id).in_subquery(naming(one, None)))
        }
    };
    Ok(Entity::find().filter(Condition::all().add_option(whose).add_option(condition)).into_query())
}

/// The tasks that name units of some sort, in some roles.
fn naming(units: Condition, roles: Option<Vec<entity::value::UnitRole>>) -> SelectStatement {
    let mut select = member::Entity::find().select_only().column(member::Column::TaskId).filter(units).into_query();
    if let Some(roles) = roles {
        let same = |at: task_unit::Column, member: member::Column| {
            Expr::col((task_unit::Entity, at)).equals((member::Entity, member))
        };
        let named = Query::select()
            .expr(Expr::cust("1"))
            .from(task_unit::Entity)
            .and_where(same(task_unit::Column::TaskId, member::Column::TaskId))
            .and_where(same(task_unit::Column::Position, member::Column::Position))
            .and_where(Expr::col((task_unit::Entity, task_unit::Column::Role)).is_in(roles))
            .take();
        select.and_where(Expr::exists(named));
    }
    select
}

impl Combined for TaskFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &TaskFilter, place: Place<'_>, parent: TaskParent) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(plan) = &filter.plan
        && let Some(ids) = filter::ids(plan, NodeType::TaskPlan, place, "plan")?
    {
        all = all.add(filter::one_of(column(Column::PlanId), ids));
    }
    let whose = Expr::col((member::Entity, member::Column::UnitId));
    let units = match (&filter.unit, parent) {
        (Some(unit), _) => Some(filter::unit_ref(whose, unit, place, "unit")?),
        (None, TaskParent::Unit(id)) if filter.role.is_some() => Some(Condition::all().add(whose.eq(id))),
        (None, _) => None,
    };
    let roles = filter.role.as_ref().map(|role| role.allowed());
    match (units, roles) {
        (Some(units), roles) => all = all.add(column(Column::Id).in_subquery(naming(units, roles))),
        (None, Some(roles)) => {
            let named = task_unit::Entity::find().select_only().column(task_unit::Column::TaskId);
            let named = named.filter(Expr::col((task_unit::Entity, task_unit::Column::Role)).is_in(roles));
            all = all.add(column(Column::Id).in_subquery(named.into_query()));
        }
        (None, None) => {}
    }
    if let Some(due_on) = &filter.due_on {
        all = all.add(filter::date(column(Column::DueOn), due_on));
    }
    if let Some(day) = filter.overdue_as_of {
        all = all.add(overdue(day.0));
    }
    if let Some(progress) = &filter.progress {
        all = all.add(column(Column::Progress).is_in(progress.allowed()));
    }
    if let Some(requirement) = &filter.requirement {
        all = all.add(filter::text(column(Column::Requirement), requirement, place, "requirement")?);
    }
    Ok(all)
}
