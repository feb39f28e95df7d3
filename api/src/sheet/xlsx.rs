//! `.xlsx`: Excel since 2007.

use super::grid::Grid;
use super::xls::{at, moment, truth};
use super::{Cell, CellKind, Limits, Sheet, Unreadable};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeSet, HashMap};
use std::io::{BufReader, Cursor};
use zip::ZipArchive;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn read(mut archive: Archive<'_>, bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Unreadable> {
    let damaged = |error| Unreadable::damaged("workbook", error);
    strings(&mut archive, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    if book.sheets_metadata().len() > limits.sheets {
        return Err(Unreadable::new(format!("has more than {} sheets", limits.sheets)));
    }
    let mut hidden = hidden_rows(&mut archive);
    let mut grid = Grid::new(limits);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        // Cell by cell: two cells at the far corners of a sheet would make a range of all that lies between.
        match book.worksheet_cells_reader(&sheet.name) {
            Ok(mut cells) => {
                while let Some(it) = cells.next_cell().map_err(damaged)? {
                    grid.put(at(it.get_position()), cell(it.get_value()))?;
                }
            }
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(error)),
        }
        for merge in book.merge_cells_by_sheet_name(&sheet.name).map_err(damaged)? {
            grid.merge(at(merge.start), at(merge.end))?;
        }
        grid.sheet.hidden_rows = hidden.remove(&sheet.name).unwrap_or_default();
        grid.end(&sheet.name, sheet.visible != SheetVisible::Visible)?;
    }
    Ok(grid.done)
}

fn cell(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::default(),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell { text: number.to_string(), kind: CellKind::Number },
        DataRef::Float(number) => Cell::number(*number),
        DataRef::Bool(is_true) => truth(*is_true),
        DataRef::DateTime(date) => moment(date),
        DataRef::DateTimeIso(text) => Cell { text: text.clone(), kind: CellKind::Date },
        DataRef::Error(error) => Cell { text: error.to_string(), kind: CellKind::Error },
    }
}

/// Refuses a table of texts that says it has more than a file may have cells: room for them is made before one is read.
fn strings(archive: &mut Archive<'_>, limits: &Limits) -> Result<(), Unreadable> {
    for part in 0..archive.len() {
        let Ok(part) = archive.by_index(part) else { continue };
        let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
        let mut buffer = Vec::new();
        let first = loop {
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(element) | Event::Empty(element)) => break Some(element),
                Ok(Event::Eof) | Err(_) => break None,
                Ok(_) => {}
            }
        };
        let Some(table) = first.filter(|element| element.local_name().as_ref() == "sst") else { continue };
        let says = |name| attribute(&table, name).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
        let many = says("uniqueCount");
        if many > limits.cells as u64 {
            return Err(Unreadable::new(format!("says that it has {many} texts; {} cells are allowed", limits.cells)));
        }
    }
    Ok(())
}

/// The rows that nobody sees, by the names of their sheets; calamine does not tell. What cannot be read is not told.
fn hidden_rows(archive: &mut Archive<'_>) -> HashMap<String, BTreeSet<usize>> {
    let mut paths = HashMap::new();
    each(archive, "xl/_rels/workbook.xml.rels", |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            paths.insert(id, target);
        }
    });
    let mut sheets = Vec::new();
    each(archive, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "r:id"))
            && let Some(path) = paths.get(&id)
        {
            sheets.push((name, path.clone()));
        }
    });
    let mut out = HashMap::new();
    for (name, path) in sheets {
        let (mut rows, mut next) = (BTreeSet::new(), 0);
        each(archive, &path, |element| {
            if element.local_name().as_ref() == "row" {
                let row = attribute(element, "r").and_then(|it| it.parse::<usize>().ok()).unwrap_or(next + 1);
                next = row;
                if matches!(attribute(element, "hidden").as_deref(), Some("1" | "true")) {
                    rows.insert(row.saturating_sub(1));
                }
            }
        });
        out.insert(name, rows);
    }
    out
}

/// Shows every element of a part.
fn each(archive: &mut Archive<'_>, path: &str, mut see: impl FnMut(&BytesStart<'_>)) {
    let Ok(part) = archive.by_name(path) else { return };
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    while let Ok(event) = xml.read_event_into(&mut buffer) {
        match event {
            Event::Start(element) | Event::Empty(element) => see(&element),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
}

/// An attribute of an element, its entities resolved.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
