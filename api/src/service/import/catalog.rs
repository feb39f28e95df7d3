//! Files of catalog entries: tables made for people, with merged cells and blank rows.

use super::Session;
use super::table::{self, Field, pieces};
use crate::error::Result;
use crate::service::write::{CatalogRow, Edition, Problem, UnknownUnits, catalog};
use entity::value::{DisclosureMethod, UnknownWord};
use std::str::FromStr;

const fn field(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: false }
}

const fn required(name: &'static str, aliases: &'static [&'static str]) -> Field {
    Field { name, aliases, required: true }
}

const FIELDS: &[Field] = &[
    field("serial", &["序号"]),
    required("unit", &["公开主体", "单位"]),
    required("column_l1", &["一级栏目"]),
    field("column_l2", &["二级栏目"]),
    field("column_l3", &["三级栏目"]),
    required("disclosure_item", &["公开事项"]),
    field("content_norm", &["内容规范"]),
    field("time_limit", &["公开时限", "公开时间"]),
    field("legal_basis", &["公开依据"]),
    field("method", &["公开方式"]),
    field("audience", &["公开对象"]),
    field("channels", &["公开渠道和载体"]),
    field("tiers", &["公开层级"]),
    field("responsible_office", &["责任处室"]),
    field("responsible_person", &["责任人"]),
    field("remark_phone", &["备注(联系电话)", "联系电话"]),
    field("remarks", &["备注"]),
    field("row_no", &["行号"]),
    field("merged_cells", &["合并单元格"]),
];

/// The cells of a row, trimmed.
#[derive(Debug, Default)]
struct Cells {
    serial: String,
    unit: String,
    columns: [String; 3],
    item: String,
    content_norm: String,
    time_limit: String,
    legal_basis: String,
    method: String,
    audience: String,
    channels: String,
    tiers: String,
    responsible_office: String,
    responsible_person: String,
    responsible_phone: String,
    remarks: String,
}

impl Cells {
    fn new(cells: Vec<String>) -> Self {
        let mut cells = cells.into_iter();
        let mut next = || cells.next().unwrap_or_default();
        Self {
            serial: next(),
            unit: next(),
            columns: [next(), next(), next()],
            item: next(),
            content_norm: next(),
            time_limit: next(),
            legal_basis: next(),
            method: next(),
            audience: next(),
            channels: next(),
            tiers: next(),
            responsible_office: next(),
            responsible_person: next(),
            responsible_phone: next(),
            remarks: next(),
        }
    }

    /// A row of the form that nobody has filled in.
    fn is_blank(&self) -> bool {
        [&self.item, &self.content_norm, &self.time_limit].into_iter().chain(&self.columns).all(String::is_empty)
    }
}

/// What merged cells of the rows above still say.
#[derive(Debug, Default)]
struct Above {
    serial: String,
    unit: String,
    columns: [String; 3],
    /// The row above could not be read, so that nothing can be inherited from it.
    is_lost: bool,
}

impl Above {
    /// Fills the cells that are merged with those above, and remembers them for the rows beneath.
    fn fill(&mut self, cells: &mut Cells) -> std::result::Result<(), Problem> {
        let inherits = cells.unit.is_empty() || cells.columns[0].is_empty();
        if self.is_lost && inherits {
            let path = if cells.unit.is_empty() { "unit" } else { "column_l1" };
            return Err(Problem::new(path, "is blank, and the row above could not be read"));
        }
        inherit(&mut cells.serial, &self.serial);
        inherit(&mut cells.unit, &self.unit);
        let last = cells.columns.iter().rposition(|column| !column.is_empty());
        let mut is_new = false;
        for level in 0..last.map_or(3, |last| last) {
            if cells.columns[level].is_empty() && is_new {
                let reason = "is blank between a new column and one beneath it";
                return Err(Problem::new(format!("column_l{}", level + 1), reason));
            }
            is_new |= !cells.columns[level].is_empty() && cells.columns[level] != self.columns[level];
            inherit(&mut cells.columns[level], &self.columns[level]);
        }
        *self = Self {
            serial: cells.serial.clone(),
            unit: cells.unit.clone(),
            columns: cells.columns.clone(),
            is_lost: false,
        };
        Ok(())
    }
}

fn inherit(cell: &mut String, above: &str) {
    if cell.is_empty() {
        above.clone_into(cell);
    }
}

impl Session<'_> {
    pub(super) async fn catalog(&mut self, bytes: &[u8], edition: &Edition, unknown: UnknownUnits) -> Result<()> {
        let (mut lines, mut good) = (Vec::new(), Vec::new());
        let mut above = Above::default();
        for row in table::read(bytes, FIELDS)? {
            let mut cells = match row.cells {
                Ok(cells) => Cells::new(cells),
                Err(problems) => {
                    above.is_lost = true;
                    self.reject(row.line, problems);
                    continue;
                }
            };
            if cells.is_blank() {
                // Its serial and unit may be those of the rows beneath.
                inherit(&mut cells.serial, &above.serial);
                inherit(&mut cells.unit, &above.unit);
                (above.serial, above.unit) = (cells.serial, cells.unit);
                self.report.skipped += 1;
                self.notice(row.line, Problem::new("row", "blank template row skipped"));
                continue;
            }
            let entry = match above.fill(&mut cells).map_err(|problem| vec![problem]).and_then(|()| entry(cells)) {
                Ok(entry) => entry,
                Err(problems) => {
                    self.reject(row.line, problems);
                    continue;
                }
            };
            if let Some(earlier) = self.seen.meet(&(&entry.unit, &entry.columns, &entry.item), &entry, row.line)? {
                let reason = format!("the same entry stands on line {earlier} with other content");
                self.reject(row.line, vec![Problem::new("disclosure_item", reason)]);
                continue;
            }
            lines.push(row.line);
            good.push(entry);
        }
        let (verdicts, notices) = catalog(&mut self.writer, edition, unknown, &good).await?;
        for (place, notice) in notices {
            self.notice(lines[place], notice);
        }
        for (line, verdict) in lines.into_iter().zip(verdicts) {
            self.tell(line, verdict);
        }
        self.report.settle();
        Ok(())
    }
}

fn entry(cells: Cells) -> std::result::Result<CatalogRow, Vec<Problem>> {
    let mut problems = Vec::new();
    let list = ['、', ',', '，', '\n', '\r'];
    let method = match cells.method.as_str() {
        "" => Some(DisclosureMethod::Proactive),
        word => words("method", std::iter::once(word), &mut problems).pop(),
    };
    let audience = words("audience", pieces(&cells.audience, &['\n']), &mut problems).pop();
    let channels = words("channels", pieces(&cells.channels, &list), &mut problems);
    let tiers = words("tiers", pieces(&cells.tiers, &list), &mut problems);
    let Some(method) = method.filter(|_| problems.is_empty()) else { return Err(problems) };
    let some = |text: String| (!text.is_empty()).then_some(text);
    Ok(CatalogRow {
        unit: cells.unit,
        columns: cells.columns.into_iter().filter(|column| !column.is_empty()).collect(),
        item: cells.item,
        serial: some(cells.serial),
        content_norm: cells.content_norm,
        time_limit: cells.time_limit,
        legal_basis: pieces(&cells.legal_basis, &['\n', '\r', '；', ';']).map(str::to_owned).collect(),
        method,
        audience,
        channels,
        tiers,
        responsible_office: some(cells.responsible_office),
        responsible_person: some(cells.responsible_person),
        responsible_phone: some(cells.responsible_phone),
        remarks: some(cells.remarks),
    })
}

fn words<'a, T: FromStr<Err = UnknownWord>>(
    path: &str,
    pieces: impl Iterator<Item = &'a str>,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let known = |piece: &str| piece.parse().map_err(|error: UnknownWord| Problem::new(path, error.to_string()));
    pieces.filter_map(|piece| known(piece).map_err(|problem| problems.push(problem)).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(rows: &[[&str; 4]]) -> Vec<Result<String, String>> {
        let mut above = Above::default();
        let fill = |[unit, first, second, third]: &[&str; 4]| {
            let columns = [first, second, third].map(|it| it.to_string());
            let mut cells = Cells { unit: unit.to_string(), columns, ..Cells::default() };
            let filled = above.fill(&mut cells);
            filled.map(|()| format!("{} {}", cells.unit, cells.columns.join("/"))).map_err(|problem| problem.path)
        };
        rows.iter().map(fill).collect()
    }

    #[test]
    fn merged_cells_inherit_from_above() {
        let rows = [
            ["甲", "a", "b", "c"],
            ["", "", "", ""],
            ["", "", "", "d"],
            ["", "", "e", ""],
            ["乙", "f", "", ""],
            ["", "g", "", "h"],
            ["", "f", "i", ""],
        ];
        let expected = ["甲 a/b/c", "甲 a/b/c", "甲 a/b/d", "甲 a/e/", "乙 f//", "column_l2", "乙 f/i/"];
        let told: Vec<String> = filled(&rows).into_iter().map(|it| it.unwrap_or_else(|path| path)).collect();
        assert_eq!(told, expected);
    }
}
