//! Files of catalog entries: workbooks and CSV made for people, with titles, merged cells and blank rows.

use super::Session;
use super::report::{Finding, Reading, SheetRead};
use crate::error::{Error, Result};
use crate::service::write::{CatalogRow, Edition, Problem, Verdict, Wishes, catalog};
use crate::sheet::{At, NoteKind, Sheet, Source, Table, Workbook, squeezed};
use fields::{FIELDS, Place, place};
use row::{Read, Rows, short};
use tale::Tale;

mod above;
mod checks;
mod chosen;
mod fields;
mod hang;
mod limit;
mod row;
mod tale;
mod words;

/// Where entries were read, and how to find their cells.
struct Origin<'a> {
    sheet: &'a Sheet,
    table: Table<'a>,
}

/// Which row of which sheet an entry is of.
#[derive(Clone, Copy, Debug)]
struct Spot {
    origin: usize,
    row: usize,
}

impl Origin<'_> {
    fn finding(&self, tale: Tale) -> Finding {
        Finding {
            line: self.sheet.line(tale.at.row),
            sheet: self.sheet.name.clone(),
            cell: Some(tale.at.to_string()),
            column: tale.column.to_owned(),
            reason: tale.reason,
            needs_person: tale.review,
        }
    }

    /// What the door says of a row, at the cell that it speaks of.
    fn told(&self, row: usize, problem: Problem) -> Finding {
        // Where the levels of the item are the columns, their cells are meant.
        let field = place(&problem.path).filter(|field| self.table.has(*field));
        let field = field.or_else(|| place(&problem.path.replace("column_l", "item_l")));
        let column = self.table.columns.iter().find(|column| field.is_some() && column.field == field);
        let at = At::new(row, column.or(self.table.columns.first()).map_or(0, |column| column.at));
        Finding {
            line: self.sheet.line(row),
            sheet: self.sheet.name.clone(),
            cell: Some(at.to_string()),
            column: problem.path,
            reason: problem.reason,
            needs_person: false,
        }
    }

    /// How people find a row: by line in a text, by sheet and row in a workbook.
    fn name(&self, row: usize) -> String {
        match self.sheet.name.as_str() {
            "" => format!("line {}", self.sheet.line(row)),
            name => format!("{name}!{}", row + 1),
        }
    }
}

impl Session<'_> {
    pub(super) async fn catalog(
        &mut self,
        book: &Workbook,
        edition: &Edition,
        wishes: Wishes,
        unit: Option<&str>,
    ) -> Result<()> {
        let origins = self.tables(&book.sheets)?;
        let names = self.writer.unit_names().await?;
        let (mut spots, mut good): (Vec<Spot>, Vec<CatalogRow>) = Default::default();
        for (place, origin) in origins.iter().enumerate() {
            let table = &origin.table;
            self.surroundings(origin);
            if !table.has(Place::Unit as usize) && unit.is_none() {
                let reason = "no column 公开主体, and no unit given for the whole file (--unit)";
                self.refuse(vec![origin.finding(Tale::new(header(table), "unit", reason))]);
                continue;
            }
            let mut rows = Rows::new(table, unit, &names, area(origin));
            for row in &table.rows {
                let spot = Spot { origin: place, row: row.at };
                match rows.read(row) {
                    Read::Blank => self.report.skipped += 1,
                    Read::Bad(problems) => {
                        self.refuse(problems.into_iter().map(|it| origin.finding(it)).collect());
                    }
                    Read::Entries(entries) => {
                        for entry in entries {
                            let key = (&entry.unit, &entry.columns, &entry.item);
                            // Not the line but the place among the good rows: these may be of any sheet.
                            if let Some(earlier) = self.seen.meet(&key, &entry, spots.len() as u64)? {
                                let earlier: Option<&Spot> = usize::try_from(earlier).ok().and_then(|it| spots.get(it));
                                let earlier = earlier.map(|it| origins[it.origin].name(it.row)).unwrap_or_default();
                                let reason = format!("the same entry stands on {earlier} with other content");
                                let problem = Problem::new(Place::Item.name(), reason);
                                self.refuse(vec![origin.told(row.at, problem)]);
                                continue;
                            }
                            spots.push(spot);
                            good.push(entry);
                        }
                    }
                }
            }
            let notices = std::mem::take(&mut rows.tales.notices);
            self.report.notices.extend(notices.into_iter().map(|it| origin.finding(it)));
            self.report.readings.extend(rows.tales.readings().into_iter().map(|it| Reading {
                column: it.column,
                read: it.read,
                understood: it.understood,
                needs_person: it.review,
                count: it.count,
                sheet: origin.sheet.name.clone(),
                cell: it.first.to_string(),
            }));
        }
        let wishes = Wishes { is_whole: self.report.rejected == 0, ..wishes };
        let mut written = catalog(&mut self.writer, edition, &wishes, &good).await?;
        for (row, notice) in written.notices {
            let notice = origins[spots[row].origin].told(spots[row].row, notice);
            self.report.notices.push(Finding { needs_person: true, ..notice });
        }
        for change in &mut written.changes {
            change.cell = change.row.map(|row| {
                let Spot { origin, row } = spots[row];
                let cell = origins[origin].told(row, Problem::new(Place::Item.name(), "")).cell.unwrap_or_default();
                match origins[origin].sheet.name.as_str() {
                    "" => cell,
                    name => format!("{name}!{cell}"),
                }
            });
        }
        for (spot, verdict) in spots.into_iter().zip(written.verdicts) {
            self.tell_at(&origins[spot.origin], spot.row, verdict);
        }
        (self.report.changes, self.report.tree, self.report.removed) = (written.changes, written.tree, written.removed);
        self.report.settle();
        Ok(())
    }

    /// The tables of the sheets; those without are told, and there must be one.
    fn tables<'s>(&mut self, sheets: &'s [Sheet]) -> Result<Vec<Origin<'s>>> {
        let (mut origins, mut missed) = (Vec::new(), Vec::new());
        for sheet in sheets {
            let found = Table::find(sheet, FIELDS).map_err(|missed| missed.to_string()).and_then(|table| {
                let has_item = [Place::Item, Place::Level1, Place::Level2, Place::Level3];
                let has_item = has_item.iter().any(|place| table.has(*place as usize));
                let lacks =
                    || format!("row {} is like a header, but has no 公开事项 (disclosure_item)", table.last + 1);
                if has_item { Ok(table) } else { Err(lacks()) }
            });
            let mut read = SheetRead { name: sheet.name.clone(), header: None, rows: 0, columns: Vec::new() };
            match found {
                Ok(table) => {
                    let last = table.columns.last().map_or(0, |column| column.at);
                    read.header = Some(format!("{}:{}", header(&table), At::new(table.last, last)));
                    read.rows = table.rows.len() as u64;
                    read.columns = table.columns.iter().filter_map(|it| Some(FIELDS[it.field?].name)).collect();
                    read.columns.dedup();
                    origins.push(Origin { sheet, table });
                }
                Err(reason) => {
                    missed.push(if sheet.name.is_empty() {
                        reason.clone()
                    } else {
                        format!("{}: {reason}", sheet.name)
                    });
                    if !sheet.rows.is_empty() {
                        let finding = Finding {
                            line: 1,
                            sheet: sheet.name.clone(),
                            column: "sheet".into(),
                            reason: format!("skipped: {reason}"),
                            needs_person: true,
                            ..Finding::default()
                        };
                        self.report.notices.push(finding);
                    }
                }
            }
            self.report.sheets.push(read);
        }
        if !origins.is_empty() {
            return Ok(origins);
        }
        if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
            return Err(Error::usage("file", "is empty; a header is required"));
        }
        let looked = "; a table of entries has at least 公开事项 (disclosure_item) and one of its other columns";
        Err(Error::usage("header", missed.join("; ") + looked))
    }

    /// What is told of a table beside its rows.
    fn surroundings(&mut self, origin: &Origin<'_>) {
        let Origin { sheet, table } = origin;
        let mut tales = Vec::new();
        let mut tell =
            |at, column, reason: String, review| tales.push(Tale { review, ..Tale::new(at, column, reason) });
        if sheet.is_hidden {
            tell(header(table), "sheet", "is hidden in the workbook, and was read all the same".into(), true);
        }
        for column in table.columns.iter().filter(|column| column.field.is_none()) {
            let at = At::new(table.last, column.at);
            match column.header.as_str() {
                "" => tell(at, "header", "a column without a name holds something: it was left out".into(), true),
                name => {
                    tell(at, "header", format!("the column {:?} is not known: it was left out", short(name)), false)
                }
            }
        }
        for (at, kind, text) in &table.notes {
            let reason = match kind {
                NoteKind::Footnote => format!("a note beneath the table, left out: {:?}", short(text)),
                NoteKind::Band => format!("a heading among the rows, left out: {:?}", short(text)),
                NoteKind::Header => "the header once more, left out".into(),
                NoteKind::Numbers => "numbers of the columns, left out".into(),
            };
            tell(*at, "row", reason, *kind == NoteKind::Band);
        }
        tales.extend(serials(table));
        self.report.notices.extend(tales.into_iter().map(|it| origin.finding(it)));
    }

    /// Counts a row that cannot be read.
    fn refuse(&mut self, problems: Vec<Finding>) {
        self.report.rejected += 1;
        self.report.problems.extend(problems);
    }

    fn tell_at(&mut self, origin: &Origin<'_>, row: usize, verdict: Verdict) {
        match verdict {
            Err(problems) => self.refuse(problems.into_iter().map(|it| origin.told(row, it)).collect()),
            good => self.tell(origin.sheet.line(row), good),
        }
    }
}

fn header(table: &Table<'_>) -> At {
    At::new(table.first, table.columns.first().map_or(0, |column| column.at))
}

/// Serials that stand twice, or leave one out; each run from 1 on is its own.
fn serials(table: &Table<'_>) -> Vec<Tale> {
    let own = table.rows.iter().filter_map(|row| {
        let value = table.value(row, Place::Serial as usize).filter(|value| value.source == Source::Own)?;
        Some((value.at, value.text().parse::<u64>().ok()?))
    });
    let (mut tales, mut before): (_, Option<(At, u64)>) = (Vec::new(), None);
    for (at, serial) in own {
        let reason = match before {
            Some((earlier, last)) if serial == last => Some(format!("the serial {serial} stands at {earlier} too")),
            Some((earlier, last)) if serial > last + 1 || (serial < last && serial != 1) => {
                Some(format!("the serial {serial} follows {last} at {earlier}"))
            }
            _ => None,
        };
        tales.extend(reason.map(|reason| Tale { review: true, ..Tale::new(at, Place::Serial.name(), reason) }));
        before = Some((at, serial));
    }
    tales
}

/// The area that a sheet is of, for entries that hang on no column: out of its title, or else its name.
fn area(origin: &Origin<'_>) -> Option<String> {
    let of_title = |title: &String| {
        let title = squeezed(title);
        let end = ["领域", "基层政务公开", "政务公开标准"].iter().filter_map(|word| title.find(word)).min()?;
        let name =
            title[..end].trim_start_matches(|it: char| "()、.一二三四五六七八九十".contains(it) || it.is_ascii_digit());
        (!name.is_empty()).then(|| name.to_owned())
    };
    let name = squeezed(&origin.sheet.name);
    let is_name = !name.is_empty() && !["sheet", "工作表", "目录"].iter().any(|it| name.starts_with(it));
    origin.table.titles.iter().find_map(of_title).or_else(|| is_name.then(|| origin.sheet.name.clone()))
}
