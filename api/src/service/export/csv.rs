//! CSV with the canonical headers.

use super::{Exported, headings};
use crate::error::{Error, Result};

/// As CSV in UTF-8, with the mark by which Excel knows it. Cells that a spreadsheet program would take for formulas
/// have an apostrophe before them, which `sheet` takes away.
pub fn csv(exported: &Exported) -> Result<Vec<u8>> {
    let headings = headings(exported.with_contacts);
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let failed = |error: csv::Error| Error::Internal(error.to_string());
    writer.write_record(headings.iter().map(|heading| heading.name)).map_err(failed)?;
    for entry in &exported.entries {
        writer.write_record(headings.iter().map(|heading| harmless((heading.cell)(entry)))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(error.to_string()))
}

fn harmless(text: String) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some('=' | '+' | '-' | '@'), _) | (Some('\''), Some('=' | '+' | '-' | '@' | '\'')) => format!("'{text}"),
        _ => text,
    }
}
