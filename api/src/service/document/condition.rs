//! The conditions that a document filter sets.

use super::column;
use crate::error::Result;
use crate::id::NodeType;
use crate::service::filter::{self, Combined, Place};
use crate::types::document::DocumentFilter;
use chrono::NaiveDate;
use entity::document::{Column, Entity};
use entity::value::validity::{day_number, slots_on};
use entity::value::{ValidityStatus, document_number};
use entity::{
    catalog_entry, document_catalog_entry, document_interpretation, document_issuer, document_topic, interpretation,
    validity_span,
};
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// A column of the validity index.
pub(super) fn span(name: &'static str) -> Expr {
    Expr::col((validity_span::Entity, Alias::new(name)))
}

/// Stretches that hold a day.
pub(super) fn on_day(condition: Condition, day: NaiveDate) -> Condition {
    let day = day_number(day);
    condition.add(span("starts_day").lte(day)).add(span("ends_day").gte(day))
}

impl Combined for DocumentFilter {
    fn combined(&self) -> (Option<&Vec<Self>>, Option<&Vec<Self>>, Option<&Self>) {
        (self.and.as_ref(), self.or.as_ref(), self.not.as_deref())
    }
}

/// The conditions of one filter's own fields.
pub(super) fn own(filter: &DocumentFilter, place: Place<'_>, as_of: NaiveDate) -> Result<Condition> {
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
            .filter(crate::service::catalog_entry::under_column(id));
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
