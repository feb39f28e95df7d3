//! 单位.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::Key;
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::unit::UnitFilter;
use entity::unit::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// Units by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The unit of a code.
pub async fn by_code(reader: &Reader, code: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Code.eq(code)).first(&reader.db).await?)
}

/// The units right beneath each, in the order in which they came.
pub async fn children(reader: &Reader, parents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let select = Entity::find().filter(Column::ParentId.is_in(listing::any_of(parents))).order_by_asc(Column::Id);
    let rows = select.rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|row| Some((row.parent_id?, row)))))
}

/// The list of units.
#[derive(Debug)]
pub struct Units;

impl Listed for Units {
    type Model = Model;
    type Filter = UnitFilter;
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

fn rows(reader: &Reader, list: &ListOf<Units>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition = list.filter.as_ref().map(|it| filter::combine(it, place, &own)).transpose()?;
    Ok(Entity::find().filter(Condition::all().add_option(condition)).into_query())
}

impl Combined for UnitFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &UnitFilter, place: Place<'_>) -> Result<Condition> {
    let column = |column: Column| Expr::col((Entity, column));
    let mut all = Condition::all();
    if let Some(name) = &filter.name {
        all = all.add(filter::text(column(Column::Name), name, place, "name")?);
    }
    if let Some(code) = &filter.code {
        all = all.add(filter::text(column(Column::Code), code, place, "code")?);
    }
    if let Some(kind) = &filter.kind {
        all = all.add(column(Column::Kind).is_in(kind.allowed()));
    }
    if let Some(parent) = &filter.parent
        && let Some(ids) = filter::ids(parent, NodeType::Unit, place, "parent")?
    {
        all = all.add(filter::one_of(column(Column::ParentId), ids));
    }
    if let Some(within) = &filter.within {
        let top = NodeType::Unit.key(within, &format!("{}.within", place.path))?;
        all = all.add(column(Column::Id).in_subquery(filter::beneath(top)));
    }
    Ok(all)
}
