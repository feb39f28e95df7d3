//! Columns of an edition, made as they are met.

use super::{ColumnCount, Writer};
use crate::error::Result;
use entity::catalog_column;
use entity::value::Texts;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// The columns of one edition, by their paths.
#[derive(Debug)]
pub(super) struct Columns {
    catalog_id: Uuid,
    by_path: HashMap<Vec<String>, Uuid>,
    /// The last position among the children of a path.
    last: HashMap<Vec<String>, i32>,
    /// Paths and positions, by id.
    by_id: HashMap<Uuid, (Vec<String>, i32)>,
    /// Those that are not stored yet, parents first.
    pub new: Vec<catalog_column::Model>,
}

impl Columns {
    pub async fn load(writer: &Writer, catalog_id: Uuid) -> Result<Self> {
        let (by_path, last, by_id) = Default::default();
        let mut columns = Self { catalog_id, by_path, last, by_id, new: Vec::new() };
        let by_catalog = catalog_column::Column::CatalogId.eq(catalog_id);
        for row in catalog_column::Entity::find().filter(by_catalog).all(&writer.txn).await? {
            columns.met(&row);
        }
        Ok(columns)
    }

    fn met(&mut self, row: &catalog_column::Model) {
        let path = &row.path.0;
        let last = self.last.entry(path[..path.len().saturating_sub(1)].to_vec()).or_default();
        *last = (*last).max(row.position);
        self.by_path.insert(path.clone(), row.id);
        self.by_id.insert(row.id, (path.clone(), row.position));
    }

    /// The titles from the first level down to a column.
    pub fn path(&self, id: Uuid) -> Vec<String> {
        self.by_id.get(&id).map(|(path, _)| path.clone()).unwrap_or_default()
    }

    /// All columns in their order, each with how many of the entries at these paths hang on it or beneath it.
    pub fn tree(&self, entries: impl Iterator<Item = Vec<String>>) -> Vec<ColumnCount> {
        let mut counts: HashMap<Vec<String>, u64> = HashMap::new();
        for mut path in entries {
            while !path.is_empty() {
                *counts.entry(path.clone()).or_default() += 1;
                path.pop();
            }
        }
        let mut children: HashMap<&[String], Vec<(i32, &[String])>> = HashMap::new();
        for (path, position) in self.by_id.values() {
            children.entry(&path[..path.len().saturating_sub(1)]).or_default().push((*position, path));
        }
        children.values_mut().for_each(|some| some.sort());
        branch(&[], &children, &counts)
    }

    /// The ids from the first level down to the column at the end of the path.
    pub fn ids(&mut self, writer: &Writer, path: &[String]) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = Vec::with_capacity(path.len());
        for (level, title) in (1..).zip(path) {
            let here = &path[..level as usize];
            let id = match self.by_path.get(here) {
                Some(id) => *id,
                None => {
                    let siblings = self.last.get(&here[..here.len() - 1]).copied().unwrap_or(0);
                    let row = catalog_column::Model {
                        id: writer.clock.id(),
                        catalog_id: self.catalog_id,
                        parent_id: ids.last().copied(),
                        level,
                        title: title.clone(),
                        path: Texts(here.to_vec()),
                        position: siblings + 1,
                    };
                    self.met(&row);
                    let id = row.id;
                    self.new.push(row);
                    id
                }
            };
            ids.push(id);
        }
        ids
    }
}

/// The columns beneath a path; there are three levels at most.
fn branch(
    path: &[String],
    children: &HashMap<&[String], Vec<(i32, &[String])>>,
    counts: &HashMap<Vec<String>, u64>,
) -> Vec<ColumnCount> {
    let column = |(_, path): &(i32, &[String])| ColumnCount {
        title: path.last().cloned().unwrap_or_default(),
        entries: counts.get(*path).copied().unwrap_or(0),
        children: branch(path, children, counts),
    };
    children.get(path).into_iter().flatten().map(column).collect()
}
