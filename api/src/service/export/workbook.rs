//! A workbook in the template: a title, one header, equal cells merged, ready to print.

use super::{Exported, Heading, headings};
use crate::error::{Error, Result};
use crate::scope::Clock;
use crate::service::write::CatalogRow;
use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Rows above the entries: the title and the header.
const TOP: u32 = 2;
/// A4.
const PAPER: u8 = 9;
/// The most characters that Excel holds in a cell.
const CELL: usize = 32_767;
/// The most rows of a sheet.
const ROWS: usize = 1_048_576 - TOP as usize;

/// As a workbook. All cells are words: none is a formula, whatever it begins with.
pub fn workbook(exported: &Exported, clock: &Clock) -> Result<Vec<u8>> {
    if exported.entries.len() > ROWS {
        return Err(Error::usage("catalog", format!("has more than {ROWS} entries: take it out as CSV")));
    }
    let headings = headings(exported.with_contacts);
    for entry in &exported.entries {
        let too_long = headings.iter().find(|heading| (heading.cell)(entry).encode_utf16().count() > CELL);
        if let Some(heading) = too_long {
            let reason =
                format!("{} of {:?} is longer than a cell may be: take it out as CSV", heading.name, entry.item);
            return Err(Error::usage("catalog", reason));
        }
    }
    let failed = |error: XlsxError| Error::Internal(error.to_string());
    let mut book = Workbook::new();
    let today = clock.now().date_naive();
    let year = u16::try_from(today.year()).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, today.month() as u8, today.day() as u8).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_title(&exported.title).set_creation_datetime(&made));
    fill(book.add_worksheet(), exported, &headings).map_err(failed)?;
    book.save_to_buffer().map_err(failed)
}

fn fill(sheet: &mut Worksheet, exported: &Exported, headings: &[Heading]) -> std::result::Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let body = Format::new().set_text_wrap().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
    let last = headings.len() as u16 - 1;
    sheet.set_name("目录")?;
    sheet.merge_range(0, 0, 0, last, &exported.title, &title)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.set_column_width(column, heading.width)?;
        sheet.write_string_with_format(TOP - 1, column, heading.label, &head)?;
        let cells: Vec<String> = exported.entries.iter().map(heading.cell).collect();
        let mut first = 0;
        while first < cells.len() {
            let length = match heading.merges() {
                true => run(&exported.entries[first..], &cells[first..], heading),
                false => 1,
            };
            let (top, bottom) = (TOP + first as u32, TOP + (first + length) as u32 - 1);
            match length {
                1 => sheet.write_string_with_format(top, column, &cells[first], &body).map(|_| ())?,
                _ => sheet.merge_range(top, column, bottom, column, &cells[first], &body).map(|_| ())?,
            }
            first += length;
        }
    }
    sheet.set_freeze_panes(TOP, 0)?.set_repeat_rows(0, TOP - 1)?;
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    Ok(())
}

impl Heading {
    /// Whether equal cells of this column are merged, as in the template.
    fn merges(&self) -> bool {
        self.label == "序号" || self.label == "公开主体" || self.label.ends_with("栏目")
    }
}

/// How many rows the first cell stands for: those with the same cell under the same unit and columns above it.
fn run(entries: &[CatalogRow], cells: &[String], heading: &Heading) -> usize {
    let depth = match heading.name {
        "unit" => 0,
        "column_l1" => 1,
        "column_l2" => 2,
        _ => 3,
    };
    let is_one = |at: &usize| {
        let (first, other) = (&entries[0], &entries[*at]);
        let path = |entry: &'_ CatalogRow| entry.columns.iter().take(depth).cloned().collect::<Vec<_>>();
        !cells[0].is_empty() && cells[0] == cells[*at] && first.unit == other.unit && path(first) == path(other)
    };
    (1..cells.len()).take_while(is_one).count() + 1
}
