//! 分工方案.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::task_plan::TaskPlanFilter;
use entity::task_plan::{Column, Entity, Model};
use entity::value::document_number;
use entity::{document, task};
use finding::Finding;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

mod body;
pub mod finding;

/// Plans by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// What a program finds wrong with each plan.
pub async fn findings(reader: &Reader, plans: &[Uuid]) -> Result<HashMap<Uuid, Vec<Finding>>> {
    let rows = by_ids(reader, plans).await?;
    let issuers: Vec<Uuid> = rows.values().filter_map(|plan| plan.issuer_id).collect();
    let issuers = super::unit::by_ids(reader, &issuers).await?;
    let tasks = task::Entity::find()
        .filter(task::Column::PlanId.is_in(listing::any_of(plans)))
        .order_by_asc(task::Column::PlanId)
        .order_by_asc(task::Column::Position)
        .rows(&reader.db)
        .await?;
    let mut tasks = listing::grouped(tasks.into_iter().map(|task| (task.plan_id, task)));
    let of_plan = |(id, plan): (Uuid, Model)| {
        let issuer = plan.issuer_id.and_then(|id| issuers.get(&id));
        let tasks = tasks.remove(&id).unwrap_or_default();
        (id, finding::findings(&plan, issuer.map(|unit| unit.kind), &tasks))
    };
    Ok(rows.into_iter().map(of_plan).collect())
}

/// The list of plans.
#[derive(Debug)]
pub struct TaskPlans;

impl Listed for TaskPlans {
    type Model = Model;
    type Filter = TaskPlanFilter;
    type Order = ();
    type Parent = ();

    fn order(_: &[()]) -> Vec<OrderKey<Model>> {
        let year = OrderKey {
            expr: column(Column::Year),
            descending: true,
            kind: KeyKind::Number,
            read: |row: &Model| Key::Number(row.year),
        };
        vec![year, OrderKey::id(column(Column::Id), true, |row| Key::Id(row.id))]
    }

    fn page(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(reader, list)?, &Self::order(&[]), &list.window))
    }

    fn total(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(reader, list)?))
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn rows(reader: &Reader, list: &ListOf<TaskPlans>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition = list.filter.as_ref().map(|it| filter::combine(it, place, &own)).transpose()?;
    Ok(Entity::find().filter(Condition::all().add_option(condition)).into_query())
}

impl Combined for TaskPlanFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &TaskPlanFilter, place: Place<'_>) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(year) = &filter.year {
        all = all.add(filter::integer(column(Column::Year), year, place, "year")?);
    }
    if let Some(title) = &filter.title {
        all = all.add(filter::text(column(Column::Title), title, place, "title")?);
    }
    if let Some(issuer) = &filter.issuer {
        all = all.add(filter::unit_ref(column(Column::IssuerId), issuer, place, "issuer")?);
    }
    Ok(all)
}

/// The document that each plan's number is of, where exactly one is held under it.
pub async fn documents(reader: &Reader, plans: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let read = |number: String| document_number::parse(&number);
    let numbers: HashMap<Uuid, document_number::DocumentNumber> = (by_ids(reader, plans).await?.into_iter())
        .filter_map(|(id, plan)| Some((id, read(plan.document_number?))))
        .collect();
    let canonical: Vec<&str> = numbers.values().filter_map(|it| it.canonical.as_deref()).collect();
    let either = Condition::any()
        .add(document::Column::NumberText.is_in(numbers.values().map(|it| it.text.as_str())))
        .add(document::Column::NumberCanonical.is_in(canonical));
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = document::Entity::find()
        .select_only()
        .column(document::Column::Id)
        .column(document::Column::NumberText)
        .column(document::Column::NumberCanonical)
        .filter(either)
        .order_by_asc(document::Column::Id)
        .into_tuple()
        .rows(&reader.db)
        .await?;
    let of = |number: &document_number::DocumentNumber| {
        let is_it = |(_, text, canonical): &&(Uuid, Option<String>, Option<String>)| {
            text.as_ref() == Some(&number.text) || (canonical.is_some() && *canonical == number.canonical)
        };
        let mut found = rows.iter().filter(is_it).map(|row| row.0);
        found.next().filter(|_| found.next().is_none())
    };
    Ok(numbers.iter().filter_map(|(plan, number)| Some((*plan, of(number)?))).collect())
}
