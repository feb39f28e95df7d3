//! Files of units.

use super::Session;
use super::table::{self, Field};
use crate::error::Result;
use crate::service::write::{Problem, UnitRow, units};

const FIELDS: &[Field] = &[
    Field { name: "code", aliases: &["单位代码"], required: true },
    Field { name: "name", aliases: &["单位名称"], required: true },
    Field { name: "short_name", aliases: &["简称"], required: false },
    Field { name: "kind", aliases: &["类型"], required: true },
    Field { name: "level", aliases: &["层级"], required: true },
    Field { name: "parent_code", aliases: &["上级代码"], required: false },
];

impl Session<'_> {
    pub(super) async fn units(&mut self, bytes: &[u8]) -> Result<()> {
        let (mut lines, mut good) = (Vec::new(), Vec::new());
        for row in table::read(bytes, FIELDS)? {
            let unit = match row.cells.and_then(unit) {
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
