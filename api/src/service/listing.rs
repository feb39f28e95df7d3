//! How a page of a list becomes one statement, for one parent or for many at once.

use crate::error::{Error, Result};
use crate::pagination::{CursorKey, Key, KeyKind, List, Page, PageArgs, Window};
use crate::service::db::{self, Db, Entities, Read};
use crate::service::{Reader, VALUES};
use crate::text;
use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, SelectStatement, UnionType};
use sea_orm::{EntityTrait, ModelTrait};
use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use uuid::Uuid;

/// One column by which a list of `M` is ordered.
pub struct OrderKey<M> {
    /// What the database orders by; an index stands behind it.
    pub expr: Expr,
    /// Greatest first.
    pub descending: bool,
    /// What sort of value.
    pub kind: KeyKind,
    /// The value of a row.
    pub read: fn(&M) -> Key,
}

/// A noun that is listed in pages, under the parents that it has.
pub trait Listed: Debug + Send + Sync + 'static {
    /// A row.
    type Model: ModelTrait<Entity: Entities + EntityTrait<Model = Self::Model>> + Clone + Send + Sync + 'static;
    /// Which rows.
    type Filter: Clone + Debug + Send + Sync + 'static;
    /// In what order.
    type Order: Clone + Debug + Send + Sync + 'static;
    /// Whose rows.
    type Parent: Copy + Debug + Eq + Hash + Send + Sync + 'static;

    /// The columns of an order, the row's own key last.
    fn order(order: &[Self::Order]) -> Vec<OrderKey<Self::Model>>;

    /// The rows of one page, in order, one more than asked for.
    fn page(reader: &Reader, parent: Self::Parent, list: &ListOf<Self>) -> Result<SelectStatement>;

    /// How many rows the whole list has, as `total`.
    fn total(reader: &Reader, parent: Self::Parent, list: &ListOf<Self>) -> Result<SelectStatement>;
}

/// A list of a noun as asked for.
pub type ListOf<L> = List<<L as Listed>::Filter, <L as Listed>::Order>;

/// A list under one parent: what is loaded together where several parents ask for the same.
pub struct ListKey<L: Listed> {
    /// Whose rows.
    pub parent: L::Parent,
    /// The list.
    pub list: Arc<ListOf<L>>,
}

impl<L: Listed> Clone for ListKey<L> {
    fn clone(&self) -> Self {
        Self { parent: self.parent, list: self.list.clone() }
    }
}

impl<L: Listed> PartialEq for ListKey<L> {
    fn eq(&self, other: &Self) -> bool {
        self.parent == other.parent && self.list == other.list
    }
}

impl<L: Listed> Eq for ListKey<L> {}

impl<L: Listed> Hash for ListKey<L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parent.hash(state);
        self.list.hash(state);
    }
}

impl<L: Listed> ListKey<L> {
    /// Resolves the arguments of a list.
    pub fn new(
        reader: &Reader,
        parent: L::Parent,
        args: PageArgs,
        filter: Option<L::Filter>,
        order: Option<Vec<L::Order>>,
        as_of: Option<NaiveDate>,
    ) -> Result<Self> {
        let order = order.unwrap_or_default();
        if order.len() > MAX_ORDER {
            return Err(Error::bad_input(
                "orderBy",
                text!("最多 {MAX_ORDER} 个排序键，而不是 {} 个", "at most {MAX_ORDER} keys, not {}", order.len()),
            ));
        }
        let kinds: Vec<KeyKind> = L::order(&order).iter().map(|key| key.kind).collect();
        let days = (as_of, reader.scope.today);
        let noun = std::any::type_name::<L>();
        let list = List::new(&reader.common.cursors, noun, parent, args, filter, order, &kinds, days)?;
        // What is wrong with the filter is told by the field itself, not by what is asked of its rows.
        L::total(reader, parent, &list)?;
        Ok(Self { parent, list: Arc::new(list) })
    }

    /// The cursor of a row.
    pub fn cursor(&self, cursors: &CursorKey, row: &L::Model) -> String {
        let place: Vec<Key> = L::order(&self.list.order).iter().map(|key| (key.read)(row)).collect();
        self.list.cursor(cursors, self.parent, &place)
    }
}

/// How many keys an order may have.
pub const MAX_ORDER: usize = 3;

/// The pages of many lists: one statement for all the parents that ask for the same list.
pub async fn load<L: Listed>(reader: &Reader, keys: &[ListKey<L>]) -> Result<HashMap<ListKey<L>, Arc<Page<L::Model>>>> {
    let mut out = HashMap::new();
    for (list, parents) in by_list(keys) {
        let arms = parents.iter().map(|parent| Ok((*parent, L::page(reader, *parent, &list)?)));
        let arms = arms.collect::<Result<Vec<_>>>()?;
        for (parent, page) in pages::<<L::Model as ModelTrait>::Entity, _>(&reader.db, &list.window, arms).await? {
            out.insert(ListKey { parent, list: list.clone() }, Arc::new(page));
        }
    }
    Ok(out)
}

/// The totals of many lists, likewise.
pub async fn count<L: Listed>(reader: &Reader, keys: &[ListKey<L>]) -> Result<HashMap<ListKey<L>, i64>> {
    let mut out = HashMap::new();
    for (list, parents) in by_list(keys) {
        let arms = parents.iter().map(|parent| Ok((*parent, L::total(reader, *parent, &list)?)));
        for (parent, total) in totals(&reader.db, arms.collect::<Result<Vec<_>>>()?).await? {
            out.insert(ListKey { parent, list: list.clone() }, total);
        }
    }
    Ok(out)
}

fn by_list<L: Listed>(keys: &[ListKey<L>]) -> HashMap<Arc<ListOf<L>>, Vec<L::Parent>> {
    let mut out: HashMap<_, Vec<_>> = HashMap::new();
    for key in keys {
        out.entry(key.list.clone()).or_default().push(key.parent);
    }
    out
}

impl<M> OrderKey<M> {
    /// The key of the row itself, last in every order. UUIDv7: by itself, the order in which the rows came.
    pub fn id(expr: Expr, descending: bool, read: fn(&M) -> Key) -> Self {
        Self { expr, descending, kind: KeyKind::Id, read }
    }
}

/// The most parents of one statement: SQLite takes 500 parts of a compound select, PostgreSQL more.
const MAX_ARMS: usize = 400;

/// The rows of a window out of `select`, which names the columns and all conditions but the window's.
pub fn windowed<M>(mut select: SelectStatement, order: &[OrderKey<M>], window: &Window) -> SelectStatement {
    for (place, towards_end) in [(&window.after, true), (&window.before, false)] {
        if let Some(place) = place {
            select.and_where(seek(order, place, towards_end));
        }
    }
    sorted(&mut select, order, window.backward);
    // One more than asked for tells whether there is another page.
    select.limit(u64::from(window.limit) + 1);
    if window.offset > 0 {
        select.offset(u64::from(window.offset));
    }
    select
}

/// Orders a statement; a window from the back reads the list in reverse.
pub fn sorted<M>(select: &mut SelectStatement, order: &[OrderKey<M>], backward: bool) {
    for key in order {
        let direction = if key.descending != backward { Order::Desc } else { Order::Asc };
        select.order_by_expr(key.expr.clone(), direction);
    }
}

/// Rows behind (or before) a place. One comparison of rows where all keys run one way, so that an index over them
/// answers it; spelled out where they do not.
fn seek<M>(order: &[OrderKey<M>], place: &[Key], towards_end: bool) -> Expr {
    let value = |key: &Key| Expr::val(*key);
    let greater = |descending: bool| descending != towards_end;
    if order.iter().all(|key| key.descending == order[0].descending) {
        let (row, at): (Vec<_>, Vec<_>) = order.iter().zip(place).map(|(o, key)| (o.expr.clone(), value(key))).unzip();
        let (row, at) = (Expr::tuple(row), Expr::tuple(at));
        return if greater(order[0].descending) { row.gt(at) } else { row.lt(at) };
    }
    let mut any = Expr::val(false);
    for length in 0..order.len() {
        let mut all = Expr::val(true);
        for (key, at) in order[..length].iter().zip(place) {
            all = all.and(key.expr.clone().eq(value(at)));
        }
        let (key, at) = (order[length].expr.clone(), value(&place[length]));
        any = any.or(all.and(if greater(order[length].descending) { key.gt(at) } else { key.lt(at) }));
    }
    any
}

/// Runs one windowed statement for each parent, all in one statement, and makes pages of the rows.
async fn pages<E, P>(db: &Db, window: &Window, arms: Vec<(P, SelectStatement)>) -> Result<HashMap<P, Page<E::Model>>>
where
    E: Entities,
    P: Copy + Eq + Hash,
{
    let (parents, selects): (Vec<P>, Vec<_>) = arms.into_iter().unzip();
    let mut found: HashMap<P, Vec<E::Model>> = HashMap::new();
    for statement in numbered(selects) {
        for (arm, row) in db::arms::<E>(db, &statement).await? {
            let parent = parents.get(arm).ok_or_else(|| Error::Internal("a row of no parent".into()))?;
            found.entry(*parent).or_default().push(row);
        }
    }
    let pages = parents.into_iter().map(|parent| (parent, page(found.remove(&parent).unwrap_or_default(), window)));
    Ok(pages.collect())
}

fn page<M>(mut rows: Vec<M>, window: &Window) -> Page<M> {
    let more = rows.len() > window.limit as usize;
    rows.truncate(window.limit as usize);
    let (has_next, has_previous) = match window.backward {
        false => (more, window.after.is_some() || window.offset > 0),
        true => {
            rows.reverse();
            (window.before.is_some(), more)
        }
    };
    Page { rows: rows.into_iter().map(Arc::new).collect(), has_next, has_previous }
}

/// Counts for each parent, in one statement. Each select names one column.
async fn totals<P: Copy + Eq + Hash>(db: &Db, arms: Vec<(P, SelectStatement)>) -> Result<HashMap<P, i64>> {
    let (parents, selects): (Vec<P>, Vec<_>) = arms.into_iter().unzip();
    let mut out = HashMap::new();
    for statement in numbered(selects) {
        for (arm, total) in db::totals(db, &statement).await? {
            if let Some(parent) = parents.get(arm) {
                out.insert(*parent, total);
            }
        }
    }
    Ok(out)
}

/// `select count(*) as total` out of a select of rows.
pub fn counted(mut select: SelectStatement) -> SelectStatement {
    select.clear_selects().expr_as(Expr::cust("COUNT(*)"), db::TOTAL);
    select
}

/// Several selects in as few statements as the engines allow, one; each row with the number of its select.
fn numbered(mut selects: Vec<SelectStatement>) -> Vec<SelectStatement> {
    if selects.len() == 1 {
        return selects;
    }
    let mut out = Vec::new();
    let mut arms = selects.drain(..).enumerate().map(|(number, select)| {
        let mut arm = SelectStatement::new();
        // The number is written out, not bound: it is ours, and PostgreSQL need not guess its type.
        arm.expr_as(Expr::cust(number.to_string()), db::ARM).column((Alias::new("part"), sea_orm::sea_query::Asterisk));
        arm.from_subquery(select, "part");
        arm
    });
    while let Some(mut all) = arms.next() {
        for arm in arms.by_ref().take(MAX_ARMS - 1) {
            all.union(UnionType::All, arm);
        }
        out.push(all);
    }
    out
}

/// Ids for a list of `IN`, in few lengths: the last is repeated up to a power of two. So a handful of statements, which
/// stay prepared, serves any number of ids.
pub fn any_of(ids: &[Uuid]) -> impl Iterator<Item = Uuid> {
    let length = ids.len().next_power_of_two().min(VALUES).max(ids.len());
    let last = ids.last().copied().into_iter().cycle();
    ids.iter().copied().chain(last.take(length - ids.len()))
}

/// What belongs to each owner, in the order of the rows.
pub fn grouped<K: Eq + Hash, T>(rows: impl IntoIterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut out: HashMap<K, Vec<T>> = HashMap::new();
    for (owner, row) in rows {
        out.entry(owner).or_default().push(row);
    }
    out
}

/// Rows by their ids, by id.
pub async fn by_ids<E, M>(db: &Db, ids: &[Uuid], id: fn(&M) -> Uuid) -> Result<HashMap<Uuid, M>>
where
    E: Entities + EntityTrait<Model = M>,
{
    use sea_orm::{ColumnTrait, Iterable, PrimaryKeyToColumn, QueryFilter};
    let Some(key) = E::PrimaryKey::iter().next() else { return Ok(HashMap::new()) };
    let rows = E::find().filter(key.into_column().is_in(any_of(ids))).rows(db).await?;
    Ok(rows.into_iter().map(|row| (id(&row), row)).collect())
}
