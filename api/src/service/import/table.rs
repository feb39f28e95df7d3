//! CSV files: their header, their lines, their cells.

use crate::error::{Error, Result};
use crate::service::write::Problem;

/// A column that a file may have: its header, other headers for it, and whether it must be there.
pub(super) struct Field {
    pub name: &'static str,
    pub aliases: &'static [&'static str],
    pub required: bool,
}

/// One row: its first line, and its cells in the order of the fields; or what is wrong with its form.
pub(super) struct Row {
    pub line: u64,
    pub cells: std::result::Result<Vec<String>, Vec<Problem>>,
}

/// The rows beneath the header. Cells of columns that the file does not have are empty.
pub(super) fn read(bytes: &[u8], fields: &[Field]) -> Result<Vec<Row>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut lines = Lines { bytes, at: 0, line: 1 };
    let mut places: Option<Vec<usize>> = None;
    let mut rows = Vec::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more = reader.read_byte_record(&mut record);
        if !more.map_err(|error| Error::bad_input("file", error.to_string()))? {
            break;
        }
        let line = lines.of(start);
        match &places {
            None => places = Some(header(&record, fields)?),
            Some(places) => rows.push(Row { line, cells: cells(&record, places, fields) }),
        }
    }
    match places {
        Some(_) => Ok(rows),
        None => Err(Error::bad_input("file", "is empty; a header is required")),
    }
}

/// Which field each column of the file is.
fn header(record: &csv::ByteRecord, fields: &[Field]) -> Result<Vec<usize>> {
    let refuse = |problem: String| Err(Error::bad_input("header", problem));
    let mut places = Vec::new();
    let mut unknown = Vec::new();
    for cell in record {
        let written = String::from_utf8_lossy(cell).trim().replace('（', "(").replace('）', ")");
        let is_meant =
            |field: &Field| field.name.eq_ignore_ascii_case(&written) || field.aliases.contains(&written.as_str());
        match fields.iter().position(is_meant) {
            Some(place) if places.contains(&place) => return refuse(format!("{written:?} stands twice")),
            Some(place) => places.push(place),
            None => unknown.push(format!("{written:?}")),
        }
    }
    if !unknown.is_empty() {
        let known: Vec<_> = fields.iter().map(|field| field.name).collect();
        return refuse(format!("{} unknown; known are {}", unknown.join(", "), known.join(", ")));
    }
    let missing: Vec<_> = (fields.iter().enumerate())
        .filter(|(place, field)| field.required && !places.contains(place))
        .map(|(_, field)| field.name)
        .collect();
    if missing.is_empty() { Ok(places) } else { refuse(format!("{} missing", missing.join(", "))) }
}

fn cells(
    record: &csv::ByteRecord,
    places: &[usize],
    fields: &[Field],
) -> std::result::Result<Vec<String>, Vec<Problem>> {
    if record.len() != places.len() {
        let reason = format!("has {} fields, the header has {}", record.len(), places.len());
        return Err(vec![Problem::new("row", reason)]);
    }
    let mut cells = vec![String::new(); fields.len()];
    let mut problems = Vec::new();
    for (cell, place) in record.iter().zip(places) {
        match std::str::from_utf8(cell) {
            Ok(text) => cells[*place] = text.trim().to_owned(),
            Err(_) => problems.push(Problem::new(fields[*place].name, "is not UTF-8")),
        }
    }
    if problems.is_empty() { Ok(cells) } else { Err(problems) }
}

/// Counts physical lines. The reader's own count stands on the line break before a row, or on blank lines above it.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first byte from `start` on that is no line break.
    fn of(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field { name: "code", aliases: &["代码"], required: true },
        Field { name: "name", aliases: &["名称(全)"], required: false },
    ];

    #[test]
    fn lines_are_physical_and_headers_have_aliases() {
        let text = "\u{feff}名称（全）,代码\r\n\"甲\r\n乙\",1\r\n\r\n丙,2\r\n丁\r\n";
        let rows = read(text.as_bytes(), FIELDS).unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5, 6]);
        assert_eq!(rows[0].cells.as_ref().unwrap(), &["1", "甲\r\n乙"]);
        assert_eq!(rows[2].cells.as_ref().unwrap_err()[0].reason, "has 1 fields, the header has 2");
    }

    #[test]
    fn headers_that_are_unknown_missing_or_double_are_named() {
        for (text, problem) in [("code,x", "\"x\" unknown"), ("name", "code missing"), ("code,代码", "stands twice")]
        {
            let Err(error) = read(text.as_bytes(), FIELDS) else { panic!("{text}") };
            assert!(error.to_string().contains(problem), "{error}");
        }
    }
}
