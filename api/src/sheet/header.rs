//! Where the header of a table is, and what its columns are.

use super::table::{Column, Field};
use super::{At, Sheet, squeezed};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt::{Display, Formatter};

/// In how many rows a header is looked for.
const ROWS: usize = 60;
/// Bytes of text that the rows of a table may have, what merged cells and 同上 repeat counted as often.
pub(super) const TEXT: usize = 200 << 20;

/// Why a sheet has no such table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missed {
    /// No row is its header.
    NoHeader {
        /// The fields that a header must have.
        wanted: Vec<&'static str>,
        /// Rows (from 0) that come near, with the fields that they have and those that they lack.
        considered: Vec<(usize, Vec<&'static str>, Vec<&'static str>)>,
    },
    /// Two columns have one name.
    Twice {
        /// The name, as written the second time.
        header: String,
        /// Where it stands.
        first: At,
        /// Where it stands again.
        second: At,
    },
    /// Merged cells and 同上 make more text of it than is allowed.
    TooLarge,
}

impl Display for Missed {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoHeader { wanted, considered } => {
                f.write_str("no header row")?;
                if !wanted.is_empty() {
                    write!(f, "; looked for {}", wanted.join(", "))?;
                }
                considered.iter().try_for_each(|(row, known, missing)| {
                    write!(f, "; row {} has {}, {} missing", row + 1, known.join(", "), missing.join(", "))
                })
            }
            Self::Twice { header, first, second } => {
                write!(f, "the header {header:?} at {second} stands twice: the column at {first} is the same")
            }
            Self::TooLarge => {
                write!(f, "has more than {TEXT} bytes of text, or 4000000 cells, once merged cells are filled")
            }
        }
    }
}

impl std::error::Error for Missed {}

/// A header: its first and last row, and what its columns are.
#[derive(Debug)]
pub(super) struct Header {
    pub first: usize,
    pub last: usize,
    pub columns: Vec<Column>,
}

/// How good a header is, the least the best: fields that it must have and lacks, fields that it has, its rows.
type Rank = (usize, Reverse<usize>, Reverse<usize>);

/// The names of the fields, squeezed.
pub(super) struct Names(HashMap<String, usize>);

impl Names {
    pub fn new(fields: &[Field]) -> Self {
        let mut names = HashMap::new();
        for (place, field) in fields.iter().enumerate() {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                names.entry(squeezed(name)).or_insert(place);
            }
        }
        Self(names)
    }

    /// The field that a header names, with or without what it says in brackets at its end.
    pub fn field(&self, header: &str) -> Option<usize> {
        let header = squeezed(header);
        let without = header.strip_suffix(')').and_then(|it| it.split_once('(')).map(|(name, _)| name);
        self.0.get(&header).or_else(|| self.0.get(without?)).copied()
    }
}

/// The row, or two, that name the most fields; of equals the two, and the upper.
pub(super) fn locate(sheet: &Sheet, fields: &[Field], names: &Names) -> Result<Header, Missed> {
    let mut best: Option<(Rank, Header)> = None;
    let mut considered = Vec::new();
    for first in 0..sheet.rows.len().min(ROWS) {
        for depth in [1, 2] {
            let Some(columns) = columns(sheet, names, first, depth) else { continue };
            let has = |place: usize| columns.iter().any(|column| column.field == Some(place));
            let known: Vec<usize> = (0..fields.len()).filter(|place| has(*place)).collect();
            // One known name among others may be anything; a table of one column has but one.
            if known.is_empty() || (known.len() < 2 && columns.len() > 1 && fields.len() > 1) {
                continue;
            }
            let missing: Vec<_> =
                (0..fields.len()).filter(|it| fields[*it].required && !has(*it)).map(|it| fields[it].name).collect();
            let rank = (missing.len(), Reverse(known.len()), Reverse(depth));
            if missing.is_empty() {
                if best.as_ref().is_none_or(|(other, _)| rank < *other) {
                    best = Some((rank, Header { first, last: first + depth - 1, columns }));
                }
            } else {
                considered.push((first, known.into_iter().map(|it| fields[it].name).collect(), missing));
            }
        }
    }
    let Some((_, header)) = best else {
        // The best of them say enough.
        considered
            .sort_by_key(|(row, known, missing): &(usize, Vec<_>, Vec<_>)| (missing.len(), Reverse(known.len()), *row));
        considered.truncate(3);
        let wanted = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        return Err(Missed::NoHeader { wanted, considered });
    };
    let mut met: HashMap<usize, At> = HashMap::new();
    for column in header.columns.iter().filter(|column| column.option.is_none()) {
        let (Some(field), at) = (column.field, At::new(header.last, column.at)) else { continue };
        if let Some(earlier) = met.insert(field, at) {
            return Err(Missed::Twice { header: column.header.clone(), first: earlier, second: at });
        }
    }
    Ok(header)
}

/// What the columns are if the header begins in a row and is so deep; nothing where it cannot.
fn columns(sheet: &Sheet, names: &Names, first: usize, depth: usize) -> Option<Vec<Column>> {
    let last = first + depth - 1;
    let ends = sheet.merges.iter().filter(|merge| (first..=last).contains(&merge.first.row));
    let rows = (first..=last).map(|row| sheet.rows.get(row).map_or(0, Vec::len));
    let width = rows.chain(ends.map(|merge| (merge.last.column + 1).min(1_000))).max()?;
    if depth == 1 { Some(single(sheet, names, first, width)) } else { double(sheet, names, first, width) }
}

fn single(sheet: &Sheet, names: &Names, row: usize, width: usize) -> Vec<Column> {
    let mut columns = Vec::new();
    for at in (0..width).map(|column| At::new(row, column)) {
        let header = &sheet.shown(at).text;
        // The name over several columns is that of the first.
        let is_first = sheet.anchor(at).column == at.column;
        if !header.is_empty() && is_first {
            columns.push(Column { at: at.column, field: names.field(header), option: None, header: header.clone() });
        }
    }
    columns
}

/// Two rows: columns that go through both, and groups of columns with a name each beneath the name of all.
fn double(sheet: &Sheet, names: &Names, row: usize, width: usize) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    // The names of the groups with how many columns each has, and whether the upper row says anything that is known.
    let (mut groups, mut is_upper_known): (Vec<(String, usize)>, _) = (Vec::new(), false);
    let mut is_in_group = false;
    let tells_merges = sheet.merges.iter().any(|merge| (row..=row + 1).contains(&merge.first.row));
    for column in 0..width {
        let (upper, lower) = (At::new(row, column), At::new(row + 1, column));
        let (top, bottom) = (&sheet.shown(upper).text, &sheet.shown(lower).text);
        let goes_on = match tells_merges {
            true => sheet.anchor(upper).column < column,
            false => top.is_empty(),
        };
        if bottom.is_empty() || sheet.anchor(lower) == sheet.anchor(upper) {
            is_in_group = false;
            let field = names.field(top);
            is_upper_known |= field.is_some();
            if !top.is_empty() && sheet.anchor(upper).column == column {
                columns.push(Column { at: column, field, option: None, header: top.clone() });
            }
            continue;
        }
        match groups.last_mut() {
            Some((_, count)) if is_in_group && goes_on => *count += 1,
            _ if top.is_empty() => {
                is_in_group = false;
                columns.push(Column { at: column, field: names.field(bottom), option: None, header: bottom.clone() });
                continue;
            }
            _ => groups.push((top.clone(), 1)),
        }
        is_in_group = true;
        let group = groups.last().map_or("", |(group, _)| group);
        let of_group = names.field(group);
        is_upper_known |= of_group.is_some();
        let header = format!("{group}/{bottom}");
        columns.push(match (names.field(bottom), of_group) {
            (None, Some(field)) => Column { at: column, field: Some(field), option: Some(bottom.clone()), header },
            (field, _) => Column { at: column, field, option: None, header },
        });
    }
    // A name with another beneath it and no neighbour is a header with a row of the table beneath it, unless most groups
    // have neighbours: then it is a group of one.
    let alone = groups.iter().filter(|(_, count)| *count == 1).count();
    let is_header = !groups.is_empty() && alone * 2 <= groups.len() && is_upper_known;
    is_header.then_some(columns)
}
