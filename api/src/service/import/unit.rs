//! Files of units.

use super::Session;
use super::report::Finding;
use crate::error::{Error, Result};
use crate::service::write::{Problem, UnitRow, units};
use crate::sheet::{At, Field, Table, Workbook};

const fn field(name: &'static str, aliases: &'static [&'static str], required: bool) -> Field {
    Field { name, aliases, required, inherits: false }
}

const FIELDS: &[Field] = &[
    field("code", &["单位代码"], true),
    field("name", &["单位名称"], true),
    field("short_name", &["简称"], false),
    field("kind", &["类型"], true),
    field("level", &["层级"], true),
    field("parent_code", &["上级代码"], false),
];

impl Session<'_> {
    /// The first sheet that is a table of units; the others are other people's.
    pub(super) async fn units(&mut self, book: &Workbook) -> Result<()> {
        let mut tables = book.sheets.iter().map(|sheet| Table::find(sheet, FIELDS));
        let table = match tables.next() {
            Some(Err(missed)) => tables.find_map(std::result::Result::ok).ok_or(missed),
            Some(table) => table,
            None => return Err(Error::usage("file", "has no sheets")),
        };
        let table = table.map_err(|missed| Error::usage("header", missed.to_string()))?;
        for column in table.columns.iter().filter(|column| column.field.is_none()) {
            let cell = Some(At::new(table.last, column.at).to_string());
            let reason = format!("the column {:?} is not known: it was left out", column.header);
            let (line, column) = (table.last as u64 + 1, "header".to_owned());
            self.report.notices.push(Finding { line, cell, column, reason, ..Finding::default() });
        }
        let (mut lines, mut good) = (Vec::new(), Vec::new());
        for row in &table.rows {
            let cells = (0..FIELDS.len()).map(|field| table.value(row, field).map(|it| it.text().to_owned()));
            let unit = match row.broken {
                None => unit(cells.map(Option::unwrap_or_default).collect()),
                Some((has, header)) => {
                    Err(vec![Problem::new("row", format!("has {has} fields, the header has {header}"))])
                }
            };
            let unit = match unit {
                Ok(unit) => unit,
                Err(problems) => {
                    self.reject(row.line, problems);
                    continue;
                }
            };
            if let Some(earlier) = self.seen.meet(&unit.code, &unit, row.line)? {
                let reason = format!("{:?} stands on line {earlier} with other content", unit.code);
                self.reject(row.line, vec![Problem::new("code", reason)]);
                continue;
            }
            lines.push(row.line);
            good.push(unit);
        }
        for (line, verdict) in lines.into_iter().zip(units(&mut self.writer, &good).await?) {
            self.tell(line, verdict);
        }
        self.report.settle();
        Ok(())
    }
}

fn unit(cells: Vec<String>) -> std::result::Result<UnitRow, Vec<Problem>> {
    let mut cells = cells.into_iter();
    let mut next = || cells.next().unwrap_or_default();
    let (code, name, short_name, kind, level, parent) = (next(), next(), next(), next(), next(), next());
    let some = |text: String| (!text.is_empty()).then_some(text);
    match (kind.parse(), level.parse()) {
        (Ok(kind), Ok(level)) => {
            Ok(UnitRow { code, name, short_name: some(short_name), kind, level, parent_code: some(parent) })
        }
        (kind, level) => {
            let told = |path: &str, error: Option<entity::value::UnknownWord>| {
                error.map(|error| Problem::new(path, error.to_string()))
            };
            Err(told("kind", kind.err()).into_iter().chain(told("level", level.err())).collect())
        }
    }
}
