//! CSV and TSV.

use super::grid::Grid;
use super::{At, Cell, Limits, Sheet, Unreadable};
use encoding_rs::{Encoding, GB18030};
use std::borrow::Cow;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Unreadable> {
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(Unreadable::new("is neither a workbook nor text"));
    }
    let text = text.as_bytes();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator(text)).from_reader(text);
    let mut grid = Grid::new(limits);
    let mut record = csv::ByteRecord::new();
    let mut lines = Lines { bytes: text, at: 0, line: 1 };
    let (mut rows, mut end): (Vec<u64>, _) = (Vec::new(), 1);
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        if !reader.read_byte_record(&mut record).map_err(|error| Unreadable::damaged("CSV", error))? {
            break;
        }
        // A blank line is a row for a spreadsheet program, which the addresses follow, but none for the reader.
        let line = lines.of(start);
        rows.extend(end..line);
        grid.count(usize::try_from(line - end).unwrap_or(usize::MAX), 0)?;
        let row = rows.len();
        rows.push(line);
        for (column, cell) in record.iter().enumerate() {
            grid.put(At::new(row, column), Cell::text(unarmed(&String::from_utf8_lossy(cell))))?;
        }
        // As long as it is, blank cells included: that a row is shorter than the header is told.
        grid.count(record.len(), 0)?;
        grid.sheet.rows.resize_with(row + 1, Vec::new);
        grid.sheet.rows[row].resize_with(record.len(), Cell::default);
        end = lines.of_end(usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)) + 1;
    }
    Ok(Sheet { lines: rows, is_strict: true, ..grid.sheet })
}

/// A cell without the apostrophe that keeps spreadsheet programs from taking it for a formula.
fn unarmed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\'']) => rest,
        _ => cell,
    }
}

/// UTF-8, UTF-16 if it says so, or else GB18030, which Chinese editions of Excel write.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, _, is_bad) = encoding.decode(&bytes[length..]);
        return if is_bad { Err(Unreadable::new(format!("is not {}", encoding.name()))) } else { Ok(text) };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    match GB18030.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text),
        _ => Err(Unreadable::new("is neither a workbook nor text in UTF-8 or GB18030")),
    }
}

/// The separator that stands most often in the first lines, outside quotes; of equals the comma.
fn separator(text: &[u8]) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    for byte in text.iter().take(16_384) {
        is_quoted ^= *byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| !is_quoted && separator == byte) {
            *count += 1;
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
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

    /// The last line of a row that ends before `end`, where its line break may be read or not.
    fn of_end(&self, end: usize) -> u64 {
        let row = self.bytes.get(self.at..end.min(self.bytes.len())).unwrap_or_default();
        let row = row.strip_suffix(b"\n").unwrap_or(row);
        self.line + row.iter().filter(|byte| **byte == b'\n').count() as u64
    }
}
