//! 文件.

use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::document::{DocumentFilter, DocumentOrder, DocumentOrderField};
use driver::{Driver, Rest};
use entity::document::{Column, Entity, Model};
use entity::value::SubjectType;
use entity::value::validity::FIRST_DAY;
use entity::{document_body, document_interpretation, document_issuer, document_topic, source_reference, unit};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

mod condition;
mod driver;
mod search;

/// Documents by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The document of an index number.
pub async fn by_index_number(reader: &Reader, index_number: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::IndexNumber.eq(index_number)).first(&reader.db).await?)
}

/// The id of the document that a source system knows by a key; of a withdrawn one too.
pub async fn id_by_source(reader: &Reader, system: &str, source_id: &str) -> Result<Option<Uuid>> {
    let key = (system.to_owned(), source_id.to_owned(), SubjectType::Document);
    Ok(source_reference::Entity::find_by_id(key).first(&reader.db).await?.map(|row| row.subject_id))
}

/// A document with its body, as HTML; nothing for one that has none.
pub async fn with_body(reader: &Reader, key: Uuid) -> Result<Option<(Model, String)>> {
    let found = document_body::Entity::find_by_id(key).find_also_related(Entity).first(&reader.db).await?;
    Ok(found.and_then(|(body, row)| Some((row?, body.html))))
}

/// The bodies of documents, as HTML.
pub async fn bodies(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = listing::by_ids::<document_body::Entity, _>(&reader.db, documents, |row| row.document_id).await?;
    Ok(rows.into_iter().map(|(id, row)| (id, row.html)).collect())
}

/// The issuers of each document, the lead first.
pub async fn issuers(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<unit::Model>>> {
    let rows = document_issuer::Entity::find()
        .find_also_related(unit::Entity)
        .filter(document_issuer::Column::DocumentId.is_in(listing::any_of(documents)))
        .order_by_asc(document_issuer::Column::DocumentId)
        .order_by_asc(document_issuer::Column::Position)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|(link, row)| Some((link.document_id, row?)))))
}

/// The topics of each document, in order.
pub async fn topics(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = document_topic::Entity::find()
        .filter(document_topic::Column::DocumentId.is_in(listing::any_of(documents)))
        .order_by_asc(document_topic::Column::DocumentId)
        .order_by_asc(document_topic::Column::Position)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.document_id, row.topic))))
}

/// The documents that each interpretation explains, newest first.
pub async fn of_interpretations(reader: &Reader, interpretations: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = document_interpretation::Entity::find()
        .find_also_related(Entity)
        .filter(document_interpretation::Column::InterpretationId.is_in(listing::any_of(interpretations)))
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|(link, row)| Some((link.interpretation_id, row?)))))
}

/// Whose documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentParent {
    /// Everybody's.
    All,
    /// Those that a unit publishes.
    Unit(Uuid),
    /// Those published under a catalog entry.
    CatalogEntry(Uuid),
}

/// The list of documents.
#[derive(Debug)]
pub struct Documents;

impl Listed for Documents {
    type Model = Model;
    type Filter = DocumentFilter;
    type Order = DocumentOrder;
    type Parent = DocumentParent;

    fn order(order: &[DocumentOrder]) -> Vec<OrderKey<Model>> {
        let newest = DocumentOrder::default();
        let order = if order.is_empty() { std::slice::from_ref(&newest) } else { order };
        let mut keys: Vec<_> = order.iter().map(order_key).collect();
        let descending = keys.last().is_some_and(|key| key.descending);
        keys.push(OrderKey::id(column(Column::Id), descending, |row| Key::Id(row.id)));
        keys
    }

    fn page(reader: &Reader, parent: DocumentParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        let order = Self::order(&list.order);
        if let Some((driver, rest)) = Driver::of_page(parent, list) {
            return driver.page(rest.condition(reader, list)?, &order, list);
        }
        if let Some(text) = search::searched(list) {
            return search::page(reader, parent, list, &order, text);
        }
        let all = Rest { parent, filter: list.filter.clone() }.condition(reader, list)?;
        Ok(listing::windowed(Entity::find().filter(all).into_query(), &order, &list.window))
    }

    fn total(reader: &Reader, parent: DocumentParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        if let Some((driver, rest)) = Driver::choose(parent, list) {
            return Ok(listing::counted(driver.rows(driver.all.clone(), rest.condition(reader, list)?)));
        }
        let all = Rest { parent, filter: list.filter.clone() }.condition(reader, list)?;
        Ok(listing::counted(Entity::find().filter(all).into_query()))
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn order_key(order: &DocumentOrder) -> OrderKey<Model> {
    let descending = order.direction.is_descending();
    // The words of the index: a date that is not stated sorts as the earliest.
    let day = |name: &str| Expr::cust(format!("COALESCE(\"document\".\"{name}\", '0001-01-01')"));
    match order.field {
        DocumentOrderField::PublishedAt => OrderKey {
            expr: column(Column::PublishedAt),
            descending,
            kind: KeyKind::Instant,
            read: |row| Key::Instant(row.published_at),
        },
        DocumentOrderField::IssuedOn => OrderKey {
            expr: day("issued_on"),
            descending,
            kind: KeyKind::Day,
            read: |row| Key::Day(row.issued_on.unwrap_or(FIRST_DAY)),
        },
        DocumentOrderField::FormedOn => OrderKey {
            expr: day("formed_on"),
            descending,
            kind: KeyKind::Day,
            read: |row| Key::Day(row.formed_on.unwrap_or(FIRST_DAY)),
        },
    }
}
