//! What came of an import.

use crate::service::write::Problem;
use serde::Serialize;
use std::fmt::{Display, Formatter};

/// What came of an import, row by row where there is something to tell, and in all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The file.
    pub file: String,
    /// Nothing was to be written.
    pub dry_run: bool,
    /// Whether anything was written.
    pub written: bool,
    /// Rows that were new.
    pub created: u64,
    /// Rows that changed what was there.
    pub updated: u64,
    /// Rows that were there just so.
    pub unchanged: u64,
    /// Rows that are not as they should be.
    pub rejected: u64,
    /// Rows that say nothing.
    pub skipped: u64,
    /// Why rows were rejected, in the order of the file.
    pub problems: Vec<Finding>,
    /// What is worth telling about rows that were not.
    pub notices: Vec<Finding>,
}

/// Something about one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// Header of the column, or path within the JSON.
    pub column: String,
    /// What there is to tell.
    pub reason: String,
}

impl Finding {
    pub(super) fn new(line: u64, problem: Problem) -> Self {
        Self { line, column: problem.path, reason: problem.reason }
    }
}

impl Report {
    /// Puts the findings in the order of the file: form is checked before content.
    pub(super) fn settle(&mut self) {
        self.problems.sort_by_key(|finding| finding.line);
        self.notices.sort_by_key(|finding| finding.line);
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        for Finding { line, column, reason } in &self.problems {
            writeln!(f, "{}:{line}: {column}: {reason}", self.file)?;
        }
        for Finding { line, column, reason } in &self.notices {
            writeln!(f, "{}:{line}: {column}: notice: {reason}", self.file)?;
        }
        let Self { created, updated, unchanged, rejected, skipped, .. } = self;
        write!(
            f,
            "{}: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected, {skipped} skipped",
            self.file
        )?;
        match self {
            Self { dry_run: true, .. } => write!(f, " (dry run: nothing was written)"),
            Self { written: false, rejected: 1.., .. } => {
                write!(f, " (nothing was written, because rows were rejected)")
            }
            _ => Ok(()),
        }
    }
}
