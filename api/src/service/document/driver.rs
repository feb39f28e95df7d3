//! Tables that hold documents in the order of publication, and lists read from them.

use super::condition::{self, on_day, span};
use super::{DocumentParent, Documents, column, search};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::Window;
use crate::service::Reader;
use crate::service::filter::{self, Place};
use crate::service::listing::{self, ListOf, OrderKey};
use crate::types::document::{DocumentFilter, DocumentOrderField};
use entity::document::{Column, Entity, Model};
use entity::value::validity::slots_on;
use entity::{document_bigram, document_catalog_entry, document_issuer, document_topic, validity_span};
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, IntoIden, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition, DynIden, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait};

/// A table that holds documents under a key of theirs in the order of publication. A list in that order, filtered by
/// such a key, is read from there: it starts where the page starts and passes no row that the key does not hold.
/// (`published_at` never changes, so those tables may repeat it.)
pub(super) struct Driver {
    table: DynIden,
    /// The stretches of the table, each in the order of publication.
    parts: Vec<Condition>,
    /// All of them at once.
    pub(super) all: Condition,
}

/// What a driver leaves to be asked of the documents themselves.
pub(super) struct Rest {
    pub(super) parent: DocumentParent,
    pub(super) filter: Option<DocumentFilter>,
}

impl Driver {
    /// The driver of a list, in whatever order it is asked for.
    pub(super) fn choose(parent: DocumentParent, list: &ListOf<Documents>) -> Option<(Self, Rest)> {
        let mut filter = list.filter.clone().unwrap_or_default();
        let id = |id: &async_graphql::ID, of: NodeType| of.key(id, "").ok();
        let entry = match parent {
            DocumentParent::CatalogEntry(entry) => Some((entry, DocumentParent::All)),
            _ => (filter.catalog_entry.take_if(|it| it.one_of.is_none()))
                .and_then(|it| id(&it.eq?, NodeType::CatalogEntry))
                .map(|entry| (entry, parent)),
        };
        let by = |table: DynIden, column: &'static str, value: Expr| {
            let all = Condition::all().add(Expr::col((table.clone(), Alias::new(column))).eq(value));
            Self { table, parts: vec![all.clone()], all }
        };
        if let Some((entry, parent)) = entry {
            let driver = by(document_catalog_entry::Entity.into_iden(), "catalog_entry_id", Expr::val(entry));
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        if let Some(issuer) = (filter.issuer.as_ref())
            .filter(|it| it.one_of.is_none() && it.within.is_none())
            .and_then(|it| id(it.eq.as_ref()?, NodeType::Unit))
        {
            filter.issuer = None;
            let driver = by(document_issuer::Entity.into_iden(), "unit_id", Expr::val(issuer));
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        if let Some(topic) = (filter.topic.as_ref())
            .filter(|it| it.one_of.is_none() && it.contains.is_none())
            .and_then(|it| it.eq.clone().filter(|topic| !topic.contains('\0')))
        {
            filter.topic = None;
            let driver = by(document_topic::Entity.into_iden(), "topic", Expr::val(topic));
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        // A unit's own documents are few enough to be asked one by one.
        let publisher = filter.publisher.as_ref().is_some_and(|it| it.eq.is_some());
        if parent != DocumentParent::All || publisher {
            return None;
        }
        if let Some(text) = search::searched(list) {
            // Of two characters the index knows all, of more it knows where to look.
            if let Some(title) = filter.title.as_mut().filter(|_| text.chars().count() == 2) {
                title.contains = None;
            }
            let driver = by(document_bigram::Entity.into_iden(), "bigram", search::rarest(text));
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        if let Some(status) = filter.validity_status.take() {
            let allowed = status.allowed().into_iter();
            let slots: Vec<i32> = allowed.flat_map(|status| slots_on(list.as_of, status)).collect();
            let day = |slots: Expr| on_day(Condition::all().add(slots), list.as_of);
            let parts = slots.iter().map(|slot| day(span("slot").eq(*slot))).collect();
            let driver = Self { table: validity_span::Entity.into_iden(), parts, all: day(span("slot").is_in(slots)) };
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        None
    }

    /// The driver that a page of the list can be read from.
    pub(super) fn of_page(parent: DocumentParent, list: &ListOf<Documents>) -> Option<(Self, Rest)> {
        let by_publication = match &list.order[..] {
            [] => true,
            [only] => only.field == DocumentOrderField::PublishedAt,
            _ => false,
        };
        if by_publication { Self::choose(parent, list) } else { None }
    }

    fn column(&self, name: &'static str) -> Expr {
        Expr::col((self.table.clone(), Alias::new(name)))
    }

    /// The rows of one part of the table, of documents that meet the rest.
    pub(super) fn rows(&self, part: Condition, rest: Condition) -> SelectStatement {
        let mut select = Query::select();
        select.expr(self.column("published_at")).expr(self.column("document_id")).from(self.table.clone());
        if !rest.is_empty() {
            // CROSS, since that is how SQLite is told which table to read first: without it a filter such as "is
            // normative" draws it to the documents' own index, and it asks the driver of half of all documents.
            let same = column(Column::Id).equals((self.table.clone(), Alias::new("document_id")));
            select.cross_join(Entity).and_where(same);
        }
        select.cond_where(part).cond_where(rest);
        select
    }

    pub(super) fn page(
        &self,
        rest: Condition,
        order: &[OrderKey<Model>],
        list: &ListOf<Documents>,
    ) -> Result<SelectStatement> {
        let window = &list.window;
        let key = |expr: Expr, of: &OrderKey<Model>| OrderKey { expr, read: of.read, ..*of };
        let own = [key(self.column("published_at"), &order[0]), key(self.column("document_id"), &order[1])];
        // Each part in order, as many rows as the page could take from it; then the page out of all of them.
        let front = Window { limit: window.limit + window.offset, offset: 0, ..window.clone() };
        let mut parts = self.parts.iter().map(|part| {
            let mut select = Query::select();
            let rows = listing::windowed(self.rows(part.clone(), rest.clone()), &own, &front);
            select.column((Alias::new("part"), Asterisk)).from_subquery(rows, "part");
            select
        });
        let none = || self.rows(Condition::all().add(Expr::cust("1 = 0")), Condition::all());
        let mut all = parts.next().unwrap_or_else(none);
        for part in parts {
            all.union(UnionType::All, part);
        }
        let merged =
            |name: &'static str, of: &OrderKey<Model>| key(Expr::col((Alias::new("hit"), Alias::new(name))), of);
        let mut hits = Query::select();
        hits.column((Alias::new("hit"), Alias::new("document_id"))).from_subquery(all, "hit");
        listing::sorted(
            &mut hits,
            &[merged("published_at", &order[0]), merged("document_id", &order[1])],
            window.backward,
        );
        hits.limit(u64::from(window.limit) + 1);
        if window.offset > 0 {
            hits.offset(u64::from(window.offset));
        }
        let mut select = Entity::find().into_query();
        let hit = Expr::col((Alias::new("page"), Alias::new("document_id")));
        select.join_subquery(JoinType::InnerJoin, hits, "page", hit.equals((Entity, Column::Id)));
        listing::sorted(&mut select, order, window.backward);
        Ok(select)
    }
}

impl Rest {
    pub(super) fn condition(&self, reader: &Reader, list: &ListOf<Documents>) -> Result<Condition> {
        let place = Place { backend: reader.backend(), path: "filter", depth: 1 };
        let mut all = match self.parent {
            DocumentParent::All => Condition::all(),
            DocumentParent::Unit(unit) => Condition::all().add(column(Column::PublisherId).eq(unit)),
            DocumentParent::CatalogEntry(entry) => {
                let links = document_catalog_entry::Entity::find()
                    .select_only()
                    .column(document_catalog_entry::Column::DocumentId)
                    .filter(document_catalog_entry::Column::CatalogEntryId.eq(entry));
                Condition::all().add(column(Column::Id).in_subquery(links.into_query()))
            }
        };
        if let Some(filter) = &self.filter {
            let own = |filter: &DocumentFilter, place: Place<'_>| condition::own(filter, place, list.as_of);
            let condition = filter::combine(filter, place, &own)?;
            if !condition.is_empty() {
                all = all.add(condition);
            }
        }
        Ok(all)
    }
}
