//! Spreadsheets as people make them. Knows nothing of what stands in them: catalogs, task plans and units are read
//! with it alike.
//!
//! - [`read`] tells by its first bytes what a file is (`.xlsx`, `.xls`, `.ods`, CSV or TSV in UTF-8, UTF-16 or
//!   GB18030), refuses what is larger than the [`Limits`], and gives a [`Workbook`]: sheets of clean [`Cell`]s whose
//!   addresses are those that a spreadsheet program shows ([`At`]: `B7`).
//! - [`Table::find`](table::Table::find) finds the header among titles and notes (one row of it, or two where groups
//!   of columns stand under merged cells), knows the columns by their names in any order, and gives the rows beneath
//!   with merged cells and 同上 filled in, each value with the address that it was read from.
//!
//! ```text
//! const FIELDS: &[Field] = &[
//!     Field { name: "task", aliases: &["工作任务", "任务"], required: true, inherits: true },
//!     Field { name: "deadline", aliases: &["完成时限"], ..Field::NONE },
//! ];
//! let book = sheet::read(&bytes, &Limits::default())?;
//! for sheet in &book.sheets {
//!     match Table::find(sheet, FIELDS) {
//!         Ok(table) => for row in &table.rows {
//!             let deadline = table.value(row, 1); // by the place among FIELDS; nothing where the column is absent
//!         },
//!         Err(missed) => println!("{}: {missed}", sheet.name), // tells which rows were considered
//!     }
//! }
//! ```

use std::collections::{BTreeSet, HashMap};
use std::fmt::{Display, Formatter};

mod archive;
mod biff;
mod clean;
mod grid;
mod header;
mod ods;
pub mod table;
mod text;
mod xls;
mod xlsx;

pub use clean::squeezed;
pub use header::Missed;
pub use table::{Column, Field, NoteKind, Row, Source, Table, Value};

/// How much is read. A file that holds more is refused, not cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes that a packed file unpacks to, counted while unpacking.
    pub expansion: u64,
    /// Sheets.
    pub sheets: usize,
    /// Cells of all sheets together, blank ones between others and those under merged ones included.
    pub cells: usize,
    /// Bytes of text of all cells together, that of a merged cell as often as it is shown.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, expansion: 100 << 20, sheets: 20, cells: 1_000_000, text: 100 << 20 }
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(String);

impl Unreadable {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// What a library has to say of a file.
    fn damaged(what: &str, error: impl Display) -> Self {
        Self(format!("is no good {what}: {error}"))
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Excel since 2007.
    Xlsx,
    /// Excel before.
    Xls,
    /// OpenDocument: LibreOffice, WPS.
    Ods,
    /// Text with separators.
    Csv,
}

/// All sheets of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbook {
    /// What sort of file it was.
    pub format: Format,
    /// The sheets; a CSV file is one, without a name.
    pub sheets: Vec<Sheet>,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Words, or nothing.
    #[default]
    Text,
    /// A number.
    Number,
    /// A date or time, written as 2022-04-20, 08:30 or both.
    Date,
    /// What a formula shows that cannot be worked out: #REF! and its like.
    Error,
}

/// A cell: its text, clean (see `sheet/clean.rs`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// What it holds.
    pub kind: CellKind,
}

/// Where a cell stands, from 0. Shown as people know it: `B7`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// Row, from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
}

impl At {
    /// The cell in a row and a column, both from 0.
    pub fn new(row: usize, column: usize) -> Self {
        Self { row, column }
    }
}

impl Display for At {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let (mut letters, mut left) = (Vec::new(), self.column + 1);
        while left > 0 {
            letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
            left = (left - 1) / 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", self.row + 1)
    }
}

/// Cells that are one: the first shows for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The upper left.
    pub first: At,
    /// The lower right.
    pub last: At,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Nobody sees it in a spreadsheet program unless asked for.
    pub is_hidden: bool,
    /// The rows that nobody sees.
    pub hidden_rows: BTreeSet<usize>,
    /// The cells. Rows are as long as they need be.
    pub rows: Vec<Vec<Cell>>,
    /// The merged cells; always empty for CSV, which cannot tell.
    pub merges: Vec<Merge>,
    /// Whether every row must have as many cells as the header: so it is in CSV, where one that has not is broken.
    pub is_strict: bool,
    /// Lines of the file on which rows begin, where they are not simply those of the rows.
    lines: Vec<u64>,
    /// For each cell that is covered by a merged one, where that begins.
    anchors: HashMap<At, At>,
}

const NOTHING: &Cell = &Cell { text: String::new(), kind: CellKind::Text };

impl Sheet {
    /// A cell; an empty one beyond the end.
    pub fn cell(&self, at: At) -> &Cell {
        self.rows.get(at.row).and_then(|row| row.get(at.column)).unwrap_or(NOTHING)
    }

    /// The first of the merged cells that this one is part of; itself where it is part of none.
    pub fn anchor(&self, at: At) -> At {
        self.anchors.get(&at).copied().unwrap_or(at)
    }

    /// What is shown at a place: the cell, or the merged one that covers it.
    pub fn shown(&self, at: At) -> &Cell {
        self.cell(self.anchor(at))
    }

    /// The line of the file on which a row (from 0) begins: in workbooks simply the row's number.
    pub fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(row as u64 + 1)
    }
}

/// Reads a file, whatever sort it is; the name is never asked.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::new(format!("has {} bytes; {} are allowed", bytes.len(), limits.bytes)));
    }
    let (format, sheets) = match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => guarded(|| archive::read(bytes, limits))?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => (Format::Xls, guarded(|| xls::read(bytes, limits))?),
        [b'%', b'P', b'D', b'F', ..] => return Err(Unreadable::new("is a PDF, not a spreadsheet")),
        _ => (Format::Csv, vec![text::read(bytes, limits)?]),
    };
    Ok(Workbook { format, sheets })
}

/// Damaged files make calamine panic; to whoever sent one that is an answer like any other.
fn guarded<T>(read: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    // Nothing outlives the call that a panic could leave half done.
    let read = std::panic::AssertUnwindSafe(read);
    std::panic::catch_unwind(read).unwrap_or_else(|_| Err(Unreadable::new("is damaged")))
}

#[cfg(test)]
mod tests;
