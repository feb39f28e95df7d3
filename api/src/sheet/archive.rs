//! Packed files: how large they are when unpacked, and which sort they are.

use super::{Format, Limits, Sheet, Unreadable, ods, xlsx};
use std::io::{Cursor, Read, sink};
use zip::ZipArchive;

/// Most parts of a packed file.
const PARTS: usize = 5_000;

/// Reads a packed file, after unpacking it once to nowhere: what its directory says of sizes is not believed.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(Format, Vec<Sheet>), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged("archive", error))?;
    if archive.len() > PARTS {
        return Err(Unreadable::new(format!("is packed of {} parts; {PARTS} are allowed", archive.len())));
    }
    let mut left = limits.expansion;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|error| Unreadable::damaged("archive", error))?;
        let read = std::io::copy(&mut part.take(left + 1), &mut sink());
        let length = read.map_err(|error| Unreadable::damaged("archive", error))?;
        let Some(rest) = left.checked_sub(length) else {
            return Err(Unreadable::new(format!("unpacks to more than {} bytes", limits.expansion)));
        };
        left = rest;
    }
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return Ok((Format::Xlsx, xlsx::read(archive, bytes, limits)?));
    }
    if archive.index_for_name("content.xml").is_some() {
        return Ok((Format::Ods, ods::read(archive, limits)?));
    }
    // Workbooks may name their parts otherwise; what is none says so.
    Ok((Format::Xlsx, xlsx::read(archive, bytes, limits)?))
}
