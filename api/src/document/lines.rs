//! Where a byte of a text stands, as people count: lines and columns from 1.

use async_graphql::Pos;
use std::cell::Cell;

/// The lines of a text.
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The last place asked for in a text that is not ASCII: (offset, column). Places are asked for in their order, so each
    /// character is counted once.
    last: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    /// The lines of a text, which end as GraphQL has it: LF, CR LF or CR.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1)).collect();
        Self { text, starts, last: Cell::new((0, 1)) }
    }

    /// The place of a byte. Columns are UTF-16 units, as editors and the reference implementation count.
    pub fn position(&self, offset: usize) -> Pos {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (from, column) = match self.last.get() {
            (at, column) if start <= at && at <= offset => (at, column),
            _ => (start, 1),
        };
        let between = self.text.get(from..offset).unwrap_or_default();
        let column = column + between.chars().map(char::len_utf16).sum::<usize>();
        self.last.set((offset, column));
        Pos { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_editors_do() {
        let text = "ab\n目录x\r\n😀y\rz";
        let lines = Lines::new(text);
        let place = |what: &str| {
            let pos = lines.position(text.find(what).unwrap());
            (pos.line, pos.column)
        };
        // In any order.
        for _ in 0..2 {
            assert_eq!(
                ["y", "a", "x", "录", "b", "z", "目"].map(place),
                [(3, 3), (1, 1), (2, 3), (2, 2), (1, 2), (4, 1), (2, 1)]
            );
        }
        assert_eq!(lines.position(text.len()), Pos { line: 4, column: 2 });
    }
}
