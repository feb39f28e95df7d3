//! 目录规范.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::pagination::Key;
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::catalog::CatalogFilter;
use chrono::{Datelike, NaiveDate};
use entity::catalog::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QueryTrait, Select};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Editions by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The edition of a jurisdiction by its name.
pub async fn by_edition(reader: &Reader, jurisdiction: &str, edition: &str) -> Result<Option<Model>> {
    let select = Entity::find().filter(Column::Jurisdiction.eq(jurisdiction)).filter(Column::Edition.eq(edition));
    Ok(select.first(&reader.db).await?)
}

/// The edition in effect today: of several the one that took effect last.
pub async fn current(reader: &Reader) -> Result<Option<Model>> {
    Ok(newest_first(reader.scope.today).first(&reader.db).await?)
}

/// The editions in effect on a day, one a jurisdiction.
pub async fn in_effect(reader: &Reader, day: NaiveDate) -> Result<Vec<Model>> {
    let mut editions = newest_first(day).rows(&reader.db).await?;
    let mut met = HashSet::new();
    editions.retain(|edition| met.insert(edition.jurisdiction.clone()));
    Ok(editions)
}

fn newest_first(day: NaiveDate) -> Select<Entity> {
    let started = Condition::any().add(Column::EffectiveOn.is_null()).add(Column::EffectiveOn.lte(day));
    let stands = Condition::any().add(Column::SupersededOn.is_null()).add(Column::SupersededOn.gt(day));
    // A start that is not stated counts as the earliest.
    let start = Expr::cust("COALESCE(effective_on, '0001-01-01')");
    Entity::find().filter(started).filter(stands).order_by(start, Order::Desc).order_by_desc(Column::Id)
}

/// The year of an edition: that in which it took effect, or the one that its name begins with; days that its entries
/// name without a year lie in it.
pub fn year(edition: &Model) -> Option<i32> {
    let named = || edition.edition.get(..4)?.parse().ok().filter(|year| (1949..=2999).contains(year));
    edition.effective_on.map(|day| day.year()).or_else(named)
}

/// The list of editions, oldest first.
#[derive(Debug)]
pub struct Catalogs;

impl Listed for Catalogs {
    type Model = Model;
    type Filter = CatalogFilter;
    type Order = ();
    type Parent = ();

    fn order(_: &[()]) -> Vec<OrderKey<Model>> {
        vec![OrderKey::id(Expr::col((Entity, Column::Id)), false, |row| Key::Id(row.id))]
    }

    fn page(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(reader, list)?, &Self::order(&[]), &list.window))
    }

    fn total(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(reader, list)?))
    }
}

fn rows(reader: &Reader, list: &ListOf<Catalogs>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition = list.filter.as_ref().map(|it| filter::combine(it, place, &own)).transpose()?;
    Ok(Entity::find().filter(Condition::all().add_option(condition)).into_query())
}

impl Combined for CatalogFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &CatalogFilter, place: Place<'_>) -> Result<Condition> {
    let column = |column: Column| Expr::col((Entity, column));
    let mut all = Condition::all();
    for (field, it, text) in [
        ("jurisdiction", Column::Jurisdiction, &filter.jurisdiction),
        ("edition", Column::Edition, &filter.edition),
        ("title", Column::Title, &filter.title),
    ] {
        if let Some(text) = text {
            all = all.add(filter::text(column(it), text, place, field)?);
        }
    }
    if let Some(day) = filter.in_effect_on {
        let (start, end) = (column(Column::EffectiveOn), column(Column::SupersededOn));
        all = all.add(start.clone().is_null().or(start.lte(day.0))).add(end.clone().is_null().or(end.gt(day.0)));
    }
    Ok(all)
}
