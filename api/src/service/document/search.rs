//! Searching in titles by the pairs of characters that they hold.

use super::{DocumentParent, Documents, Rest};
use crate::error::Result;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::service::filter;
use crate::service::listing::{self, ListOf, OrderKey};
use chrono::{NaiveDate, NaiveTime};
use entity::document::{Column, Entity, Model};
use entity::document_bigram::bigrams;
use entity::value::validity::FIRST_DAY;
use entity::{bigram, document_bigram};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType};
use sea_orm::{Condition, DatabaseBackend, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait};

/// Documents that are rather sorted than looked for: where a pair is in no more titles than this, those are read and
/// put in order; where it is in more, a walk in order meets a page of them soon.
const FEW: i32 = 1_000;

/// What titles are searched for, if by pairs: a single character has none, and what is no text to search for is left
/// to be refused.
pub(super) fn searched(list: &ListOf<Documents>) -> Option<&str> {
    let text = list.filter.as_ref()?.title.as_ref()?.contains.as_deref()?;
    let is_text = !text.contains('\0') && (2..=filter::MAX_CONTAINS).contains(&text.chars().count());
    is_text.then_some(text)
}

/// The pair under which to look: the one of two characters; else the rarest, as the database knows it when the
/// statement begins. One that no title has ever held is the rarest. What is counted wrongly costs time, nothing else.
pub(super) fn rarest(text: &str) -> Expr {
    if text.chars().nth(2).is_none() { Expr::val(text) } else { rarest_of(text, None) }
}

/// The same, or null where even the rarest is in more than so many titles.
fn rarest_of(text: &str, most: Option<i32>) -> Expr {
    // Both engines name the column of a list of values so.
    let pair = Expr::col((Alias::new("pair"), Alias::new("column1")));
    let count = Func::coalesce([Expr::col((bigram::Entity, bigram::Column::Documents)), Expr::val(0)]);
    let mut select = Query::select();
    select
        .expr(pair.clone())
        .from_values(bigrams(text), "pair")
        .left_join(bigram::Entity, pair.equals((bigram::Entity, bigram::Column::Text)))
        .order_by_expr(count.clone().into(), Order::Asc)
        .limit(1);
    if let Some(most) = most {
        select.and_where(Expr::from(count).lte(most));
    }
    Expr::SubQuery(None, Box::new(select.into()))
}

/// A page of a list that is searched but not read from the index: one of a unit's own documents, or in another order
/// than that of publication. Of its two halves the database runs one and finds at once that the other has nothing: in
/// the one a key, in the other a bound of the order is null.
pub(super) fn page(
    reader: &Reader,
    parent: DocumentParent,
    list: &ListOf<Documents>,
    order: &[OrderKey<Model>],
    text: &str,
) -> Result<SelectStatement> {
    let all = Rest { parent, filter: list.filter.clone() }.condition(reader, list)?;
    let few = rarest_of(text, Some(FEW));
    let mut found = Query::select();
    found
        .column((document_bigram::Entity, document_bigram::Column::DocumentId))
        .from(document_bigram::Entity)
        .and_where(Expr::col((document_bigram::Entity, document_bigram::Column::Bigram)).eq(few.clone()));
    let sorted = all.clone().add(super::column(Column::Id).in_subquery(found));
    let walked = all.add(unless(few, &order[0], list.window.backward, reader.backend()));
    let half = |condition: Condition| {
        let rows = Entity::find().select_only().column(Column::Id).filter(condition).into_query();
        let mut half = Query::select();
        let id = (Alias::new("half"), Column::Id);
        half.column(id).from_subquery(listing::windowed(rows, order, &list.window), "half");
        half
    };
    let mut halves = half(sorted);
    halves.union(UnionType::All, half(walked));
    let mut select = Entity::find().into_query();
    let hit = Expr::col((Alias::new("page"), Column::Id));
    select.join_subquery(JoinType::InnerJoin, halves, "page", hit.equals((Entity, Column::Id)));
    listing::sorted(&mut select, order, list.window.backward);
    Ok(select)
}

/// A condition on the first key of an order that every row meets, and none where `this` is something. It bounds the end
/// to which the walk runs: where it begins is bounded by cursors.
fn unless<M>(this: Expr, key: &OrderKey<M>, backward: bool, backend: DatabaseBackend) -> Expr {
    let ends_first = key.descending != backward;
    let day = if ends_first { FIRST_DAY } else { NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX) };
    let (end, kind) = match key.kind {
        KeyKind::Instant => (Key::Instant(day.and_time(NaiveTime::MIN).and_utc()), "timestamptz"),
        _ => (Key::Day(day), "date"),
    };
    let end = match backend {
        // It does not see the type through the condition.
        DatabaseBackend::Postgres => Expr::val(end).cast_as(kind),
        _ => Expr::val(end),
    };
    let end: Expr = Expr::case(this.is_null(), end).into();
    if ends_first { key.expr.clone().gte(end) } else { key.expr.clone().lte(end) }
}
