//! The conditions that filters set, as SQL.

use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::text;
use crate::types::filter::*;
use chrono::Utc;
use entity::unit_ancestor;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{Condition, DatabaseBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

/// How deep `and`, `or` and `not` may nest.
pub const MAX_DEPTH: usize = 4;
/// How many values an `in` may list, and how many filters an `and` or `or`.
pub const MAX_LIST: usize = 100;
/// How many characters a text in a filter may have.
pub const MAX_TEXT: usize = 500;

/// How many characters may be searched for.
pub const MAX_CONTAINS: usize = 100;

/// Where a filter stands: what its conditions need to know, and what their errors name.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The engine: two words differ between them.
    pub backend: DatabaseBackend,
    /// The path, such as `filter.or[1]`.
    pub path: &'a str,
    /// How deep.
    pub depth: usize,
}

impl Place<'_> {
    fn at(&self, field: &str) -> String {
        format!("{}.{field}", self.path)
    }
}

/// A filter that combines by `and`, `or` and `not`.
pub trait Combined: Sized {
    /// The filters that must all hold, that one of must hold, that must not hold.
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>);
}

/// The conditions of a filter with all that it combines. `own` gives those of one filter's own fields.
pub fn combine<F: Combined>(
    filter: &F,
    place: Place<'_>,
    own: &dyn Fn(&F, Place<'_>) -> Result<Condition>,
) -> Result<Condition> {
    if place.depth > MAX_DEPTH {
        return Err(Error::bad_input(
            place.path,
            text!("筛选条件最多嵌套 {MAX_DEPTH} 层", "filters nest at most {MAX_DEPTH} deep"),
        ));
    }
    let mut all = own(filter, place)?;
    let (and, or, not) = filter.combined();
    for (field, list) in [("and", and), ("or", or)] {
        let Some(list) = list else { continue };
        checked(list.len(), MAX_LIST, &place.at(field))?;
        let mut group = if field == "and" { Condition::all() } else { Condition::any() };
        for (number, filter) in list.iter().enumerate() {
            let path = format!("{}[{number}]", place.at(field));
            group = group.add(combine(filter, Place { path: &path, depth: place.depth + 1, ..place }, own)?);
        }
        // One of nothing is nothing.
        all = all.add(if list.is_empty() && field == "or" { Condition::all().add(Expr::val(1).eq(0)) } else { group });
    }
    if let Some(filter) = not {
        let path = place.at("not");
        // A row where the inner condition is unknown (a date that is not stated, say) does not meet it, so it meets its
        // opposite.
        let inner: Expr = combine(filter, Place { path: &path, depth: place.depth + 1, ..place }, own)?.into();
        all = all.add(Expr::from(Func::coalesce([inner, Expr::val(false)])).not());
    }
    Ok(all)
}

fn checked(length: usize, most: usize, path: &str) -> Result<()> {
    match length <= most {
        true => Ok(()),
        false => {
            Err(Error::bad_input(path, text!("最多 {most} 个，而不是 {length} 个", "at most {most}, not {length}")))
        }
    }
}

fn text_value(text: &str, path: &str) -> Result<()> {
    if text.contains('\0') {
        return Err(Error::bad_input(path, text!("含有零字符 (U+0000)", "it holds a zero character")));
    }
    checked(text.chars().count(), MAX_TEXT, path)
}

/// Conditions on a text column.
pub fn text(column: impl Into<Expr>, filter: &TextFilter, place: Place<'_>, field: &str) -> Result<Condition> {
    let column = column.into();
    let mut all = Condition::all();
    if let Some(eq) = &filter.eq {
        text_value(eq, &place.at(&format!("{field}.eq")))?;
        all = all.add(column.clone().eq(eq.as_str()));
    }
    if let Some(list) = &filter.one_of {
        let path = place.at(&format!("{field}.in"));
        checked(list.len(), MAX_LIST, &path)?;
        list.iter().try_for_each(|text| text_value(text, &path))?;
        all = all.add(column.clone().is_in(list.iter().map(String::as_str)));
    }
    if let Some(part) = &filter.contains {
        let path = place.at(&format!("{field}.contains"));
        text_value(part, &path)?;
        let length = part.chars().count();
        if !(1..=MAX_CONTAINS).contains(&length) {
            return Err(Error::bad_input(
                path,
                text!(
                    "应为 1 至 {MAX_CONTAINS} 个字符，而不是 {length} 个",
                    "1 to {MAX_CONTAINS} characters, not {length}"
                ),
            ));
        }
        // Not LIKE: SQLite's ignores the case of Latin letters and PostgreSQL's does not.
        let find = if place.backend == DatabaseBackend::Postgres { "strpos" } else { "instr" };
        let found = Func::cust(find).arg(column).arg(Expr::val(part.as_str()));
        all = all.add(Expr::from(found).gt(0));
    }
    Ok(all)
}

/// Conditions on a yes-or-no column. Written as the index is, so that SQLite finds it.
pub fn boolean(column: impl Into<Expr>, filter: &BooleanFilter) -> Condition {
    let column = column.into();
    Condition::all().add_option(filter.eq.map(|eq| column.eq(eq)))
}

/// Conditions on a whole number.
pub fn integer(column: impl Into<Expr>, filter: &IntFilter, place: Place<'_>, field: &str) -> Result<Condition> {
    let column = column.into();
    if let Some(list) = &filter.one_of {
        checked(list.len(), MAX_LIST, &place.at(&format!("{field}.in")))?;
    }
    Ok(Condition::all()
        .add_option(filter.eq.map(|eq| column.clone().eq(eq)))
        .add_option(filter.one_of.as_ref().map(|list| column.clone().is_in(list.iter().copied())))
        .add_option(filter.gte.map(|gte| column.clone().gte(gte)))
        .add_option(filter.lte.map(|lte| column.clone().lte(lte))))
}

/// Conditions on a date.
pub fn date(column: impl Into<Expr>, filter: &DateFilter) -> Condition {
    let column = column.into();
    Condition::all()
        .add_option(filter.eq.map(|eq| column.clone().eq(eq.0)))
        .add_option(filter.gte.map(|gte| column.clone().gte(gte.0)))
        .add_option(filter.lte.map(|lte| column.clone().lte(lte.0)))
        .add_option(
            filter.is_null.map(|null| if null { column.clone().is_null() } else { column.clone().is_not_null() }),
        )
}

/// Conditions on an instant.
pub fn instant(column: impl Into<Expr>, filter: &DateTimeFilter) -> Condition {
    let column = column.into();
    Condition::all()
        .add_option(filter.gte.map(|gte| column.clone().gte(gte.0.with_timezone(&Utc))))
        .add_option(filter.lte.map(|lte| column.clone().lte(lte.0.with_timezone(&Utc))))
}

/// The keys that an id filter names; none where it says nothing.
pub fn ids(filter: &IdFilter, of: NodeType, place: Place<'_>, field: &str) -> Result<Option<Vec<Uuid>>> {
    let eq = filter.eq.as_ref().map(|id| of.key(id, &place.at(&format!("{field}.eq")))).transpose()?;
    let path = place.at(&format!("{field}.in"));
    let list = match &filter.one_of {
        None => None,
        Some(list) => {
            checked(list.len(), MAX_LIST, &path)?;
            Some(list.iter().map(|id| of.key(id, &path)).collect::<Result<Vec<_>>>()?)
        }
    };
    Ok(match (eq, list) {
        (None, list) => list,
        (Some(eq), None) => Some(vec![eq]),
        (Some(eq), Some(list)) => Some(if list.contains(&eq) { vec![eq] } else { vec![] }),
    })
}

/// Conditions on a column that refers to a unit.
pub fn unit_ref(column: impl Into<Expr>, filter: &UnitRefFilter, place: Place<'_>, field: &str) -> Result<Condition> {
    let column = column.into();
    let plain = IdFilter { eq: filter.eq.clone(), one_of: filter.one_of.clone() };
    let mut all = Condition::all();
    if let Some(ids) = ids(&plain, NodeType::Unit, place, field)? {
        all = all.add(one_of(column.clone(), ids));
    }
    if let Some(within) = &filter.within {
        let top = NodeType::Unit.key(within, &place.at(&format!("{field}.within")))?;
        all = all.add(column.in_subquery(beneath(top)));
    }
    Ok(all)
}

/// One value is compared as one value: the engines plan that better than a list of one.
pub fn one_of(column: Expr, ids: Vec<Uuid>) -> Expr {
    match ids[..] {
        [id] => column.eq(id),
        _ => column.is_in(ids),
    }
}

/// A unit and all beneath it.
pub fn beneath(top: Uuid) -> SelectStatement {
    unit_ancestor::Entity::find()
        .select_only()
        .column(unit_ancestor::Column::UnitId)
        .filter(Expr::col(unit_ancestor::Column::AncestorId).eq(top))
        .into_query()
}

/// A select of nothing but that rows are there.
pub fn any_row() -> SelectStatement {
    let mut select = Query::select();
    select.expr(Expr::cust("1"));
    select
}
