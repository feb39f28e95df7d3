//! Tables within sheets: their header, their rows, and what stands around them.

use super::header::{self, Header, Missed, Names};
use super::{At, Cell, Sheet, squeezed};
use std::collections::HashSet;

/// Values of one table: rows by columns.
const MOST_VALUES: usize = 4_000_000;

/// A column that a table may have. Names are compared without spaces, line breaks, the width of letters and brackets,
/// and, where that finds nothing, without what stands in brackets at their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, by which reports call it; a header may bear it too.
    pub name: &'static str,
    /// Other names that headers give it.
    pub aliases: &'static [&'static str],
    /// A row is the header only if it has this.
    pub required: bool,
    /// A blank cell says what the one above says, where the file does not tell merged cells in this column.
    pub inherits: bool,
}

impl Field {
    /// What most fields are: neither required nor inheriting. For `..Field::NONE`.
    pub const NONE: Self = Self { name: "", aliases: &[], required: false, inherits: false };
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// Its name as written, that of its group and a slash before it; empty where only cells stand there.
    pub header: String,
    /// The place of its field among those asked for.
    pub field: Option<usize>,
    /// Where several columns are one field (公开对象 over 全社会 and 特定群体, to be ticked): which of them this is.
    pub option: Option<String>,
}

/// Where a value comes from, when not from its own cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Its own cell.
    Own,
    /// The merged cell that covers its own.
    Merged(At),
    /// 同上: the row above.
    Ditto(At),
    /// A blank cell of an inheriting field: the row above.
    Above(At),
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// The cell that says it.
    pub cell: &'a Cell,
    /// Its own cell.
    pub at: At,
    /// Where it comes from.
    pub source: Source,
}

impl Value<'_> {
    /// The text.
    pub fn text(&self) -> &str {
        &self.cell.text
    }
}

/// A row of a table that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its place in the sheet, from 0.
    pub at: usize,
    /// The line of the file on which it begins.
    pub line: u64,
    /// Nobody sees it in a spreadsheet program.
    pub is_hidden: bool,
    /// How many cells it has and how many the header, where they must be as many and are not.
    pub broken: Option<(usize, usize)>,
    /// Its values, one a column.
    pub values: Vec<Value<'a>>,
}

/// Something beside the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// 备注:… beneath the table.
    Footnote,
    /// One cell across the table: a heading among the rows.
    Band,
    /// The header once more, as at the top of each printed page.
    Header,
    /// 1, 2, 3 … beneath the header.
    Numbers,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// First row of the header, from 0.
    pub first: usize,
    /// Last row of the header.
    pub last: usize,
    /// What stands above the header, row by row.
    pub titles: Vec<String>,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows that say something.
    pub rows: Vec<Row<'a>>,
    /// What stands among and beneath the rows and is none: its first cell, what it is, its words.
    pub notes: Vec<(At, NoteKind, String)>,
}

impl<'a> Table<'a> {
    /// Finds the table of these fields in a sheet.
    pub fn find(sheet: &'a Sheet, fields: &[Field]) -> Result<Self, Missed> {
        let names = Names::new(fields);
        let Header { first, last, columns } = header::locate(sheet, fields, &names)?;
        let title = |row: usize| {
            let cells = sheet.rows[row].iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
            cells.collect::<Vec<_>>().join(" ")
        };
        let titles = (0..first).map(title).filter(|it| !it.is_empty()).collect();
        let mut table = Self { first, last, titles, columns, rows: Vec::new(), notes: Vec::new() };
        table.meet_strays(sheet);
        // Every row gets a value for every column, whether it has a cell there or not.
        if table.columns.len().saturating_mul(sheet.rows.len()) > MOST_VALUES {
            return Err(Missed::TooLarge);
        }
        table.fill(sheet, fields, &names)?;
        Ok(table)
    }

    /// Whether the table has the field.
    pub fn has(&self, field: usize) -> bool {
        self.columns.iter().any(|column| column.field == Some(field))
    }

    /// A row's value of a field; nothing where the table does not have it, or has it as several columns to tick.
    pub fn value<'r>(&self, row: &'r Row<'a>, field: usize) -> Option<&'r Value<'a>> {
        let is_it = |column: &Column| column.field == Some(field) && column.option.is_none();
        row.values.get(self.columns.iter().position(is_it)?)
    }

    /// A row's values of a field that is several columns, with the name of each.
    pub fn options<'r>(&'r self, row: &'r Row<'a>, field: usize) -> impl Iterator<Item = (&'r str, &'r Value<'a>)> {
        let columns = self.columns.iter().zip(&row.values).filter(move |(column, _)| column.field == Some(field));
        columns.filter_map(|(column, value)| Some((column.option.as_deref()?, value)))
    }

    /// Columns without a name that hold something all the same.
    fn meet_strays(&mut self, sheet: &Sheet) {
        let width = sheet.rows.iter().skip(self.last + 1).map(Vec::len).max().unwrap_or(0);
        let mut is_used = vec![false; width];
        for row in sheet.rows.iter().skip(self.last + 1) {
            row.iter().zip(&mut is_used).for_each(|(cell, is_used)| *is_used |= !cell.text.is_empty());
        }
        let known: HashSet<usize> = self.columns.iter().map(|column| column.at).collect();
        for at in (0..width).filter(|at| is_used[*at] && !known.contains(at)) {
            self.columns.push(Column { at, header: String::new(), field: None, option: None });
        }
        self.columns.sort_by_key(|column| column.at);
    }

    fn fill(&mut self, sheet: &'a Sheet, fields: &[Field], names: &Names) -> Result<(), Missed> {
        let is_merged = |column: &Column| {
            let mut merges = sheet.merges.iter().filter(|merge| merge.first.row > self.last);
            merges.any(|it| it.last.row > it.first.row && (it.first.column..=it.last.column).contains(&column.at))
        };
        let inherits = |column: &Column| {
            column.field.is_some_and(|field| fields[field].inherits) && column.option.is_none() && !is_merged(column)
        };
        let inherits: Vec<bool> = self.columns.iter().map(inherits).collect();
        let header_width = sheet.rows.get(self.last).map_or(0, Vec::len);
        let mut text = 0_usize;
        for at in self.last + 1..sheet.rows.len() {
            let own: Vec<Value<'a>> = self.columns.iter().map(|column| value(sheet, At::new(at, column.at))).collect();
            let width = sheet.rows[at].len();
            let broken = (sheet.is_strict && width > 0 && width != header_width).then_some((width, header_width));
            let said = own.iter().find(|value| !value.text().is_empty());
            if said.is_none() && broken.is_none() {
                continue;
            }
            // Of CSV that nobody has filled up with separators, a note is a row of one cell.
            let may_be_note = broken.is_none_or(|(width, _)| width == 1);
            if let Some((said, kind)) = said.filter(|_| may_be_note).zip(self.note(sheet, names, at, &own)) {
                self.notes.push((said.at, kind, said.text().to_owned()));
                continue;
            }
            let above = self.rows.last();
            let values: Vec<Value<'a>> = own
                .into_iter()
                .zip(&inherits)
                .enumerate()
                .map(|(place, (value, inherits))| {
                    let is_ditto = is_ditto(value.text());
                    let above = above.map(|row| &row.values[place]).filter(|above| !above.text().is_empty());
                    let Some(above) = above.filter(|_| is_ditto || (*inherits && value.text().is_empty())) else {
                        return value;
                    };
                    let from = above.source.from().unwrap_or(above.at);
                    let source = if is_ditto { Source::Ditto(from) } else { Source::Above(from) };
                    Value { cell: above.cell, at: value.at, source }
                })
                .collect();
            text += values.iter().map(|value| value.text().len()).sum::<usize>();
            if text > header::TEXT {
                return Err(Missed::TooLarge);
            }
            let is_hidden = sheet.hidden_rows.contains(&at);
            self.rows.push(Row { at, line: sheet.line(at), is_hidden, broken, values });
        }
        Ok(())
    }

    /// What a row is, if it is none of the table's own.
    fn note(&self, sheet: &Sheet, names: &Names, at: usize, values: &[Value<'_>]) -> Option<NoteKind> {
        let said: Vec<&Value<'_>> = values.iter().filter(|value| !value.text().is_empty()).collect();
        if said.len() > 1 && self.is_header(names, &said) {
            return Some(NoteKind::Header);
        }
        let is_numbers = said.len() > 2
            && said.len() == self.columns.len()
            && (1..)
                .zip(&said)
                .all(|(number, value)| squeezed(value.text()).trim_matches(['(', ')']) == number.to_string());
        if is_numbers && self.rows.is_empty() {
            return Some(NoteKind::Numbers);
        }
        let first = sheet.anchor(said.first()?.at);
        let is_one = said.iter().all(|value| sheet.anchor(value.at) == first) && first.row == at;
        if !is_one {
            return None;
        }
        if is_footnote(said[0].text()) || (said.len() == 1 && self.is_below_footnote(at)) {
            return Some(NoteKind::Footnote);
        }
        (said.len() > 2 && said.len() * 2 > self.columns.len()).then_some(NoteKind::Band)
    }

    fn is_header(&self, names: &Names, said: &[&Value<'_>]) -> bool {
        said.iter().all(|value| {
            let text = squeezed(value.text());
            self.columns.iter().find(|column| column.at == value.at.column).is_some_and(|column| {
                column.header.split('/').any(|name| squeezed(name) == text)
                    || column.field.is_some_and(|field| names.field(&text) == Some(field))
            })
        })
    }

    fn is_below_footnote(&self, at: usize) -> bool {
        self.notes.last().is_some_and(|(note, kind, _)| *kind == NoteKind::Footnote && note.row + 1 == at)
    }
}

impl Source {
    /// The cell that says the value, where it is not the value's own.
    pub fn from(self) -> Option<At> {
        match self {
            Self::Own => None,
            Self::Merged(at) | Self::Ditto(at) | Self::Above(at) => Some(at),
        }
    }
}

fn value(sheet: &Sheet, at: At) -> Value<'_> {
    let anchor = sheet.anchor(at);
    let source = if anchor == at { Source::Own } else { Source::Merged(anchor) };
    Value { cell: sheet.cell(anchor), at, source }
}

/// Whether a cell says what the one above it says.
pub fn is_ditto(text: &str) -> bool {
    matches!(text, "同上" | "同前" | "〃" | "″" | "\"" | "”" | "“" | "\"\"" | "″″")
}

/// Words with which notes beneath a table begin.
fn is_footnote(text: &str) -> bool {
    const WORDS: [&str; 8] = ["备注", "注", "说明", "填表说明", "附注", "填表人", "审核人", "填报人"];
    let is_end =
        |rest: &str| rest.trim_start().starts_with([':', '：', '1', '１', '(', '（']) || rest.trim().is_empty();
    let beginning: String = text.chars().take(12).collect();
    WORDS.iter().filter_map(|word| text.strip_prefix(word)).any(is_end)
        || ["说明:", "说明："].iter().any(|word| beginning.contains(word))
}
