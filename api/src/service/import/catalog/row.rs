//! A row of a sheet as one entry, or several.

use super::above::{Above, Hanging, inherit};
use super::checks::{identity_number, impossible_phone};
use super::fields::{FIELDS, Place, untold};
use super::tale::{Tale, Tales};
use super::{limit, words};
use crate::service::write::{CatalogRow, Parts};
use crate::sheet::{At, CellKind, Row, Source, Table, Value, table::is_ditto};
use entity::value::{Audience as To, DisclosureChannel, DisclosureMethod};
use std::collections::{HashMap, HashSet};

/// What the rows of one table have in common.
pub(super) struct Rows<'a> {
    table: &'a Table<'a>,
    /// The unit of rows that name none.
    unit: Option<&'a str>,
    /// Codes and names of the units that are known.
    names: &'a HashSet<String>,
    /// The first column of rows that have none: the area that the sheet is of.
    area: Option<String>,
    untold: Parts,
    /// Whether the sheet tells merged cells of the column that stands first, and of the unit.
    tells_merges: [bool; 2],
    above: Above,
    /// Of which unit the item of a merged cell was.
    units: HashMap<At, String>,
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

    fn value<'r>(&self, row: &'r Row<'a>, place: Place) -> Option<&'r Value<'a>> {
        self.table.value(row, place as usize)
    }

    fn text(&self, row: &Row<'a>, place: Place) -> String {
        self.value(row, place).map(|value| value.text().to_owned()).unwrap_or_default()
    }

    /// Where to point when something is to be told of a field.
    fn at(&self, row: &Row<'a>, place: Place) -> At {
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

    /// The columns that the entry hangs on, and its item; the serial and the unit stand in `above` thereafter.
    fn hang(&mut self, row: &Row<'a>) -> Result<(Vec<String>, String), Tale> {
        use Place::*;
        let line = |place| words::one_line(&self.text(row, place));
        let columns = [Column1, Column2, Column3].map(line);
        let mut levels = [Level1, Level2, Level3].map(line);
        for (level, (_, value)) in levels.iter_mut().zip(self.table.options(row, Item as usize)) {
            inherit(level, &words::one_line(value.text()));
        }
        let has_columns = [Column1, Column2, Column3].iter().any(|place| self.table.has(*place as usize));
        let names = if has_columns { [Column1, Column2, Column3] } else { [Level1, Level2, Level3] };
        let mut cells = Hanging {
            serial: line(Serial),
            unit: line(Unit),
            columns: if has_columns { columns } else { levels.clone() },
        };
        for (place, tells) in [names[0], Unit].into_iter().zip(self.tells_merges) {
            let is_bare = self.value(row, place).is_some_and(|it| it.text().is_empty() && it.source == Source::Own);
            if tells && is_bare {
                let reason = "is blank, and not merged with the cell above as others in its column are";
                return Err(Tale::new(self.at(row, place), place.name(), reason));
            }
        }
        // A stroke: there is none, not that of the row above.
        if matches!(cells.serial.as_str(), "/" | "—" | "——") {
            cells.serial.clear();
            self.above.serial.clear();
        }
        if cells.unit.is_empty() && self.above.unit.is_empty() {
            cells.unit = self.unit.unwrap_or_default().to_owned();
        }
        let filled = self.above.fill(&mut cells, names.map(Place::name));
        filled.map_err(|problem| {
            let place = names.into_iter().find(|place| place.name() == problem.path).unwrap_or(Unit);
            Tale::new(self.at(row, place), place.name(), problem.reason)
        })?;
        let mut hung: Vec<String> = cells.columns.into_iter().filter(|it| !it.is_empty()).collect();
        if has_columns {
            hung.extend(levels.into_iter().filter(|it| !it.is_empty()));
        }
        let item = match self.value(row, Item) {
            Some(value) => value.text().to_owned(),
            // The deepest level that is given is the item.
            None => hung.pop().unwrap_or_default(),
        };
        if item.is_empty() {
            return Err(Tale::new(self.at(row, Item), Item.name(), "is required, but empty"));
        }
        if hung.is_empty() && !has_columns {
            hung.extend(self.area.clone());
        }
        if hung.len() > 3 {
            return Err(Tale::new(
                self.at(row, names[0]),
                names[0].name(),
                "has more than three levels above the item",
            ));
        }
        if let Some(Source::Merged(from)) = self.value(row, Item).map(|value| value.source) {
            let unit = self.units.entry(from).or_insert_with(|| self.above.unit.clone());
            if *unit != self.above.unit {
                let reason =
                    format!("the cell merged from {from} on is one item of two units, {unit} and {}", self.above.unit);
                self.tales.review(self.at(row, Item), Item.name(), reason);
            }
        } else if let Some(value) = self.value(row, Item) {
            self.units.insert(value.at, self.above.unit.clone());
        }
        Ok((hung, item))
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
            _ if told.contains('(') => {
                let reason = format!("{:?} was read as {told}", short(value.text()));
                self.tales.notice(value.at, name, reason);
            }
            _ => {}
        }
    }

    fn channels(&mut self, row: &Row<'a>, problems: &mut Vec<Tale>) -> Vec<DisclosureChannel> {
        let mut rest = Vec::new();
        let known = |word: &str| {
            let (channel, words) = words::channel(word)?;
            rest.extend(words);
            Some(channel)
        };
        let channels = self.chosen(row, Place::Channels, "DisclosureChannel", known, problems);
        for words in rest {
            let reason = format!("其他 is kept, but not its words {words:?}");
            self.tales.review(self.at(row, Place::Channels), Place::Channels.name(), reason);
        }
        channels
    }

    /// The words of a vocabulary that a cell names or ticks, or that the columns of a group tick; each once.
    fn chosen<T: Copy + PartialEq + std::fmt::Debug>(
        &mut self,
        row: &Row<'a>,
        place: Place,
        vocabulary: &str,
        mut known: impl FnMut(&str) -> Option<T>,
        problems: &mut Vec<Tale>,
    ) -> Vec<T> {
        let (mut names, mut has_boxes, mut is_clear) = (Vec::new(), false, true);
        for (name, value) in self.table.options(row, place as usize) {
            has_boxes = true;
            match words::tick(value.text()) {
                Some(true) => names.push((value.at, name.to_owned())),
                Some(false) => {}
                // Whom, in the column of 特定群体.
                None if place == Place::Audience && name.starts_with("特定") => {
                    names.push((value.at, name.to_owned()));
                    let reason = format!("was read as a tick; its words {:?} are not kept", short(value.text()));
                    self.tales.review(value.at, place.name(), reason);
                }
                None => {
                    is_clear = false;
                    problems.push(Tale::new(value.at, place.name(), format!("{:?} is no tick", short(value.text()))));
                }
            }
        }
        let value = self.value(row, place).copied();
        if let Some(value) = value {
            match words::boxes(value.text()) {
                Some(boxes) => {
                    has_boxes = true;
                    let ticked = boxes.into_iter().filter(|(is_ticked, _)| *is_ticked);
                    names.extend(ticked.map(|(_, words)| (value.at, words)));
                }
                None => {
                    let separators: &[char] =
                        if place == Place::Method { &['\n'] } else { &['、', ',', '，', '\n', ';', '；'] };
                    let pieces = value.text().split(separators).map(str::trim).filter(|piece| !piece.is_empty());
                    names.extend(pieces.map(|piece| (value.at, piece.to_owned())));
                }
            }
        }
        if names.is_empty() && has_boxes && is_clear {
            problems.push(Tale::new(self.at(row, place), place.name(), "has boxes, and none is ticked"));
        }
        let mut chosen = Vec::new();
        for (at, name) in names {
            match known(&name) {
                Some(word) if chosen.contains(&word) => {}
                Some(word) => chosen.push(word),
                None if vocabulary == "GovernmentTier" && name.starts_with('村') => {
                    self.tales.review(at, place.name(), "村级 is no level of government: it is not kept");
                }
                None => problems.push(Tale::new(at, place.name(), format!("{:?} is not a {vocabulary}", short(&name)))),
            }
        }
        if let Some(value) = value.filter(|value| !value.text().is_empty()) {
            self.tales.reading(place.name(), value.text(), value.at, |_| {
                (chosen.iter().map(|it| format!("{it:?}")).collect::<Vec<_>>().join(", "), false)
            });
        }
        chosen
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
