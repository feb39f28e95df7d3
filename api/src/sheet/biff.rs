//! How much an `.xls` would be in memory. calamine lays every sheet out in full as soon as it opens the file, and two
//! cells at the far corners of a sheet make sixteen million: so the extents are read first, here.

use super::{Limits, Unreadable};

/// A stream this short is kept elsewhere in the file; no program writes so short a workbook.
const SHORTEST: usize = 4_096;
const END: u32 = 0xffff_fffe;

/// Refuses files whose sheets reach too far.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Unreadable> {
    let stream = workbook(bytes).ok_or_else(|| Unreadable::new("is damaged"))?;
    let sheets: Vec<usize> = records(&stream, 0)
        .take_while(|(kind, _)| *kind != EOF)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| Some(long(data, 0)? as usize))
        .collect();
    if sheets.len() > limits.sheets {
        return Err(Unreadable::new(format!("has more than {} sheets", limits.sheets)));
    }
    // Room for it is made before a cell is read.
    let said =
        |start: &usize| records(&stream, *start).take_while(|(kind, _)| *kind != EOF).filter_map(dimensions).max();
    if sheets.iter().filter_map(said).any(|cells| cells > WHOLE_SHEET) {
        return Err(Unreadable::new("is damaged: a sheet says that it is larger than a sheet can be"));
    }
    let cells: usize = sheets.into_iter().map(|start| extent(&stream, start)).sum();
    if cells > limits.cells {
        return Err(Unreadable::new(format!("has more than {} cells, blank ones included", limits.cells)));
    }
    Ok(())
}

const EOF: u16 = 0x0a;
/// The record that says how far a sheet reaches. It may say so of blank cells, but not of more than a sheet has.
const DIMENSIONS: u16 = 0x200;
const WHOLE_SHEET: usize = 65_536 * 256;
const SHEET: u16 = 0x85;
/// Records that hold a cell: formula, several numbers, text, shared text, number, label, truth or error, short number.
const CELLS: [u16; 8] = [0x06, 0xbd, 0xd6, 0xfd, 0x203, 0x204, 0x205, 0x27e];
/// The record that holds several cells of a row.
const SEVERAL: u16 = 0xbd;

/// The first and the last, if there are any.
type Range = Option<(u16, u16)>;

/// The cells of the rectangle that holds all cells of a sheet.
fn extent(stream: &[u8], start: usize) -> usize {
    let (mut rows, mut columns): (Range, Range) = (None, None);
    let reach = |range: &mut Range, at: u16| {
        let (first, last) = range.unwrap_or((at, at));
        *range = Some((first.min(at), last.max(at)));
    };
    for (kind, data) in records(stream, start).take_while(|(kind, _)| *kind != EOF) {
        let (true, Some(row), Some(column)) = (CELLS.contains(&kind), short(data, 0), short(data, 2)) else { continue };
        reach(&mut rows, row);
        reach(&mut columns, column);
        if let Some(last) = short(data, data.len().wrapping_sub(2)).filter(|_| kind == SEVERAL) {
            reach(&mut columns, last);
        }
    }
    let length = |range: Range| range.map_or(0, |(first, last)| usize::from(last - first) + 1);
    length(rows) * length(columns)
}

/// The cells that a record says that its sheet has.
fn dimensions((kind, data): (u16, &[u8])) -> Option<usize> {
    if kind != DIMENSIONS {
        return None;
    }
    let (rows, columns) = match data.len() {
        12.. => (long(data, 4)?.checked_sub(long(data, 0)?)?, short(data, 10)?.checked_sub(short(data, 8)?)?),
        _ => (u32::from(short(data, 2)?.checked_sub(short(data, 0)?)?), short(data, 6)?.checked_sub(short(data, 4)?)?),
    };
    (rows as usize).checked_mul(usize::from(columns))
}

/// The records from a place on: what they are, and what they hold.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let (kind, length) = (short(stream, at)?, usize::from(short(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// The stream of the workbook, put together from the sectors of the file.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = 1_usize.checked_shl(u32::from(short(bytes, 30)?)).filter(|size| matches!(size, 512 | 4_096))?;
    let sector = |number: u32| bytes.get((number as usize + 1).checked_mul(size)?..)?.chunks(size).next();
    // The sectors of the table of sectors: the first 109 stand in the header, the others in a chain of their own.
    let mut tables: Vec<u32> = (0..109).filter_map(|place| long(bytes, 76 + place * 4)).collect();
    let mut next = long(bytes, 68)?;
    while next < END && tables.len() < bytes.len() / size + 256 {
        let more = sector(next)?;
        tables.extend((0..size / 4 - 1).filter_map(|place| long(more, place * 4)));
        next = long(more, size - 4)?;
    }
    let table: Vec<u32> = tables
        .into_iter()
        .filter(|number| *number < END)
        .filter_map(sector)
        .flat_map(|sector| (0..size / 4).filter_map(|place| long(sector, place * 4)))
        .collect();
    let chain = |first: u32| {
        let mut stream = Vec::new();
        let mut next = first;
        // No stream is longer than the file: a chain that bites its tail ends here.
        while next < END && stream.len() <= bytes.len() {
            stream.extend_from_slice(sector(next)?);
            next = *table.get(next as usize)?;
        }
        Some(stream)
    };
    let directory = chain(long(bytes, 48)?)?;
    let is_workbook = |entry: &&[u8]| {
        let length = usize::from(short(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let name: Vec<u16> = (0..length / 2).filter_map(|place| short(entry, place * 2)).collect();
        matches!(String::from_utf16_lossy(&name).to_ascii_lowercase().as_str(), "workbook" | "book")
    };
    let entry = directory.chunks_exact(128).find(is_workbook)?;
    let length = long(entry, 120)? as usize;
    let mut stream = chain(long(entry, 116)?).filter(|_| length >= SHORTEST)?;
    stream.truncate(length);
    Some(stream)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
