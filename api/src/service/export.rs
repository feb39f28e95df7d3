//! Taking a catalog out, such that bringing it in again changes nothing: as a workbook in the Hefei template, as CSV
//! with the canonical headers, as JSON.

use super::write::{CatalogRow, Parts};
use crate::error::{Error, Result};
use entity::{catalog, catalog_column, catalog_entry, unit};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

mod csv;
mod workbook;

pub use csv::csv;
pub use workbook::workbook;

/// What is to be taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Whose catalog; that of the newest edition where none is given.
    pub jurisdiction: Option<String>,
    /// Which edition; the newest where none is given.
    pub edition: Option<String>,
    /// Code or name of the one unit whose entries are wanted.
    pub unit: Option<String>,
    /// With 责任人 and 联系电话, which are not for the public.
    pub with_contacts: bool,
}

/// The entries of an edition, in the order of units and columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Whose catalog it is.
    pub jurisdiction: String,
    /// Name of the edition.
    pub edition: String,
    /// Title of the edition.
    pub title: String,
    /// The entries.
    pub entries: Vec<CatalogRow>,
    /// Whether whom to call is among them.
    #[serde(skip)]
    pub with_contacts: bool,
}

/// Reads what is wanted.
pub async fn catalog(db: &DatabaseConnection, wanted: &Wanted) -> Result<Exported> {
    let edition = edition(db, wanted).await?;
    let units = unit::Entity::find().all(db).await?;
    let mut select = catalog_entry::Entity::find().filter(catalog_entry::Column::CatalogId.eq(edition.id));
    if let Some(name) = &wanted.unit {
        select = select.filter(catalog_entry::Column::UnitId.eq(called(&units, name)?));
    }
    let labels = labels(&units);
    let columns = catalog_column::Column::CatalogId.eq(edition.id);
    let columns = catalog_column::Entity::find().filter(columns).all(db).await?;
    let columns: HashMap<Uuid, catalog_column::Model> = columns.into_iter().map(|column| (column.id, column)).collect();
    let position = |id: Option<Uuid>| id.and_then(|id| columns.get(&id)).map(|column| column.position);
    let mut rows = select.all(db).await?;
    rows.sort_by_cached_key(|row| {
        let levels = [Some(row.first_level_column_id), row.second_level_column_id, row.third_level_column_id];
        let code = labels.get(&row.unit_id).map(|(code, _)| (*code).to_owned());
        (code, levels.map(position), row.id)
    });
    let entry = |row: catalog_entry::Model| CatalogRow {
        unit: labels.get(&row.unit_id).map(|(_, name)| (*name).to_owned()).unwrap_or_default(),
        columns: columns.get(&row.column_id).map(|column| column.path.0.clone()).unwrap_or_default(),
        item: row.item,
        serial: row.serial,
        content_norm: row.content_norm,
        time_limit: row.time_limit,
        legal_basis: row.legal_basis.0,
        method: row.method,
        audience: row.audience,
        channels: row.channels.0,
        tiers: row.tiers.0,
        responsible_office: row.responsible_office,
        responsible_person: row.responsible_person.filter(|_| wanted.with_contacts),
        responsible_phone: row.responsible_phone.filter(|_| wanted.with_contacts),
        remarks: row.remarks,
        untold: Parts::default(),
    };
    Ok(Exported {
        entries: rows.into_iter().map(entry).collect(),
        jurisdiction: edition.jurisdiction,
        edition: edition.edition,
        title: edition.title,
        with_contacts: wanted.with_contacts,
    })
}

/// As JSON, for programs: codes of the vocabularies, one object an entry.
pub fn json(exported: &Exported) -> Result<Vec<u8>> {
    let mut value = serde_json::to_value(exported).map_err(|error| Error::Internal(error.to_string()))?;
    if !exported.with_contacts {
        let entries = value.get_mut("entries").and_then(|it| it.as_array_mut());
        for entry in entries.into_iter().flatten().filter_map(|entry| entry.as_object_mut()) {
            entry.remove("responsiblePerson");
            entry.remove("responsiblePhone");
        }
    }
    serde_json::to_vec_pretty(&value).map_err(|error| Error::Internal(error.to_string()))
}

async fn edition(db: &DatabaseConnection, wanted: &Wanted) -> Result<catalog::Model> {
    let mut select = catalog::Entity::find();
    if let Some(jurisdiction) = &wanted.jurisdiction {
        select = select.filter(catalog::Column::Jurisdiction.eq(jurisdiction));
    }
    if let Some(edition) = &wanted.edition {
        select = select.filter(catalog::Column::Edition.eq(edition));
    }
    let editions = select.all(db).await?;
    let owners: BTreeSet<&str> = editions.iter().map(|edition| edition.jurisdiction.as_str()).collect();
    if owners.len() > 1 {
        let owners: Vec<&str> = owners.into_iter().collect();
        return Err(Error::usage("jurisdiction", format!("is needed: there are catalogs of {}", owners.join(", "))));
    }
    let newest = editions.into_iter().max_by_key(|edition| (edition.effective_on, edition.id));
    newest.ok_or_else(|| Error::usage("edition", "there is no such catalog"))
}

fn called(units: &[unit::Model], name: &str) -> Result<Uuid> {
    let is_it =
        |unit: &&unit::Model| unit.code == name || unit.name == name || unit.short_name.as_deref() == Some(name);
    let found: Vec<&unit::Model> = match units.iter().find(|unit| unit.code == name) {
        Some(unit) => vec![unit],
        None => units.iter().filter(is_it).collect(),
    };
    match found.as_slice() {
        [unit] => Ok(unit.id),
        [] => Err(Error::usage("unit", format!("no unit has the code or name {name:?}"))),
        several => {
            let codes: Vec<&str> = several.iter().map(|unit| unit.code.as_str()).collect();
            Err(Error::usage("unit", format!("{name:?} may be any of {}", codes.join(", "))))
        }
    }
}

/// Each unit's code, and the name by which a file calls it: its own if no other unit may be meant, else its code.
fn labels(units: &[unit::Model]) -> HashMap<Uuid, (&str, &str)> {
    let mut owners: HashMap<&str, BTreeSet<Uuid>> = HashMap::new();
    for unit in units {
        for label in [Some(&unit.code), Some(&unit.name), unit.short_name.as_ref()].into_iter().flatten() {
            owners.entry(label).or_default().insert(unit.id);
        }
    }
    let is_clear = |unit: &unit::Model| owners.get(unit.name.as_str()).is_some_and(|owners| owners.len() == 1);
    let name = |unit| if is_clear(unit) { unit.name.as_str() } else { unit.code.as_str() };
    units.iter().map(|unit| (unit.id, (unit.code.as_str(), name(unit)))).collect()
}

/// A column of a table that is taken out: its canonical header, that of the template, its width there.
pub(super) struct Heading {
    pub name: &'static str,
    pub label: &'static str,
    pub width: f64,
    pub cell: fn(&CatalogRow) -> String,
}

/// The headings of the template in its order, then those that it does not have.
pub(super) fn headings(with_contacts: bool) -> Vec<Heading> {
    fn level(row: &CatalogRow, level: usize) -> String {
        row.columns.get(level).cloned().unwrap_or_default()
    }
    fn labels<T: Copy>(words: &[T], label: fn(T) -> &'static str) -> String {
        words.iter().map(|word| label(*word)).collect::<Vec<_>>().join("、")
    }
    let heading = |name, label, width, cell: fn(&CatalogRow) -> String| Heading { name, label, width, cell };
    // A blank serial says that of the row above; none at all is told as forms tell it.
    let mut headings = vec![
        heading("serial", "序号", 6.0, |row| row.serial.clone().unwrap_or_else(|| "/".into())),
        heading("unit", "公开主体", 16.0, |row| row.unit.clone()),
        heading("column_l1", "一级栏目", 12.0, |row| level(row, 0)),
        heading("column_l2", "二级栏目", 12.0, |row| level(row, 1)),
        heading("column_l3", "三级栏目", 12.0, |row| level(row, 2)),
        heading("disclosure_item", "公开事项", 24.0, |row| row.item.clone()),
        heading("content_norm", "内容规范", 48.0, |row| row.content_norm.clone()),
        heading("time_limit", "公开时限", 18.0, |row| row.time_limit.clone()),
        heading("responsible_office", "责任处室", 12.0, |row| row.responsible_office.clone().unwrap_or_default()),
    ];
    if with_contacts {
        headings.extend([
            heading("responsible_person", "责任人", 9.0, |row| row.responsible_person.clone().unwrap_or_default()),
            heading("remark_phone", "备注(联系电话)", 14.0, |row| {
                row.responsible_phone.clone().unwrap_or_default()
            }),
        ]);
    }
    headings.extend([
        heading("legal_basis", "公开依据", 30.0, |row| row.legal_basis.join("\n")),
        heading("method", "公开方式", 10.0, |row| row.method.label().into()),
        heading("audience", "公开对象", 10.0, |row| row.audience.map(|it| it.label().into()).unwrap_or_default()),
        heading("channels", "公开渠道和载体", 22.0, |row| labels(&row.channels, |it| it.label())),
        heading("tiers", "公开层级", 10.0, |row| labels(&row.tiers, |it| it.label())),
        heading("remarks", "备注", 16.0, |row| row.remarks.clone().unwrap_or_default()),
    ]);
    headings
}
