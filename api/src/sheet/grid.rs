//! Sheets while they are read.

use super::{At, Cell, Limits, Merge, Sheet, Unreadable};

/// Sheets in the making: everything that is put in is counted against the limits.
pub(super) struct Grid<'a> {
    limits: &'a Limits,
    cells: usize,
    text: usize,
    /// The sheets that are done.
    pub done: Vec<Sheet>,
    /// The sheet under way.
    pub sheet: Sheet,
}

impl<'a> Grid<'a> {
    pub fn new(limits: &'a Limits) -> Self {
        Self { limits, cells: 0, text: 0, done: Vec::new(), sheet: Sheet::default() }
    }

    pub fn count(&mut self, cells: usize, text: usize) -> Result<(), Unreadable> {
        self.cells = self.cells.saturating_add(cells);
        self.text = self.text.saturating_add(text);
        if self.cells > self.limits.cells {
            return Err(Unreadable::new(format!("has more than {} cells, blank ones included", self.limits.cells)));
        }
        if self.text > self.limits.text {
            return Err(Unreadable::new(format!("has more than {} bytes of text", self.limits.text)));
        }
        Ok(())
    }

    pub fn put(&mut self, at: At, cell: Cell) -> Result<(), Unreadable> {
        if cell.text.is_empty() {
            return Ok(());
        }
        let rows = (at.row + 1).saturating_sub(self.sheet.rows.len());
        let width = self.sheet.rows.get(at.row).map_or(0, Vec::len);
        self.count(rows + (at.column + 1).saturating_sub(width), cell.text.len())?;
        if rows > 0 {
            self.sheet.rows.resize(at.row + 1, Vec::new());
        }
        let row = &mut self.sheet.rows[at.row];
        if at.column >= row.len() {
            row.resize(at.column + 1, Cell::default());
        }
        row[at.column] = cell;
        Ok(())
    }

    /// Merges cells; what is hidden beneath the first is forgotten, as in a spreadsheet program.
    pub fn merge(&mut self, first: At, last: At) -> Result<(), Unreadable> {
        // A merge that runs to the end of the sheet counts only as far as there are rows.
        let rows = self.sheet.rows.len();
        if first.row >= rows || last.row < first.row || last.column < first.column || first == last {
            return Ok(());
        }
        let last = At::new(last.row.min(rows - 1), last.column);
        let area = (last.row - first.row + 1).saturating_mul(last.column - first.column + 1);
        let length = self.sheet.cell(first).text.len();
        self.count(area, area.saturating_mul(length))?;
        for row in first.row..=last.row {
            for column in first.column..=last.column {
                let at = At::new(row, column);
                if at != first {
                    self.sheet.anchors.insert(at, first);
                }
            }
        }
        self.sheet.merges.push(Merge { first, last });
        Ok(())
    }

    /// Ends a sheet.
    pub fn end(&mut self, name: &str, is_hidden: bool) -> Result<(), Unreadable> {
        if self.done.len() >= self.limits.sheets {
            return Err(Unreadable::new(format!("has more than {} sheets", self.limits.sheets)));
        }
        let sheet = std::mem::take(&mut self.sheet);
        self.done.push(Sheet { name: name.to_owned(), is_hidden, ..sheet });
        Ok(())
    }
}
