//! 内容规范: the numbered norms in one cell, and what in them a program can check.

mod markers;
mod requirements;

use super::ContentRequirement;
use serde::Serialize;

pub use requirements::requirements;

/// One norm of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentNorm {
    /// Its number as written, or its place where none is written; 0 for words before the first number.
    pub number: i32,
    /// Its words, without the number.
    pub text: String,
}

/// A cell, and its norms with what can be checked of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentNorms {
    /// As written.
    pub text: String,
    /// The norms, in order.
    pub norms: Vec<CheckedNorm>,
}

/// A norm, and what in it can be checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedNorm {
    /// The norm.
    #[serde(flatten)]
    pub norm: ContentNorm,
    /// What a program can check.
    pub requirements: Vec<ContentRequirement>,
}

impl ContentNorms {
    /// Reads a cell.
    pub fn parse(cell: &str) -> Self {
        let checked = |norm: ContentNorm| CheckedNorm { requirements: requirements(&norm.text), norm };
        Self { text: cell.to_owned(), norms: split(cell).into_iter().map(checked).collect() }
    }
}

/// The norms of a cell. A line without a number of its own goes on with the norm before it; where nothing is numbered,
/// each line is a norm. A list of another style within a norm stays in its text.
pub fn split(cell: &str) -> Vec<ContentNorm> {
    let outer = markers::outer(cell);
    let Some(first) = outer.first() else {
        let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
        return (1..).zip(lines).map(|(number, line)| ContentNorm { number, text: line.to_owned() }).collect();
    };
    let before = (0, 0..first.start);
    let ends = outer.iter().skip(1).map(|marker| marker.start).chain([cell.len()]);
    let numbered = outer.iter().zip(ends).map(|(marker, end)| (marker.number, marker.end..end));
    let norms = std::iter::once(before).chain(numbered);
    let norms = norms.map(|(number, span)| ContentNorm { number, text: joined(&cell[span]) });
    norms.filter(|norm| norm.number > 0 || !norm.text.is_empty()).collect()
}

/// The lines of a norm, each trimmed, without empty ones.
fn joined(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
