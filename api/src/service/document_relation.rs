//! 文件关系.

use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::pagination::Key;
use crate::service::Reader;
use crate::service::db::Read;
use entity::document_relation::{Column, Entity, Model};
use entity::value::DocumentRelationKind;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// The references of each document to others, in order.
pub async fn of_documents(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let select = Entity::find().filter(Column::DocumentId.is_in(listing::any_of(documents)));
    let rows = select.order_by_asc(Column::DocumentId).order_by_asc(Column::Position).rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.document_id, row))))
}

/// The list of references to one document from others.
#[derive(Debug)]
pub struct RelationsFrom;

impl Listed for RelationsFrom {
    type Model = Model;
    type Filter = Vec<DocumentRelationKind>;
    type Order = ();
    type Parent = Uuid;

    fn order(_: &[()]) -> Vec<OrderKey<Model>> {
        vec![OrderKey::id(Expr::col((Entity, Column::Id)), false, |row| Key::Id(row.id))]
    }

    fn page(_: &Reader, target: Uuid, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::windowed(rows(target, list), &Self::order(&[]), &list.window))
    }

    fn total(_: &Reader, target: Uuid, list: &ListOf<Self>) -> Result<SelectStatement> {
        Ok(listing::counted(rows(target, list)))
    }
}

fn rows(target: Uuid, list: &ListOf<RelationsFrom>) -> SelectStatement {
    let mut select = Entity::find().filter(Column::TargetId.eq(target)).into_query();
    if let Some(kinds) = &list.filter {
        select.and_where(Expr::col((Entity, Column::Kind)).is_in(kinds.iter().copied()));
    }
    select
}
