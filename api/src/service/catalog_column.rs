//! 栏目.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::catalog_column::{Column, Entity, Model};
use entity::catalog_entry;
use sea_orm::sea_query::{Expr, ExprTrait, UnionType};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Columns by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// Which columns of an edition: all, or the branches that hold an entry of a unit.
pub type TreeKey = (Uuid, Option<Uuid>);

/// The columns of an edition, in order, in one statement.
pub async fn tree(reader: &Reader, (catalog, unit): TreeKey) -> Result<Vec<Arc<Model>>> {
    let mut select = Entity::find().filter(Column::CatalogId.eq(catalog));
    if let Some(unit) = unit {
        let hung = |column: catalog_entry::Column| {
            catalog_entry::Entity::find()
                .select_only()
                .column(column)
                .filter(catalog_entry::Column::UnitId.eq(unit))
                .filter(catalog_entry::Column::CatalogId.eq(catalog))
                .into_query()
        };
        use catalog_entry::Column::{FirstLevelColumnId, SecondLevelColumnId, ThirdLevelColumnId};
        let mut held = hung(FirstLevelColumnId);
        held.union(UnionType::All, hung(SecondLevelColumnId)).union(UnionType::All, hung(ThirdLevelColumnId));
        select = select.filter(Expr::col((Entity, Column::Id)).in_subquery(held));
    }
    // Level before position, so that a column comes after the one above it.
    let select = select.order_by_asc(Column::Level).order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(select.rows(&reader.db).await?.into_iter().map(Arc::new).collect())
}

/// The columns right beneath each, in order.
pub async fn children(reader: &Reader, parents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let select = Entity::find().filter(Column::ParentId.is_in(listing::any_of(parents))).order_by_asc(Column::Position);
    let rows = select.order_by_asc(Column::Id).rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().filter_map(|row| Some((row.parent_id?, row)))))
}
