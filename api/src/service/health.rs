//! 公开情况: what is due of a unit, what is done, what is late, and which columns stand still.
//!
//! All of it is asked in a handful of statements for any number of units, and counted in one pass; `tally` does the
//! counting and knows no database.

use super::catalog;
use super::listing;
use crate::error::Result;
use crate::scope::{civil_day, end_of};
use crate::service::db::Read;
use crate::service::{Reader, VALUES};
use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::value::time_limit;
use entity::{catalog_column, catalog_entry, disclosure_deadline as deadline, document_catalog_entry as link};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use tally::Entry;
use uuid::Uuid;

mod rules;
mod tally;

pub use rules::{UpdateRule, UpdateRules};
pub use tally::{Health, Obligation, StaleColumn, State, Tally};

/// Obligations of all units of a request that are told one by one; beyond them they are only counted.
const MAX_OBLIGATIONS: u64 = 20_000;

/// Which figures: those that were true on a day, of what was due in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// What came later is left aside.
    pub as_of: NaiveDate,
    /// The year in which something was due.
    pub year: i32,
}

/// Whose figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// Those of a unit, under the editions in effect on the day.
    Unit(Uuid),
    /// Those of a unit, the second, under an edition, the first.
    Entrant(Uuid, Uuid),
    /// Those of all units together that have entries in an edition.
    Catalog(Uuid),
}

/// The figures of units under the editions in effect on the day, each with its unit; units without entries have none.
pub async fn of_units(reader: &Reader, question: Question, units: &[Uuid]) -> Result<BTreeMap<Uuid, Arc<Health>>> {
    let editions = catalog::in_effect(reader, question.as_of).await?;
    of(reader, question, &editions, Some(units)).await
}

/// The figures of every unit that has entries in an edition.
pub async fn of_catalog(reader: &Reader, question: Question, catalog: Uuid) -> Result<BTreeMap<Uuid, Arc<Health>>> {
    of(reader, question, &edition(reader, catalog).await?, None).await
}

async fn of(
    reader: &Reader,
    question: Question,
    editions: &[entity::catalog::Model],
    units: Option<&[Uuid]>,
) -> Result<BTreeMap<Uuid, Arc<Health>>> {
    let whose = whose(editions, units);
    let entries = entries(reader, question, editions, &whose).await?;
    let columns = columns(reader, editions).await?;
    // A narrow question is answered by entry, a wide one by day.
    let narrow = if units.is_some() { of_entries(&whose) } else { Condition::all() };
    let mut by_entry = documents(reader, question, &narrow).await?;
    for (id, undated) in undated(reader, question, &narrow).await? {
        by_entry.entry(id).or_default().undated = undated;
    }
    let recurring: Vec<Uuid> =
        entries.iter().filter(|it| it.limit.calendar_clause().is_some()).map(|it| it.id).collect();
    let publications = publications(reader, question, &recurring).await?;
    let counted = tally::Counted { documents: by_entry, publications, columns };
    let healths = tally::count(question, &entries, counted, &reader.common.update_rules);
    Ok(healths.into_iter().map(|(unit, health)| (unit, Arc::new(health))).collect())
}

fn whose(editions: &[entity::catalog::Model], units: Option<&[Uuid]>) -> Condition {
    let column = |column: catalog_entry::Column| Expr::col((catalog_entry::Entity, column));
    let all = Condition::all().add(column(catalog_entry::Column::CatalogId).is_in(editions.iter().map(|it| it.id)));
    all.add_option(units.map(|units| column(catalog_entry::Column::UnitId).is_in(listing::any_of(units))))
}

/// Deadlines of these entries.
fn of_entries(whose: &Condition) -> Condition {
    let ids = Query::select()
        .column(catalog_entry::Column::Id)
        .from(catalog_entry::Entity)
        .cond_where(whose.clone())
        .to_owned();
    Condition::all().add(deadline::Column::CatalogEntryId.in_subquery(ids))
}

/// The entries, with the day on which something was last published under each.
async fn entries(
    reader: &Reader,
    question: Question,
    editions: &[entity::catalog::Model],
    whose: &Condition,
) -> Result<Vec<Entry>> {
    let years: HashMap<Uuid, Option<i32>> = editions.iter().map(|it| (it.id, catalog::year(it))).collect();
    let last = Query::select()
        .expr(Expr::col((link::Entity, link::Column::PublishedAt)).max())
        .from(link::Entity)
        .and_where(
            Expr::col((link::Entity, link::Column::CatalogEntryId))
                .equals((catalog_entry::Entity, catalog_entry::Column::Id)),
        )
        .and_where(Expr::col((link::Entity, link::Column::PublishedAt)).lt(end_of(question.as_of)))
        .to_owned();
    type Row = (Uuid, Uuid, Uuid, Uuid, String, Option<DateTime<Utc>>);
    let rows: Vec<Row> = catalog_entry::Entity::find()
        .select_only()
        .column(catalog_entry::Column::Id)
        .column(catalog_entry::Column::CatalogId)
        .column(catalog_entry::Column::UnitId)
        .column(catalog_entry::Column::ColumnId)
        .column(catalog_entry::Column::TimeLimit)
        .expr_as(Expr::SubQuery(None, Box::new(last.into())), "last_published_at")
        .filter(whose.clone())
        .order_by_asc(catalog_entry::Column::Id)
        .into_tuple()
        .rows(&reader.db)
        .await?;
    // Thousands of entries share a few dozen limits.
    let mut limits: HashMap<String, Arc<time_limit::TimeLimit>> = HashMap::new();
    let entry = |(id, catalog_id, unit_id, column_id, limit, last): Row| Entry {
        id,
        unit_id,
        column_id,
        year: years.get(&catalog_id).copied().flatten(),
        limit: limits.entry(limit).or_insert_with_key(|text| Arc::new(time_limit::parse(text))).clone(),
        last_published_on: last.map(civil_day),
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The titles of the columns, from the first level down.
async fn columns(reader: &Reader, editions: &[entity::catalog::Model]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = catalog_column::Entity::find()
        .filter(catalog_column::Column::CatalogId.is_in(editions.iter().map(|edition| edition.id)))
        .rows(&reader.db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.path.0)).collect())
}

fn year(question: Question) -> (NaiveDate, NaiveDate) {
    let day = |month, day| NaiveDate::from_ymd_opt(question.year, month, day).unwrap_or(question.as_of);
    (day(1, 1), day(12, 31))
}

/// Rows whose last day lies in the year, of documents that were formed by the day.
fn due(question: Question, narrow: &Condition) -> Condition {
    let (from, to) = year(question);
    narrow.clone().add(deadline::Column::DueOn.between(from, to)).add(deadline::Column::FormedOn.lte(question.as_of))
}

/// How an obligation that a document met, or is to meet, stands.
fn state(question: Question, state: State) -> Expr {
    let published = || deadline::Column::PublishedOn.into_expr();
    let due = || deadline::Column::DueOn.into_expr();
    let done = || published().lte(question.as_of);
    match state {
        State::OnTime => done().and(published().lte(due())),
        State::Late => done().and(published().gt(due())),
        State::Overdue => published().gt(question.as_of).and(due().lt(question.as_of)),
        State::Open => published().gt(question.as_of).and(due().gte(question.as_of)),
    }
}

/// Documents by entry, each counted where it stands.
async fn documents(reader: &Reader, question: Question, narrow: &Condition) -> Result<HashMap<Uuid, Tally>> {
    let count = |it: State| Expr::expr(Expr::case(state(question, it), 1)).count();
    let rows: Vec<(Uuid, i64, i64, i64, i64)> = deadline::Entity::find()
        .select_only()
        .column(deadline::Column::CatalogEntryId)
        .expr_as(count(State::OnTime), "on_time")
        .expr_as(count(State::Late), "late")
        .expr_as(count(State::Overdue), "overdue")
        .expr_as(count(State::Open), "open")
        .filter(due(question, narrow))
        .group_by(deadline::Column::CatalogEntryId)
        .into_tuple()
        .rows(&reader.db)
        .await?;
    let tally = |(id, on_time, late, overdue, open)| (id, Tally { on_time, late, overdue, open, undated: 0 });
    Ok(rows.into_iter().map(tally).collect())
}

/// Documents published in the year that do not say when they were formed.
async fn undated(reader: &Reader, question: Question, narrow: &Condition) -> Result<Vec<(Uuid, i64)>> {
    let (from, to) = year(question);
    let select = deadline::Entity::find()
        .select_only()
        .column(deadline::Column::CatalogEntryId)
        .expr_as(Expr::col(deadline::Column::DocumentId).count(), "undated")
        .filter(narrow.clone())
        .filter(deadline::Column::DueOn.is_null())
        .filter(deadline::Column::PublishedOn.between(from, Ord::min(to, question.as_of)))
        .group_by(deadline::Column::CatalogEntryId);
    Ok(select.into_tuple().rows(&reader.db).await?)
}

/// Documents that were not in time, or are not disclosed yet, the earliest first: for units together, or for editions.
pub async fn late_documents(
    reader: &Reader,
    question: Question,
    whose_figures: &[Whose],
) -> Result<HashMap<Whose, Vec<Obligation>>> {
    let mut units: HashMap<Option<Uuid>, Vec<Uuid>> = HashMap::new();
    let mut out: HashMap<Whose, Vec<Obligation>> = HashMap::new();
    for one in whose_figures {
        match *one {
            Whose::Unit(unit) => units.entry(None).or_default().push(unit),
            Whose::Entrant(catalog, unit) => units.entry(Some(catalog)).or_default().push(unit),
            Whose::Catalog(id) => {
                let found = late(reader, question, &whose(&edition(reader, id).await?, None)).await?;
                out.insert(*one, found.into_iter().map(|(_, obligation)| obligation).collect());
            }
        }
    }
    for (catalog, units) in units {
        let editions = match catalog {
            None => catalog::in_effect(reader, question.as_of).await?,
            Some(id) => edition(reader, id).await?,
        };
        for (unit, obligation) in late(reader, question, &whose(&editions, Some(&units))).await? {
            let key = catalog.map_or(Whose::Unit(unit), |catalog| Whose::Entrant(catalog, unit));
            out.entry(key).or_default().push(obligation);
        }
    }
    Ok(out)
}

async fn edition(reader: &Reader, id: Uuid) -> Result<Vec<entity::catalog::Model>> {
    Ok(catalog::by_ids(reader, &[id]).await?.into_values().collect())
}

/// The same of some entries, with their units.
async fn late(reader: &Reader, question: Question, whose: &Condition) -> Result<Vec<(Uuid, Obligation)>> {
    let missed = deadline::Column::PublishedOn.into_expr().gt(deadline::Column::DueOn.into_expr());
    let pending = deadline::Column::PublishedOn.gt(question.as_of);
    let rows = deadline::Entity::find()
        .find_also_related(catalog_entry::Entity)
        .filter(due(question, &of_entries(whose)))
        .filter(Condition::any().add(missed).add(pending))
        .order_by_asc(deadline::Column::DueOn)
        .order_by_asc(deadline::Column::CatalogEntryId)
        .order_by_asc(deadline::Column::DocumentId)
        .limit(MAX_OBLIGATIONS)
        .rows(&reader.db)
        .await?;
    let told = |(row, entry): (deadline::Model, Option<catalog_entry::Model>)| {
        Some((entry?.unit_id, Obligation::of_document(question, &row)?))
    };
    Ok(rows.into_iter().filter_map(told).collect())
}

/// The days on which something was published under each entry, in order: those of the year, and of the year before, in
/// which a week or a range of dates may begin.
async fn publications(reader: &Reader, question: Question, entries: &[Uuid]) -> Result<HashMap<Uuid, Vec<NaiveDate>>> {
    let (from, to) = year(question);
    let before = from.checked_sub_months(Months::new(12)).and_then(|day| day.pred_opt()).unwrap_or(from);
    let mut rows = Vec::new();
    for some in entries.chunks(VALUES) {
        let found: Vec<(Uuid, DateTime<Utc>)> = link::Entity::find()
            .select_only()
            .column(link::Column::CatalogEntryId)
            .column(link::Column::PublishedAt)
            .filter(link::Column::CatalogEntryId.is_in(listing::any_of(some)))
            .filter(link::Column::PublishedAt.gte(end_of(before)))
            .filter(link::Column::PublishedAt.lt(end_of(Ord::min(to, question.as_of))))
            .order_by_asc(link::Column::CatalogEntryId)
            .order_by_asc(link::Column::PublishedAt)
            .into_tuple()
            .rows(&reader.db)
            .await?;
        rows.extend(found);
    }
    Ok(listing::grouped(rows.into_iter().map(|(id, at)| (id, civil_day(at)))))
}
