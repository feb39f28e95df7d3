//! 解读.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::service::db::Read;
use crate::types::interpretation::{InterpretationFilter, InterpretationOrder};
use entity::interpretation::{Column, Entity, Model};
use entity::{document_interpretation as link, interpretation_body};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Interpretations by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The interpretations of each document, newest first.
pub async fn of_documents(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Arc<Model>>>> {
    let rows = link::Entity::find()
        .find_also_related(Entity)
        .filter(link::Column::DocumentId.is_in(listing::any_of(documents)))
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .rows(&reader.db)
        .await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|(link, row)| Some((link.document_id, Arc::new(row?))))))
}

/// The bodies of interpretations, as HTML.
pub async fn bodies(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = listing::by_ids::<interpretation_body::Entity, _>(&reader.db, ids, |row| row.interpretation_id).await?;
    Ok(rows.into_iter().map(|(id, row)| (id, row.html)).collect())
}

/// The list of interpretations.
#[derive(Debug)]
pub struct Interpretations;

impl Listed for Interpretations {
    type Model = Model;
    type Filter = InterpretationFilter;
    type Order = InterpretationOrder;
    type Parent = ();

    fn order(order: &[InterpretationOrder]) -> Vec<OrderKey<Model>> {
        let descending = order.first().is_none_or(|order| order.direction.is_descending());
        vec![
            OrderKey {
                expr: column(Column::PublishedAt),
                descending,
                kind: KeyKind::Instant,
                read: |row| Key::Instant(row.published_at),
            },
            OrderKey::id(column(Column::Id), descending, |row| Key::Id(row.id)),
        ]
    }

    fn page(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(reader, list)?, &Self::order(&list.order), &list.window))
    }

    fn total(reader: &Reader, _: (), list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(reader, list)?))
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn rows(reader: &Reader, list: &ListOf<Interpretations>) -> Result<SelectStatement> {
    let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
    let condition = list.filter.as_ref().map(|it| filter::combine(it, place, &own)).transpose()?;
    Ok(Entity::find().filter(Condition::all().add_option(condition)).into_query())
}

impl Combined for InterpretationFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &InterpretationFilter, place: Place<'_>) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(title) = &filter.title {
        all = all.add(filter::text(column(Column::Title), title, place, "title")?);
    }
    if let Some(form) = &filter.form {
        all = all.add(column(Column::Form).is_in(form.allowed()));
    }
    if let Some(document) = &filter.document
        && let Some(ids) = filter::ids(document, NodeType::Document, place, "document")?
    {
        let links = link::Entity::find().select_only().column(link::Column::InterpretationId);
        let links = links.filter(link::Column::DocumentId.is_in(ids));
        all = all.add(column(Column::Id).in_subquery(links.into_query()));
    }
    if let Some(published) = &filter.published_at {
        all = all.add(filter::instant(column(Column::PublishedAt), published));
    }
    Ok(all)
}
