//! A row of a sheet as one entry, or several.

use super::above::{Above, inherit};
use super::checks::{identity_number, impossible_phone};
use super::fields::{FIELDS, Place, untold};
use super::tale::{Tale, Tales};
use super::{limit, words};
use crate::service::write::{CatalogRow, Parts};
use crate::sheet::{At, CellKind, Row, Source, Table, Value, table::is_ditto};
use entity::value::{Audience as To, DisclosureMethod};
use std::collections::{HashMap, HashSet};

/// What the rows of one table have in common.
pub(super) struct Rows<'a> {
    pub table: &'a Table<'a>,
    /// The unit of rows that name none.
    pub unit: Option<&'a str>,
    /// Codes and names of the units that are known.
    pub names: &'a HashSet<String>,
    /// The first column of rows that have none: the area that the sheet is of.
    pub area: Option<String>,
    untold: Parts,
    /// Whether the sheet tells merged cells of the column that stands first, and of the unit.
    pub tells_merges: [bool; 2],
    pub above: Above,
    /// Of which unit the item of a merged cell was.
    pub units: HashMap<At, String>,
    pub tales: Tales,
}

/// What came of a row.
pub(super) enum Read {
    /// Nobody has filled it in.
    Blank,
    /// Entries; several where its cell has several items.
    Entries(Vec<CatalogRow>),
    /// It is not as it should be.
    Bad(Vec<Tale>),
}

impl<'a> Rows<'a> {
    pub fn new(table: &'a Table<'a>, unit: Option<&'a str>, names: &'a HashSet<String>, area: Option<String>) -> Self {
        let tells = |place: Place| {
            let mut values = table.rows.iter().filter_map(|row| table.value(row, place as usize));
            values.any(|value| matches!(value.source, Source::Merged(from) if from.row < value.at.row))
        };
        let first = if table.has(Place::Column1 as usize) { Place::Column1 } else { Place::Level1 };
        let tells_merges = [tells(first), tells(Place::Unit)];
        let (above, units, tales) = Default::default();
        Self { table, unit, names, area, untold: untold(table), tells_merges, above, units, tales }
    }

    pub fn value<'r>(&self, row: &'r Row<'a>, place: Place) -> Option<&'r Value<'a>> {
        self.table.value(row, place as usize)
    }

    pub fn text(&self, row: &Row<'a>, place: Place) -> String {
        self.value(row, place).map(|value| value.text().to_owned()).unwrap_or_default()
    }

    /// Where to point when something is to be told of a field.
    pub fn at(&self, row: &Row<'a>, place: Place) -> At {
        let column = self.table.columns.iter().find(|column| column.field == Some(place as usize));
        At::new(row.at, column.or(self.table.columns.first()).map_or(0, |column| column.at))
    }

    pub fn read(&mut self, row: &Row<'a>) -> Read {
        if let Some((has, header)) = row.broken {
            self.above.is_lost = true;
            let reason = format!("has {has} fields, the header has {header}");
            return Read::Bad(vec![Tale::new(At::new(row.at, 0), "row", reason)]);
        }
        if self.is_blank(row) {
            // Its serial and unit may be those of the rows beneath.
            let (mut serial, mut unit) = (self.text(row, Place::Serial), self.text(row, Place::Unit));
            inherit(&mut serial, &self.above.serial);
            inherit(&mut unit, &self.above.unit);
            (self.above.serial, self.above.unit) = (serial, unit);
            self.tales.notice(At::new(row.at, 0), "row", "blank template row skipped");
            return Read::Blank;
        }
        if row.is_hidden {
            self.tales.review(At::new(row.at, 0), "row", "is hidden in the workbook, and was read all the same");
        }
        let mut problems = self.forbidden(row);
        let (columns, item) = match self.hang(row) {
            Ok(hung) => hung,
            Err(problem) => {
                problems.push(problem);
                return Read::Bad(problems);
            }
        };
        let entry = self.entry(row, columns, &mut problems);
        if !problems.is_empty() {
            return Read::Bad(problems);
        }
        let items = words::items(&item);
        if items.len() > 1 {
            let reason = format!("{} items in one cell: an entry each", items.len());
            self.tales.notice(self.at(row, Place::Item), Place::Item.name(), reason);
        }
        Read::Entries(items.iter().map(|item| CatalogRow { item: words::one_line(item), ..entry.clone() }).collect())
    }

    /// A row of the form that nobody has filled in.
    fn is_blank(&self, row: &Row<'a>) -> bool {
        use Place::*;
        let is_said = |place: Place| {
            let is_own = |value: &&Value<'_>| !matches!(value.source, Source::Merged(from) if from.row < value.at.row);
            self.value(row, place).filter(is_own).is_some_and(|value| !value.text().is_empty())
        };
        ![Item, ContentNorm, TimeLimit, Column1, Column2, Column3, Level1, Level2, Level3].into_iter().any(is_said)
            && self.table.options(row, Item as usize).all(|(_, value)| value.text().is_empty())
    }

    /// What no cell should hold, and 同上 with nothing above.
    fn forbidden(&mut self, row: &Row<'a>) -> Vec<Tale> {
        let mut problems = Vec::new();
        for (column, value) in self.table.columns.iter().zip(&row.values) {
            let Some(field) = column.field.map(|field| FIELDS[field].name) else { continue };
            if matches!(value.source, Source::Merged(_)) {
                continue;
            }
            if let Source::Ditto(from) = value.source {
                self.tales.notice(value.at, field, format!("同上 was read as {:?}, from {from}", short(value.text())));
                continue;
            }
            if value.cell.kind == CellKind::Error {
                problems.push(Tale::new(value.at, field, format!("the formula in it shows {}", value.text())));
            } else if is_ditto(value.text()) && column.option.is_none() {
                problems.push(Tale::new(value.at, field, "says 同上, and nothing stands above"));
            } else if identity_number(value.text()).is_some() {
                problems.push(Tale::new(value.at, field, "holds a citizen's identity number"));
            }
        }
        problems
    }

    fn entry(&mut self, row: &Row<'a>, columns: Vec<String>, problems: &mut Vec<Tale>) -> CatalogRow {
        use Place::*;
        let (serial, unit) = (self.above.serial.clone(), self.above.unit.clone());
        let is_several = self.text(row, Unit).contains('\n') || has_list(&unit);
        if is_several && !self.names.contains(&unit) {
            let reason = format!("{:?} seems to be several units: write a row for each", short(&self.text(row, Unit)));
            problems.push(Tale::new(self.at(row, Unit), Unit.name(), reason));
        }
        let method = self.chosen(row, Method, "DisclosureMethod", words::method, problems);
        let audience = self.chosen(row, Audience, "Audience", words::audience, problems);
        let tiers = self.chosen(row, Tiers, "GovernmentTier", words::tier, problems);
        let channels = self.channels(row, problems);
        for (place, count) in [(Method, method.len()), (Audience, audience.len())] {
            if count > 1 {
                problems.push(Tale::new(self.at(row, place), place.name(), "more than one is ticked"));
            }
        }
        self.time_limit(row);
        let phone = self.text(row, Phone);
        if let Some(part) = impossible_phone(&phone) {
            self.tales.review(self.at(row, Phone), Phone.name(), format!("{part:?} cannot be a telephone number"));
        }
        let line = |place| Some(words::one_line(&self.text(row, place))).filter(|text| !text.is_empty());
        let basis = self.text(row, LegalBasis);
        let basis = basis.split(['\n', '\r', '；', ';']).map(str::trim).filter(|piece| !piece.is_empty());
        CatalogRow {
            unit,
            columns,
            item: String::new(),
            serial: Some(serial).filter(|serial| !serial.is_empty()),
            content_norm: self.text(row, ContentNorm),
            time_limit: self.text(row, TimeLimit),
            legal_basis: basis.map(str::to_owned).collect(),
            method: method.first().copied().unwrap_or(DisclosureMethod::Proactive),
            audience: audience.first().copied() as Option<To>,
            channels,
            tiers,
            responsible_office: line(Office),
            responsible_person: line(Person),
            responsible_phone: line(Phone),
            remarks: Some(self.text(row, Remarks)).filter(|text| !text.is_empty()),
            untold: self.untold,
        }
    }

    fn time_limit(&mut self, row: &Row<'a>) {
        let Some(value) = self.value(row, Place::TimeLimit).copied() else { return };
        let name = Place::TimeLimit.name();
        if value.text().is_empty() {
            return self.tales.review(value.at, name, "no time limit");
        }
        // Told already: see `forbidden`.
        if value.cell.kind == CellKind::Error || is_ditto(value.text()) {
            return;
        }
        let (told, needs_review) = self.tales.reading(name, value.text(), value.at, limit::understood);
        // What a merged cell or 同上 repeats is told once.
        if value.source != Source::Own {
            return;
        }
        match value.cell.kind {
            CellKind::Date => {
                self.tales.review(value.at, name, "is a date, where words such as 20个工作日内 are meant")
            }
            CellKind::Number => self.tales.review(value.at, name, "is a bare number"),
            _ if needs_review => {
                let reason = format!("{:?} was not understood, or not all of it", short(value.text()));
                self.tales.review(value.at, name, reason);
            }
            _ if told.contains("(补") => {
                let reason = format!("{:?} was read as {told}", short(value.text()));
                self.tales.notice(value.at, name, reason);
            }
            _ => {}
        }
    }
}

/// Whether a unit's name is a list, outside brackets.
fn has_list(unit: &str) -> bool {
    let mut depth = 0_i32;
    unit.chars().any(|it| {
        depth += i32::from(matches!(it, '(' | '（')) - i32::from(matches!(it, ')' | '）'));
        depth == 0 && it == '、'
    })
}

/// The beginning of a text, for reports.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
