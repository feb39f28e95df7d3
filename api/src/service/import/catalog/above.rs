//! What merged cells still say where a file does not tell them.

use crate::service::write::Problem;

/// What the rows above say.
#[derive(Debug, Default)]
pub(super) struct Above {
    pub serial: String,
    pub unit: String,
    /// The columns, or the levels of the item: either hang together.
    pub columns: [String; 3],
    /// The row above could not be read, so that nothing can be inherited from it.
    pub is_lost: bool,
}

/// The cells of a row that merged cells may stand in.
#[derive(Debug, Default)]
pub(super) struct Hanging {
    pub serial: String,
    pub unit: String,
    pub columns: [String; 3],
}

impl Above {
    /// Fills the cells that are merged with those above, and remembers them for the rows beneath. `names` are those of
    /// the three columns in reports.
    pub fn fill(&mut self, cells: &mut Hanging, names: [&'static str; 3]) -> Result<(), Problem> {
        let inherits = cells.unit.is_empty() || cells.columns[0].is_empty();
        if self.is_lost && inherits {
            let path = if cells.unit.is_empty() { "unit" } else { names[0] };
            return Err(Problem::new(path, "is blank, and the row above could not be read"));
        }
        inherit(&mut cells.serial, &self.serial);
        inherit(&mut cells.unit, &self.unit);
        let last = cells.columns.iter().rposition(|column| !column.is_empty());
        let mut is_new = false;
        for (level, name) in names.into_iter().enumerate().take(last.unwrap_or(3)) {
            if cells.columns[level].is_empty() && is_new {
                return Err(Problem::new(name, "is blank between a new column and one beneath it"));
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

pub(super) fn inherit(cell: &mut String, above: &str) {
    if cell.is_empty() {
        above.clone_into(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(rows: &[[&str; 4]]) -> Vec<Result<String, String>> {
        let mut above = Above::default();
        let fill = |[unit, first, second, third]: &[&str; 4]| {
            let columns = [first, second, third].map(|it| it.to_string());
            let mut cells = Hanging { unit: unit.to_string(), columns, ..Hanging::default() };
            let filled = above.fill(&mut cells, ["column_l1", "column_l2", "column_l3"]);
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
