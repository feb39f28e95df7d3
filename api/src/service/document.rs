//! 文件.

use super::filter::{self, Combined, Place};
use super::listing::{self, ListOf, Listed, OrderKey};
use crate::error::Result;
use crate::id::NodeType;
use crate::pagination::{Key, KeyKind};
use crate::service::Reader;
use crate::types::document::{DocumentFilter, DocumentOrder, DocumentOrderField};
use chrono::NaiveDate;
use entity::document::{Column, Entity, Model};
use entity::value::validity::{FIRST_DAY, day_number, slots_on};
use entity::value::{SubjectType, ValidityStatus, document_number};
use entity::{
    catalog_entry, document_body, document_catalog_entry, document_interpretation, document_issuer, document_topic,
    interpretation, source_reference, unit, validity_span,
};
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, IntoIden, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition, DynIden, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// Documents by id.
pub async fn by_ids(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, Model>> {
    listing::by_ids::<Entity, _>(&reader.db, ids, |row| row.id).await
}

/// The document of an index number.
pub async fn by_index_number(reader: &Reader, index_number: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::IndexNumber.eq(index_number)).one(&reader.db).await?)
}

/// The id of the document that a source system knows by a key; of a withdrawn one too.
pub async fn id_by_source(reader: &Reader, system: &str, source_id: &str) -> Result<Option<Uuid>> {
    let key = (system.to_owned(), source_id.to_owned(), SubjectType::Document);
    Ok(source_reference::Entity::find_by_id(key).one(&reader.db).await?.map(|row| row.subject_id))
}

/// The bodies of documents, as HTML.
pub async fn bodies(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = listing::by_ids::<document_body::Entity, _>(&reader.db, documents, |row| row.document_id).await?;
    Ok(rows.into_iter().map(|(id, row)| (id, row.html)).collect())
}

/// The issuers of each document, the lead first.
pub async fn issuers(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<unit::Model>>> {
    let rows = document_issuer::Entity::find()
        .find_also_related(unit::Entity)
        .filter(document_issuer::Column::DocumentId.is_in(documents.iter().copied()))
        .order_by_asc(document_issuer::Column::DocumentId)
        .order_by_asc(document_issuer::Column::Position)
        .all(&reader.db)
        .await?;
    let mut out: HashMap<Uuid, Vec<unit::Model>> = HashMap::new();
    for (link, unit) in rows {
        out.entry(link.document_id).or_default().extend(unit);
    }
    Ok(out)
}

/// The topics of each document, in order.
pub async fn topics(reader: &Reader, documents: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = document_topic::Entity::find()
        .filter(document_topic::Column::DocumentId.is_in(documents.iter().copied()))
        .order_by_asc(document_topic::Column::DocumentId)
        .order_by_asc(document_topic::Column::Position)
        .all(&reader.db)
        .await?;
    let mut out: HashMap<Uuid, Vec<String>> = HashMap::new();
    for row in rows {
        out.entry(row.document_id).or_default().push(row.topic);
    }
    Ok(out)
}

/// The documents that each interpretation explains, newest first.
pub async fn of_interpretations(reader: &Reader, interpretations: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = document_interpretation::Entity::find()
        .find_also_related(Entity)
        .filter(document_interpretation::Column::InterpretationId.is_in(interpretations.iter().copied()))
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
        .all(&reader.db)
        .await?;
    let mut out: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for (link, document) in rows {
        out.entry(link.interpretation_id).or_default().extend(document);
    }
    Ok(out)
}

/// Whose documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentParent {
    /// Everybody's.
    All,
    /// Those that a unit publishes.
    Unit(Uuid),
    /// Those published under a catalog entry.
    CatalogEntry(Uuid),
}

/// The list of documents.
#[derive(Debug)]
pub struct Documents;

impl Listed for Documents {
    type Model = Model;
    type Filter = DocumentFilter;
    type Order = DocumentOrder;
    type Parent = DocumentParent;

    fn order(order: &[DocumentOrder]) -> Vec<OrderKey<Model>> {
        let newest = DocumentOrder::default();
        let order = if order.is_empty() { std::slice::from_ref(&newest) } else { order };
        let mut keys: Vec<_> = order.iter().map(order_key).collect();
        let descending = keys.last().is_some_and(|key| key.descending);
        keys.push(OrderKey { expr: column(Column::Id), descending, kind: KeyKind::Id, read: |row| Key::Id(row.id) });
        keys
    }

    fn page(reader: &Reader, parent: DocumentParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        let order = Self::order(&list.order);
        if let Some((driver, rest)) = Driver::choose(parent, list) {
            return driver.page(rest.condition(reader, list)?, &order, list);
        }
        let all = Rest { parent, filter: list.filter.clone() }.condition(reader, list)?;
        Ok(listing::windowed(Entity::find().filter(all).into_query(), &order, &list.window))
    }

    fn total(reader: &Reader, parent: DocumentParent, list: &ListOf<Self>) -> Result<SelectStatement> {
        if let Some((driver, rest)) = Driver::choose(parent, list) {
            return Ok(listing::counted(driver.rows(driver.all.clone(), rest.condition(reader, list)?)));
        }
        let all = Rest { parent, filter: list.filter.clone() }.condition(reader, list)?;
        Ok(listing::counted(Entity::find().filter(all).into_query()))
    }
}

fn column(column: Column) -> Expr {
    Expr::col((Entity, column))
}

fn order_key(order: &DocumentOrder) -> OrderKey<Model> {
    let descending = order.direction.is_descending();
    // The words of the index: a date that is not stated sorts as the earliest.
    let day = |name: &str| Expr::cust(format!("COALESCE(\"document\".\"{name}\", '0001-01-01')"));
    match order.field {
        DocumentOrderField::PublishedAt => OrderKey {
            expr: column(Column::PublishedAt),
            descending,
            kind: KeyKind::Instant,
            read: |row| Key::Instant(row.published_at),
        },
        DocumentOrderField::IssuedOn => OrderKey {
            expr: day("issued_on"),
            descending,
            kind: KeyKind::Day,
            read: |row| Key::Day(row.issued_on.unwrap_or(FIRST_DAY)),
        },
        DocumentOrderField::FormedOn => OrderKey {
            expr: day("formed_on"),
            descending,
            kind: KeyKind::Day,
            read: |row| Key::Day(row.formed_on.unwrap_or(FIRST_DAY)),
        },
    }
}

/// A table that holds documents under a key of theirs in the order of publication. A list in that order, filtered by
/// such a key, is read from there: it starts where the page starts and passes no row that the key does not hold.
/// (`published_at` never changes, so those tables may repeat it.)
struct Driver {
    table: DynIden,
    /// The stretches of the table, each in the order of publication.
    parts: Vec<Condition>,
    /// All of them at once.
    all: Condition,
}

/// What a driver leaves to be asked of the documents themselves.
struct Rest {
    parent: DocumentParent,
    filter: Option<DocumentFilter>,
}

impl Driver {
    fn choose(parent: DocumentParent, list: &ListOf<Documents>) -> Option<(Self, Rest)> {
        let by_publication = match &list.order[..] {
            [] => true,
            [only] => only.field == DocumentOrderField::PublishedAt,
            _ => false,
        };
        if !by_publication {
            return None;
        }
        let mut filter = list.filter.clone().unwrap_or_default();
        let id = |id: &async_graphql::ID, of: NodeType| of.key(id, "").ok();
        let entry = match parent {
            DocumentParent::CatalogEntry(entry) => Some((entry, DocumentParent::All)),
            _ => (filter.catalog_entry.take_if(|it| it.one_of.is_none()))
                .and_then(|it| id(&it.eq?, NodeType::CatalogEntry))
                .map(|entry| (entry, parent)),
        };
        let by = |table: DynIden, column: &'static str, value: sea_orm::Value| {
            let all = Condition::all().add(Expr::col((table.clone(), Alias::new(column))).eq(value));
            Self { table, parts: vec![all.clone()], all }
        };
        if let Some((entry, parent)) = entry {
            let driver = by(document_catalog_entry::Entity.into_iden(), "catalog_entry_id", entry.into());
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        if let Some(issuer) = (filter.issuer.as_ref())
            .filter(|it| it.one_of.is_none() && it.within.is_none())
            .and_then(|it| id(it.eq.as_ref()?, NodeType::Unit))
        {
            filter.issuer = None;
            let driver = by(document_issuer::Entity.into_iden(), "unit_id", issuer.into());
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        if let Some(topic) = (filter.topic.as_ref())
            .filter(|it| it.one_of.is_none() && it.contains.is_none())
            .and_then(|it| it.eq.clone().filter(|topic| !topic.contains('\0')))
        {
            filter.topic = None;
            let driver = by(document_topic::Entity.into_iden(), "topic", topic.into());
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        // A unit's own documents are fewer than those of a status: there the status is asked of each document.
        let publisher = filter.publisher.as_ref().is_some_and(|it| it.eq.is_some());
        if parent == DocumentParent::All
            && !publisher
            && let Some(status) = filter.validity_status.take()
        {
            let allowed = status.allowed().into_iter();
            let slots: Vec<i32> = allowed.flat_map(|status| slots_on(list.as_of, status)).collect();
            let day = |slots: Expr| on_day(Condition::all().add(slots), list.as_of);
            let parts = slots.iter().map(|slot| day(span("slot").eq(*slot))).collect();
            let driver = Self { table: validity_span::Entity.into_iden(), parts, all: day(span("slot").is_in(slots)) };
            return Some((driver, Rest { parent, filter: Some(filter) }));
        }
        None
    }

    fn column(&self, name: &'static str) -> Expr {
        Expr::col((self.table.clone(), Alias::new(name)))
    }

    /// The rows of one part of the table, of documents that meet the rest.
    fn rows(&self, part: Condition, rest: Condition) -> SelectStatement {
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

    fn page(&self, rest: Condition, order: &[OrderKey<Model>], list: &ListOf<Documents>) -> Result<SelectStatement> {
        let window = &list.window;
        let key = |expr: Expr, of: &OrderKey<Model>| OrderKey { expr, read: of.read, ..*of };
        let own = [key(self.column("published_at"), &order[0]), key(self.column("document_id"), &order[1])];
        // Each part in order, as many rows as the page could take from it; then the page out of all of them.
        let front = crate::pagination::Window { limit: window.limit + window.offset, offset: 0, ..window.clone() };
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
        select.join_subquery(sea_orm::JoinType::InnerJoin, hits, "page", hit.equals((Entity, Column::Id)));
        listing::sorted(&mut select, order, window.backward);
        Ok(select)
    }
}

fn span(name: &'static str) -> Expr {
    Expr::col((validity_span::Entity, Alias::new(name)))
}

fn on_day(condition: Condition, day: NaiveDate) -> Condition {
    let day = day_number(day);
    condition.add(span("starts_day").lte(day)).add(span("ends_day").gte(day))
}

impl Rest {
    fn condition(&self, reader: &Reader, list: &ListOf<Documents>) -> Result<Condition> {
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
            let own = |filter: &DocumentFilter, place: Place<'_>| own(filter, place, list.as_of);
            let condition = filter::combine(filter, place, &own)?;
            if !condition.is_empty() {
                all = all.add(condition);
            }
        }
        Ok(all)
    }
}

impl Combined for DocumentFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

fn own(filter: &DocumentFilter, place: Place<'_>, as_of: NaiveDate) -> Result<Condition> {
    let mut all = Condition::all();
    if let Some(title) = &filter.title {
        all = all.add(filter::text(column(Column::Title), title, place, "title")?);
    }
    if let Some(number) = &filter.number {
        if let Some(text) = &number.eq {
            let number = document_number::parse(text);
            let mut either = Condition::any().add(column(Column::NumberText).eq(number.text));
            either = either.add_option(number.canonical.map(|it| column(Column::NumberCanonical).eq(it)));
            all = all.add(either);
        }
        if let Some(code) = &number.issuer_code {
            all = all.add(filter::text(column(Column::NumberIssuerCode), code, place, "number.issuerCode")?);
        }
        if let Some(year) = &number.year {
            all = all.add(filter::integer(column(Column::NumberYear), year, place, "number.year")?);
        }
        if let Some(serial) = &number.number {
            all = all.add(filter::integer(column(Column::NumberSerial), serial, place, "number.number")?);
        }
    }
    if let Some(issuer) = &filter.issuer {
        let unit = Expr::col((document_issuer::Entity, document_issuer::Column::UnitId));
        let links = document_issuer::Entity::find().select_only().column(document_issuer::Column::DocumentId);
        let links = links.filter(filter::unit_ref(unit, issuer, place, "issuer")?);
        all = all.add(column(Column::Id).in_subquery(links.into_query()));
    }
    if let Some(publisher) = &filter.publisher {
        all = all.add(filter::unit_ref(column(Column::PublisherId), publisher, place, "publisher")?);
    }
    if let Some(genre) = &filter.genre {
        all = all.add(column(Column::Genre).is_in(genre.allowed()));
    }
    if let Some(topic) = &filter.topic {
        let text = Expr::col((document_topic::Entity, document_topic::Column::Topic));
        let links = document_topic::Entity::find().select_only().column(document_topic::Column::DocumentId);
        let links = links.filter(filter::text(text, topic, place, "topic")?);
        all = all.add(column(Column::Id).in_subquery(links.into_query()));
    }
    if let Some(normative) = &filter.is_normative {
        all = all.add(filter::boolean(column(Column::IsNormative), normative));
    }
    if let Some(formed) = &filter.formed_on {
        all = all.add(filter::date(column(Column::FormedOn), formed));
    }
    if let Some(issued) = &filter.issued_on {
        all = all.add(filter::date(column(Column::IssuedOn), issued));
    }
    if let Some(published) = &filter.published_at {
        all = all.add(filter::instant(column(Column::PublishedAt), published));
    }
    if let Some(interpreted) = &filter.interpretation {
        let mut links = filter::any_row();
        let link = document_interpretation::Entity;
        let of = Expr::col((link, document_interpretation::Column::DocumentId));
        links.from(link).and_where(of.equals((Entity, Column::Id)));
        if let Some(forms) = &interpreted.forms {
            let on = Expr::col((link, document_interpretation::Column::InterpretationId));
            links.inner_join(interpretation::Entity, on.equals((interpretation::Entity, interpretation::Column::Id)));
            let forms = forms.iter().map(|form| entity::value::InterpretationForm::from(*form));
            links.and_where(Expr::col((interpretation::Entity, interpretation::Column::Form)).is_in(forms));
        }
        let exists = Expr::exists(links);
        all = all.add(if interpreted.exists { exists } else { exists.not() });
    }
    if let Some(entry) = &filter.catalog_entry
        && let Some(ids) = filter::ids(entry, NodeType::CatalogEntry, place, "catalogEntry")?
    {
        let link = document_catalog_entry::Column::CatalogEntryId;
        let links = document_catalog_entry::Entity::find().select_only();
        let links = links.column(document_catalog_entry::Column::DocumentId).filter(link.is_in(ids));
        all = all.add(column(Column::Id).in_subquery(links.into_query()));
    }
    if let Some(within) = filter.column.as_ref().and_then(|it| it.within.as_ref()) {
        let id = NodeType::CatalogColumn.key(within, &format!("{}.column.within", place.path))?;
        let links = document_catalog_entry::Entity::find()
            .select_only()
            .column(document_catalog_entry::Column::DocumentId)
            .inner_join(catalog_entry::Entity)
            .filter(super::catalog_entry::under_column(id));
        all = all.add(column(Column::Id).in_subquery(links.into_query()));
    }
    if let Some(status) = &filter.validity_status {
        all = all.add(has_status(&status.allowed(), as_of));
    }
    Ok(all)
}

/// Documents that have one of these statuses on a day.
fn has_status(statuses: &[ValidityStatus], day: NaiveDate) -> Expr {
    let slots = statuses.iter().flat_map(|status| slots_on(day, *status));
    let mut spans = filter::any_row();
    spans
        .from(validity_span::Entity)
        .and_where(span("document_id").equals((Entity, Column::Id)))
        .and_where(span("slot").is_in(slots))
        .cond_where(on_day(Condition::all(), day));
    Expr::exists(spans)
}
