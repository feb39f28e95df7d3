//! Editions of the catalog and their entries.

use super::catalog_column::Columns;
use super::catalog_entry::{changed, entry, same};
use super::check::Check;
use super::unit::{UnitRow, units};
use super::{Deed, Outcome, Problem, Verdict, Writer, canonical, deadline, insert_all, update_all};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use entity::value::{
    Audience, ChangeKind, DisclosureChannel, DisclosureMethod, GovernmentTier, SubjectType, UnitKind, UnitLevel,
};
use entity::{catalog, catalog_column, catalog_entry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Which edition rows belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Whose catalog it is.
    pub jurisdiction: String,
    /// The edition's name.
    pub edition: String,
    /// Title; that of the edition stays, or follows from the jurisdiction's name, where none is given.
    pub title: Option<String>,
    /// First day on which it is in effect; that of the edition stays where none is given.
    pub effective_on: Option<NaiveDate>,
}

/// What to do with a unit that nobody has told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum UnknownUnits {
    /// Make it, by the name as written.
    #[default]
    Create,
    /// Reject the row.
    Reject,
}

/// A catalog entry, as a file tells it once merged cells are filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CatalogRow {
    /// The unit that discloses: its code, full name or short name.
    pub unit: String,
    /// Titles of the one to three columns, the first level first.
    pub columns: Vec<String>,
    /// 公开事项.
    pub item: String,
    /// 序号.
    pub serial: Option<String>,
    /// 内容规范.
    pub content_norm: String,
    /// 公开时限.
    pub time_limit: String,
    /// 公开依据.
    pub legal_basis: Vec<String>,
    /// 公开方式.
    pub method: DisclosureMethod,
    /// 公开对象.
    pub audience: Option<Audience>,
    /// 公开渠道和载体.
    pub channels: Vec<DisclosureChannel>,
    /// 公开层级.
    pub tiers: Vec<GovernmentTier>,
    /// 责任处室.
    pub responsible_office: Option<String>,
    /// 责任人.
    pub responsible_person: Option<String>,
    /// 联系电话.
    pub responsible_phone: Option<String>,
    /// 备注.
    pub remarks: Option<String>,
}

/// Writes the entries of an edition, which is made if it is not there. Tells what became of each row, and by the row's
/// index what is worth a notice.
pub async fn catalog(
    writer: &mut Writer,
    edition: &Edition,
    unknown_units: UnknownUnits,
    rows: &[CatalogRow],
) -> Result<(Vec<Verdict>, Vec<(usize, Problem)>)> {
    let catalog_id = put_edition(writer, edition).await?;
    let mut columns = Columns::load(writer, catalog_id).await?;
    let of_catalog = catalog_entry::Column::CatalogId.eq(catalog_id);
    let held = catalog_entry::Entity::find().filter(of_catalog).all(&writer.txn).await?;
    let mut held: HashMap<(Uuid, Uuid, String), catalog_entry::Model> =
        held.into_iter().map(|row| ((row.unit_id, row.column_id, row.item.clone()), row)).collect();
    let (mut verdicts, mut notices) = (Vec::with_capacity(rows.len()), Vec::new());
    let (mut inserts, mut updates) = (Vec::new(), Vec::new());
    let mut met = HashSet::new();
    // Entries whose limits say something else now.
    let mut relimited = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let (unit_id, unit_code) = match unit(writer, row, unknown_units).await? {
            Ok((unit_id, code, notice)) => {
                notices.extend(notice.map(|notice| (place, notice)));
                (unit_id, code)
            }
            Err(problems) => {
                verdicts.push(Err(problems));
                continue;
            }
        };
        let column_ids = columns.ids(writer, &row.columns);
        let Some(entry) = entry(writer, edition, row, (catalog_id, unit_id, &unit_code), &column_ids)? else {
            return Err(Error::Internal("a catalog row without columns has passed the check".into()));
        };
        let key = (unit_id, entry.column_id, entry.item.clone());
        let before = held.get(&key).cloned();
        // Under another name of its unit, say; the file's own words are the importer's matter.
        if !met.insert(key.clone()) && before.as_ref().is_none_or(|before| !same(before, &entry)) {
            let reason = "the same entry stands earlier in the file with other content";
            verdicts.push(Err(vec![Problem::new("disclosure_item", reason)]));
            continue;
        }
        verdicts.push(Ok(match &before {
            None => Outcome::Created,
            Some(before) if same(before, &entry) => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        }));
        let Some(entry) = changed(writer, before.as_ref(), entry).await? else { continue };
        if before.as_ref().is_some_and(|before| before.time_limit != entry.time_limit) {
            relimited.push(entry.id);
        }
        held.insert(key, entry.clone());
        if before.is_some() { updates.push(entry) } else { inserts.push(entry) }
    }
    insert_all::<catalog_column::Entity>(&writer.txn, columns.new).await?;
    insert_all::<catalog_entry::Entity>(&writer.txn, inserts).await?;
    update_all::<catalog_entry::Entity>(&writer.txn, updates, None).await?;
    deadline::of_entries(writer, &relimited).await?;
    writer.entries = None;
    Ok((verdicts, notices))
}

async fn put_edition(writer: &mut Writer, edition: &Edition) -> Result<Uuid> {
    let mut check = Check::default();
    check.line("jurisdiction", &edition.jurisdiction, 100);
    check.line("edition", &edition.edition, 100);
    check.line_if("title", edition.title.as_deref(), 500);
    check.date("effective-on", edition.effective_on);
    if let Err(problems) = check.done() {
        let told: Vec<_> = problems.into_iter().map(|it| format!("{} {}", it.path, it.reason)).collect();
        return Err(Error::bad_input("catalog", told.join("; ")));
    }
    let held = catalog::Entity::find()
        .filter(catalog::Column::Jurisdiction.eq(&edition.jurisdiction))
        .filter(catalog::Column::Edition.eq(&edition.edition))
        .one(&writer.txn)
        .await?;
    let default_title = || format!("{}政府信息主动公开目录", edition.jurisdiction);
    let mut row = catalog::Model {
        id: held.as_ref().map_or_else(|| writer.clock.id(), |held| held.id),
        jurisdiction: edition.jurisdiction.clone(),
        edition: edition.edition.clone(),
        title: (edition.title.clone())
            .or_else(|| held.as_ref().map(|held| held.title.clone()))
            .unwrap_or_else(default_title),
        effective_on: edition.effective_on.or(held.as_ref().and_then(|held| held.effective_on)),
        superseded_on: held.as_ref().and_then(|held| held.superseded_on),
        version: held.as_ref().map_or(1, |held| held.version + 1),
        content_hash: String::new(),
        updated_at: writer.now,
    };
    row.content_hash = canonical::hash(&serde_json::json!({
        "jurisdiction": row.jurisdiction,
        "edition": row.edition,
        "title": row.title,
        "effectiveOn": row.effective_on,
        "supersededOn": row.superseded_on,
    }))?;
    if held.as_ref().is_some_and(|held| held.content_hash == row.content_hash) {
        return Ok(row.id);
    }
    let mut kinds = Vec::new();
    if held.as_ref().is_none_or(|held| held.title != row.title) {
        kinds.push(ChangeKind::Content);
    }
    if held.as_ref().is_none_or(|held| held.effective_on != row.effective_on) {
        kinds.push(ChangeKind::Metadata);
    }
    let before = held.as_ref().map(|held| held.content_hash.clone());
    let id = row.id;
    let (version, after) = (row.version, Some(row.content_hash.clone()));
    match held {
        None => insert_all::<catalog::Entity>(&writer.txn, vec![row]).await?,
        Some(_) => update_all::<catalog::Entity>(&writer.txn, vec![row], None).await?,
    }
    let subject = (SubjectType::Catalog, id);
    let deed = Deed { subject, action: "IMPORT", kinds: Some(kinds), version, before, after, reason: None };
    writer.log(deed).await?;
    Ok(id)
}

/// The id and code of a row's unit, with a notice where it had to be made; or all that is wrong with the row.
async fn unit(
    writer: &mut Writer,
    row: &CatalogRow,
    unknown_units: UnknownUnits,
) -> Result<Result<(Uuid, String, Option<Problem>), Vec<Problem>>> {
    let mut check = Check::default();
    check.line("unit", &row.unit, 500);
    if row.columns.is_empty() || row.columns.len() > 3 {
        check.problem("column_l1", "is required");
    }
    for (level, title) in (1..).zip(&row.columns) {
        check.line(&format!("column_l{level}"), title, 500);
    }
    check.line("disclosure_item", &row.item, 500);
    check.line_if("serial", row.serial.as_deref(), 100);
    check.text("content_norm", &row.content_norm);
    check.text("time_limit", &row.time_limit);
    for basis in &row.legal_basis {
        check.line("legal_basis", basis, 500);
    }
    check.line_if("responsible_office", row.responsible_office.as_deref(), 500);
    check.line_if("responsible_person", row.responsible_person.as_deref(), 500);
    check.line_if("remark_phone", row.responsible_phone.as_deref(), 500);
    check.text("remarks", row.remarks.as_deref().unwrap_or_default());
    let directory = writer.directory().await?;
    let found = directory.named(&row.unit);
    if found.len() > 1 {
        let codes: Vec<_> = found.iter().map(|unit| unit.code.as_str()).collect();
        check.problem("unit", format!("{:?} may be any of {}; write the code", row.unit, codes.join(", ")));
    }
    if found.is_empty() && unknown_units == UnknownUnits::Reject {
        check.problem("unit", format!("no unit has the code or name {:?}", row.unit));
    }
    if let Err(problems) = check.done() {
        return Ok(Err(problems));
    }
    if let Some(unit) = found.first() {
        return Ok(Ok((unit.id, unit.code.clone(), None)));
    }
    let new = UnitRow {
        code: row.unit.clone(),
        name: row.unit.clone(),
        short_name: None,
        kind: UnitKind::Department,
        level: UnitLevel::City,
        parent_code: None,
    };
    for verdict in units(writer, &[new]).await? {
        if let Err(problems) = verdict {
            let told = problems.into_iter().map(|it| Problem::new("unit", it.reason)).collect();
            return Ok(Err(told));
        }
    }
    let notice = format!("no unit had the code or name {:?}; it was made, as a department of the city", row.unit);
    match writer.directory().await?.id(&row.unit) {
        Some(id) => Ok(Ok((id, row.unit.clone(), Some(Problem::new("unit", notice))))),
        None => Err(Error::Internal("a unit that was made is not there".into())),
    }
}
