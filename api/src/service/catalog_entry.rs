//! 公开事项.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::catalog_entry::{CatalogEntryFilter, CatalogEntryOrder, CatalogEntryOrderField};
use entity::catalog_entry::{Column, Entity, Model};
use entity::document_catalog_entry as link;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// Entries by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The entries under which each document was published.
pub async fn of_documents(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = link::Entity::find()
        .find_also_related(Entity)
        .filter(link::Column::DocumentId.is_in(listing::any_of(documents)))
        .order_by_asc(link::Column::CatalogEntryId)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|(link, row)| Some((link.document_id, row?)))))
}

/// Whose entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryParent {
    /// Everybody's.
    All,
    /// Those of an edition.
    Catalog(Uuid),
    /// Those under a column of this level, and beneath it.
    Column(i32, Uuid),
    /// Those of a unit.
    Unit(Uuid),
}

/// The list of entries.
#[derive(Debug)]
pub struct CatalogEntries;

impl Listed for CatalogEntries {
    type Model = Model;
    type Filter = CatalogEntryFilter;
    type Order = CatalogEntryOrder;
    type Parent = EntryParent;

    fn order(order: &[CatalogEntryOrder]) -> Vec<OrderKey<Model>> {
        let mut keys = Vec::new();
        for order in order {
            let descending = order.direction.is_descending();
            match order.field {
                CatalogEntryOrderField::UpdatedAt => keys.push(OrderKey {
                    expr: column(Column::UpdatedAt),
                    descending,
                    kind: KeyKind::Instant,
                    read: |row: &Model| Key::Instant(row.updated_at),
                }),
                // The order in which the entries came is that of their keys.
                CatalogEntryOrderField::Sequence => return with_id(keys, descending),
            }
        }
        let descending = keys.last().is_some_and(|key| key.descending);
        with_id(keys, descending)
    }

    fn page(reader: &Reader, parent: EntryParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(reader, parent, list)?, &Self::order(&list.order), &list.window))
    }

    fn total(reader: &Reader, parent: EntryParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(reader, parent, list)?))
    }
}

fn with_id(mut keys: Vec<OrderKey<Model>>, descending: bool) -> Vec<OrderKey<Model>> {
    keys.push(OrderKey::id(column(Column::Id), descending, |row| Key::Id(row.id)));
    keys
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn rows(reader: &Reader, parent: EntryParent, list: &ListOf<CatalogEntries>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition = list.filter.as_ref().map(|it| filter::combine(it, place, &own)).transpose()?;
    let whose = match parent {
        EntryParent::All => None,
        EntryParent::Catalog(id) => Some(column(Column::CatalogId).eq(id)),
        EntryParent::Column(1, id) => Some(column(Column::FirstLevelColumnId).eq(id)),
        EntryParent::Column(2, id) => Some(column(Column::SecondLevelColumnId).eq(id)),
        EntryParent::Column(_, id) => Some(column(Column::ThirdLevelColumnId).eq(id)),
        EntryParent::Unit(id) => Some(column(Column::UnitId).eq(id)),
    };
    Ok(Entity::find().filter(Condition::all().add_option(whose).add_option(condition)).into_query())
}

impl Combined for CatalogEntryFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &CatalogEntryFilter, place: Place<'_>) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(catalog) = &filter.catalog
        && let Some(ids) = filter::ids(catalog, NodeType::Catalog, place, "catalog")?
    {
        all = all.add(filter::one_of(column(Column::CatalogId), ids));
    }
    if let Some(unit) = &filter.unit {
        all = all.add(filter::unit_ref(column(Column::UnitId), unit, place, "unit")?);
    }
    if let Some(within) = filter.column.as_ref().and_then(|it| it.within.as_ref()) {
        let id = NodeType::CatalogColumn.key(within, &format!("{}.column.within", place.path))?;
        all = all.add(under_column(id));
    }
    if let Some(item) = &filter.item {
        all = all.add(filter::text(column(Column::Item), item, place, "item")?);
    }
    if let Some(method) = &filter.method {
        all = all.add(column(Column::Method).is_in(method.allowed()));
    }
    Ok(all)
}

/// Entries under a column of whatever level, or beneath it.
pub(super) fn under_column(id: Uuid) -> Condition {
    Condition::any()
        .add(column(Column::FirstLevelColumnId).eq(id))
        .add(column(Column::SecondLevelColumnId).eq(id))
        .add(column(Column::ThirdLevelColumnId).eq(id))
}
