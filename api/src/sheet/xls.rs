//! `.xls`: Excel before 2007.

use super::grid::Grid;
use super::{At, Cell, CellKind, Limits, Sheet, Unreadable, biff};
use calamine::{Data, ExcelDateTime, Reader, SheetType, SheetVisible, Xls};
use std::io::Cursor;

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Unreadable> {
    biff::check(bytes, limits)?;
    let damaged = |error| Unreadable::damaged("workbook", error);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut grid = Grid::new(limits);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, data) in range.used_cells() {
            let at = At::new(top as usize + row, left as usize + column);
            grid.put(at, cell(data))?;
        }
        for merge in book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)? {
            grid.merge(at(merge.start), at(merge.end))?;
        }
        grid.end(&sheet.name, sheet.visible != SheetVisible::Visible)?;
    }
    Ok(grid.done)
}

/// A place as the library tells it.
pub(super) fn at((row, column): (u32, u32)) -> At {
    At::new(row as usize, column as usize)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::default(),
        Data::String(text) | Data::DurationIso(text) => Cell::text(text),
        Data::Int(number) => Cell { text: number.to_string(), kind: CellKind::Number },
        Data::Float(number) => Cell::number(*number),
        Data::Bool(is_true) => truth(*is_true),
        Data::DateTime(date) => moment(date),
        Data::DateTimeIso(text) => Cell { text: text.clone(), kind: CellKind::Date },
        Data::Error(error) => Cell { text: error.to_string(), kind: CellKind::Error },
    }
}

/// 是 or 否, as the Chinese edition of Excel would be told.
pub(super) fn truth(is_true: bool) -> Cell {
    Cell::text(if is_true { "TRUE" } else { "FALSE" })
}

pub(super) fn moment(date: &ExcelDateTime) -> Cell {
    if date.is_duration() {
        return Cell::number(date.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    match date.as_f64() {
        // Only a time of day.
        ..1.0 => Cell::date((0, 0, 0), (hour, minute, second)),
        _ => Cell::date((year, month, day), (hour, minute, second)),
    }
}
