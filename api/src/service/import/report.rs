//! What came of an import.

use crate::service::write::{ColumnCount, EntryChange, EntryFate, Problem};
use serde::Serialize;
use std::fmt::{Display, Formatter};

/// Changes of one sort that are told to people one by one.
const CHANGES: usize = 20;

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
    /// What was there, was not told of any more, and so was withdrawn.
    pub removed: u64,
    /// Why rows were rejected, in the order of the file.
    pub problems: Vec<Finding>,
    /// What is worth telling about rows that were not.
    pub notices: Vec<Finding>,
    /// What was read of the sheets of a workbook.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<SheetRead>,
    /// How words were understood that mean more than they say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    /// The entries of a catalog that do not stay as they were.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<EntryChange>,
    /// The columns of a catalog as they become, with how many entries hang on them or beneath.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tree: Vec<ColumnCount>,
}

/// Something about one row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The line on which the row begins, from 1; in a workbook the row's number.
    pub line: u64,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The cell, as spreadsheet programs call it: `B7`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Header of the column, or path within the JSON.
    pub column: String,
    /// What there is to tell.
    pub reason: String,
    /// A notice that a person should look into.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_person: bool,
}

/// What was read of one sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetRead {
    /// Its name; empty for CSV.
    pub name: String,
    /// Where its header stands, such as `A3:L4`; nothing where it has none and was skipped.
    pub header: Option<String>,
    /// Rows beneath the header that say something.
    pub rows: u64,
    /// The columns that were known.
    pub columns: Vec<&'static str>,
}

/// How some words were understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Name of the column.
    pub column: &'static str,
    /// The words.
    pub read: String,
    /// What they mean; empty where they were not understood.
    pub understood: String,
    /// A person should look at it.
    pub needs_person: bool,
    /// How many rows say so.
    pub count: u64,
    /// The sheet where they stand first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The cell where they stand first.
    pub cell: String,
}

impl Finding {
    pub(super) fn new(line: u64, problem: Problem) -> Self {
        Self { line, column: problem.path, reason: problem.reason, ..Self::default() }
    }
}

impl Report {
    /// Puts the findings in the order of the file: form is checked before content.
    pub(super) fn settle(&mut self) {
        let sheets: Vec<String> = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        let place = |finding: &Finding| (sheets.iter().position(|name| *name == finding.sheet), finding.line);
        self.problems.sort_by_key(place);
        self.notices.sort_by_key(place);
    }
}

impl Display for Finding {
    /// Sheet and cell in a workbook, line and cell in a text.
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Self { line, sheet, cell, column, reason, .. } = self;
        match cell {
            Some(cell) if !sheet.is_empty() => write!(f, "{sheet}!{cell}: {column}: {reason}"),
            Some(cell) => write!(f, "{line}: {column} ({cell}): {reason}"),
            None if !sheet.is_empty() => write!(f, "{sheet}: {column}: {reason}"),
            None => write!(f, "{line}: {column}: {reason}"),
        }
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let file = &self.file;
        for finding in &self.problems {
            writeln!(f, "{file}:{finding}")?;
        }
        for finding in &self.notices {
            let word = if finding.needs_person { "to check" } else { "notice" };
            let Finding { column, reason, .. } = finding;
            let told = Finding { column: column.clone(), reason: format!("{word}: {reason}"), ..finding.clone() };
            writeln!(f, "{file}:{told}")?;
        }
        if self.dry_run {
            self.tree.iter().try_for_each(|column| branch(f, column, 0))?;
        }
        self.told_changes(f)?;
        let Self { created, updated, unchanged, rejected, skipped, removed, .. } = self;
        write!(f, "{file}: {created} created, {updated} updated, {unchanged} unchanged, ")?;
        if *removed > 0 {
            write!(f, "{removed} removed, ")?;
        }
        write!(f, "{rejected} rejected, {skipped} skipped")?;
        match self {
            Self { dry_run: true, .. } => write!(f, " (dry run: nothing was written)"),
            Self { written: false, rejected: 1.., .. } => {
                write!(f, " (nothing was written, because rows were rejected)")
            }
            _ => Ok(()),
        }
    }
}

impl Report {
    /// What moved and what is gone, and in a dry run what is new and what changed as well.
    fn told_changes(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let gone = if self.removed > 0 { "removed" } else { "gone, but kept" };
        let all = [
            (EntryFate::New, "new", self.dry_run),
            (EntryFate::Changed, "changed", self.dry_run),
            (EntryFate::Moved, "moved", true),
            (EntryFate::Gone, gone, true),
        ];
        for (fate, word, _) in all.into_iter().filter(|(.., is_told)| *is_told) {
            let changes: Vec<&EntryChange> = self.changes.iter().filter(|change| change.change == fate).collect();
            for change in changes.iter().take(CHANGES) {
                let EntryChange { unit, columns, item, from, .. } = change;
                write!(f, "{word}: {unit}: {} / {item}", columns.join(" / "))?;
                match from {
                    Some(from) => writeln!(f, " (from {})", from.join(" / "))?,
                    None => writeln!(f)?,
                }
            }
            if changes.len() > CHANGES {
                writeln!(f, "{word}: and {} more", changes.len() - CHANGES)?;
            }
        }
        Ok(())
    }
}

fn branch(f: &mut Formatter<'_>, column: &ColumnCount, depth: usize) -> std::fmt::Result {
    writeln!(f, "{:1$}{2}: {3}", "", depth * 2, column.title, column.entries)?;
    column.children.iter().try_for_each(|child| branch(f, child, depth + 1))
}
