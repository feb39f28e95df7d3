//! What there is to tell of cells.

use crate::sheet::At;
use std::collections::HashMap;

/// Something about a cell.
#[derive(Clone, Debug)]
pub(super) struct Tale {
    pub at: At,
    pub column: &'static str,
    pub reason: String,
    /// A person should look at it.
    pub review: bool,
}

impl Tale {
    pub fn new(at: At, column: &'static str, reason: impl Into<String>) -> Self {
        Self { at, column, reason: reason.into(), review: false }
    }
}

/// How words were understood: once for all cells that say the same.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub column: &'static str,
    pub read: String,
    pub understood: String,
    pub review: bool,
    pub count: u64,
    pub first: At,
}

/// What is told of one sheet.
#[derive(Debug, Default)]
pub(super) struct Tales {
    pub notices: Vec<Tale>,
    readings: HashMap<(&'static str, String), Reading>,
}

impl Tales {
    pub fn notice(&mut self, at: At, column: &'static str, reason: impl Into<String>) {
        self.notices.push(Tale::new(at, column, reason));
    }

    pub fn review(&mut self, at: At, column: &'static str, reason: impl Into<String>) {
        self.notices.push(Tale { review: true, ..Tale::new(at, column, reason) });
    }

    /// How the words were understood, asked only the first time.
    pub fn reading(
        &mut self,
        column: &'static str,
        read: &str,
        at: At,
        understand: impl FnOnce(&str) -> (String, bool),
    ) -> (String, bool) {
        let reading = self.readings.entry((column, read.to_owned())).or_insert_with(|| {
            let (understood, review) = understand(read);
            Reading { column, read: read.to_owned(), understood, review, count: 0, first: at }
        });
        reading.count += 1;
        (reading.understood.clone(), reading.review)
    }

    /// How words were understood, in the order of the sheet.
    pub fn readings(&mut self) -> Vec<Reading> {
        let mut readings: Vec<Reading> = self.readings.drain().map(|(_, reading)| reading).collect();
        readings.sort_by_key(|reading| (reading.first, reading.column));
        readings
    }
}
