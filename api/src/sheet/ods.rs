//! `.ods`: OpenDocument. Read here, not by calamine, which tells neither merged cells nor hidden rows of it.

use super::grid::Grid;
use super::xlsx::attribute;
use super::{At, Cell, CellKind, Limits, Sheet, Unreadable};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Cursor};
use zip::ZipArchive;

pub(super) fn read(mut archive: ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<Vec<Sheet>, Unreadable> {
    let content = archive.by_name("content.xml").map_err(|error| Unreadable::damaged("document", error))?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let mut reading = Reading { grid: Grid::new(limits), next: At::default(), merges: Vec::new(), repeats: 1 };
    let (mut name, mut style, mut is_hidden) = (String::new(), String::new(), false);
    let mut hidden_styles = HashSet::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| Unreadable::damaged("document", error))? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "style:name").unwrap_or_default(),
                "style:table-properties" if attribute(&element, "table:display").as_deref() == Some("false") => {
                    hidden_styles.insert(style.clone());
                }
                "table:table" => {
                    name = attribute(&element, "table:name").unwrap_or_default();
                    is_hidden = attribute(&element, "table:style-name").is_some_and(|it| hidden_styles.contains(&it));
                    (reading.next, reading.repeats) = (At::default(), 1);
                }
                "table:table-row" => {
                    reading.repeats = number(&element, "table:number-rows-repeated");
                    reading.next.column = 0;
                    if attribute(&element, "table:visibility").is_some_and(|it| it != "visible") {
                        // Rows that repeat are blank; the first is enough to tell.
                        reading.grid.sheet.hidden_rows.insert(reading.next.row);
                    }
                }
                "table:table-cell" => {
                    let element = element.into_owned();
                    reading.cell(&element, &mut xml)?;
                }
                "table:covered-table-cell" => {
                    reading.next.column += number(&element, "table:number-columns-repeated");
                    let end = element.to_end().into_owned();
                    let skipped = xml.read_to_end_into(end.name(), &mut Vec::new());
                    skipped.map_err(|error| Unreadable::damaged("document", error))?;
                }
                _ => {}
            },
            Event::End(element) => match element.name().as_ref() {
                "table:table-row" => reading.end_row()?,
                "table:table" => {
                    for (first, last) in std::mem::take(&mut reading.merges) {
                        reading.grid.merge(first, last)?;
                    }
                    reading.grid.end(&name, is_hidden)?;
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(reading.grid.done)
}

struct Reading<'a> {
    grid: Grid<'a>,
    next: At,
    merges: Vec<(At, At)>,
    /// How often the row stands.
    repeats: usize,
}

impl Reading<'_> {
    fn cell(&mut self, element: &BytesStart<'_>, xml: &mut Reader<impl BufRead>) -> Result<(), Unreadable> {
        let repeats = number(element, "table:number-columns-repeated");
        let (rows, columns) =
            (number(element, "table:number-rows-spanned"), number(element, "table:number-columns-spanned"));
        let words = words(xml)?;
        let cell = value(element, &words);
        if !cell.text.is_empty() {
            for place in 0..repeats {
                self.grid.put(At::new(self.next.row, self.next.column + place), cell.clone())?;
            }
        }
        if rows > 1 || columns > 1 {
            let last = At::new(self.next.row + rows - 1, self.next.column + columns - 1);
            self.merges.push((self.next, last));
        }
        self.next.column += repeats;
        Ok(())
    }

    /// Writes a row that repeats again; blank ones, which fill every sheet to its end, are only counted.
    fn end_row(&mut self) -> Result<(), Unreadable> {
        if let Some(row) = self.grid.sheet.rows.get(self.next.row).cloned() {
            for copy in 1..self.repeats {
                for (column, cell) in row.iter().enumerate() {
                    self.grid.put(At::new(self.next.row + copy, column), cell.clone())?;
                }
            }
        }
        self.next.row = self.next.row.saturating_add(self.repeats);
        Ok(())
    }
}

/// How often, how far: 1 where it is not told. No sheet is larger than this many rows.
fn number(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|it| it.parse().ok()).unwrap_or(1).clamp(1, 1 << 20)
}

fn value(element: &BytesStart<'_>, words: &str) -> Cell {
    let told = |name: &str| attribute(element, name);
    if told("calcext:value-type").as_deref() == Some("error") {
        return Cell { kind: CellKind::Error, ..Cell::text(words) };
    }
    match told("office:value-type").as_deref() {
        Some("float") => match told("office:value").and_then(|it| it.parse().ok()) {
            Some(number) => Cell::number(number),
            None => Cell::text(words),
        },
        Some("date") => {
            let date = told("office:date-value").unwrap_or_default().replace('T', " ");
            let date = date.strip_suffix(" 00:00:00").unwrap_or(&date);
            Cell { kind: CellKind::Date, ..Cell::text(date) }
        }
        // Percentages, sums of money and times as they are shown.
        _ if words.is_empty() => Cell::text(&told("office:string-value").unwrap_or_default()),
        _ => Cell::text(words),
    }
}

/// The paragraphs of a cell up to its end, without its comment.
fn words(xml: &mut Reader<impl BufRead>) -> Result<String, Unreadable> {
    let damaged = |error| Unreadable::damaged("document", error);
    let (mut text, mut depth, mut paragraphs) = (String::new(), 1_usize, 0);
    let mut buffer = Vec::new();
    while depth > 0 {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(element) => match element.name().as_ref() {
                "office:annotation" | "draw:frame" => {
                    let end = element.to_end().into_owned();
                    xml.read_to_end_into(end.name(), &mut Vec::new()).map_err(damaged)?;
                }
                name => {
                    match name {
                        "text:p" if paragraphs > 0 => text.push('\n'),
                        "text:line-break" => text.push('\n'),
                        "text:s" | "text:tab" => text.push(' '),
                        _ => {}
                    }
                    paragraphs += usize::from(name == "text:p");
                    depth += 1;
                }
            },
            Event::End(_) => depth -= 1,
            Event::Text(some) => text.push_str(&some.xml10_content()),
            Event::CData(some) => text.push_str(&some.xml10_content()),
            Event::GeneralRef(entity) => text.extend(letter(&entity)),
            Event::Eof => return Err(Unreadable::new("is no good document: it ends within a cell")),
            _ => {}
        }
    }
    Ok(text)
}

fn letter(entity: &BytesRef<'_>) -> Option<char> {
    match entity.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => entity.resolve_char_ref().ok().flatten(),
    }
}
