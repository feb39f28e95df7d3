//! Files of holidays: one line a day that the State Council's notice speaks of.

use crate::error::{Error, Result};
use crate::scope::Clock;
use crate::service::write::{Recalculated, Writer, holidays, prepare};
use chrono::{Datelike, NaiveDate};
use entity::value::DayKind;
use entity::value::calendar::SpecialDay;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;
use std::io::Read;

/// A notice is a few dozen days; all years since 2008 are some five hundred.
const MAX_BYTES: u64 = 1 << 20;
/// Problems that are told at once.
const MAX_PROBLEMS: usize = 20;

/// Imports a file of `date,kind,name` lines, separated by commas or tabs, with or without a header: nothing of it, or
/// all. Tells what of it was new and which open last days have moved; with `dry_run`, what would.
pub async fn import_holidays(
    db: &DatabaseConnection,
    clock: &Clock,
    default_term: DefaultTerm,
    reader: impl Read,
    (file, dry_run): (&str, bool),
) -> Result<Recalculated> {
    let mut text = String::new();
    reader.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|error| super::unreadable(&error))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(Error::usage("file", format!("is larger than {MAX_BYTES} bytes")));
    }
    let days = read(&text)?;
    prepare(db, clock, default_term).await?;
    let mut writer = Writer::begin(db, clock, default_term, "import").await?;
    let name = std::path::Path::new(file).file_name().map_or(file.into(), |name| name.to_string_lossy());
    let told = holidays(&mut writer, &name, days).await?;
    if dry_run {
        writer.rollback().await?
    } else {
        writer.commit().await?
    }
    Ok(told)
}

fn read(text: &str) -> Result<Vec<SpecialDay>> {
    let text = text.trim_start_matches('\u{feff}');
    let tabs = text.lines().next().is_some_and(|line| line.contains('\t'));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(if tabs { b'\t' } else { b',' })
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut days, mut problems) = (Vec::<SpecialDay>::new(), Vec::new());
    for (place, row) in rows.records().enumerate() {
        let row = row.map_err(|error| Error::usage("file", error.to_string()))?;
        let line = row.position().map_or(0, csv::Position::line);
        let (date, kind, name) = (row.get(0).unwrap_or(""), row.get(1).unwrap_or(""), row.get(2).unwrap_or(""));
        if place == 0 && !date.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        match day(date, kind, name) {
            Ok(day) if days.iter().any(|other| other.on == day.on) => {
                problems.push(format!("line {line}: {} stands twice", day.on));
            }
            Ok(day) => days.push(day),
            Err(problem) => problems.push(format!("line {line}: {problem}")),
        }
    }
    if problems.is_empty() && days.is_empty() {
        problems.push("no day is told".to_owned());
    }
    if problems.is_empty() {
        return Ok(days);
    }
    let more = problems.len().saturating_sub(MAX_PROBLEMS);
    problems.truncate(MAX_PROBLEMS);
    problems.extend((more > 0).then(|| format!("and {more} more")));
    Err(Error::usage("file", problems.join("; ")))
}

fn day(date: &str, kind: &str, name: &str) -> std::result::Result<SpecialDay, String> {
    let on: NaiveDate = date.parse().map_err(|_| format!("{date:?} is not a date such as 2027-01-01"))?;
    if !(1949..=2100).contains(&on.year()) {
        return Err(format!("{on} is not of a year from 1949 to 2100"));
    }
    let kind = match kind {
        "休" | "休假" | "off" => DayKind::Off,
        "班" | "调休" | "work" => DayKind::Work,
        kind => kind.parse().map_err(|_| format!("{kind:?} is neither OFF (放假) nor WORK (上班)"))?,
    };
    match name.chars().count() {
        1..=50 => Ok(SpecialDay { on, kind, name: name.to_owned() }),
        0 => Err("the holiday has no name".to_owned()),
        length => Err(format!("the name is {length} characters long; at most 50")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_or_tabs_with_or_without_a_header() {
        let told = |text: &str| read(text).map(|days| days.len()).map_err(|error| error.to_string());
        assert_eq!(told("date,kind,name\n2027-01-01,OFF,元旦\n2027-01-03,上班,元旦\n"), Ok(2));
        assert_eq!(told("2027-01-01\toff\t元旦\r\n2027-01-03\twork\t元旦"), Ok(2));
    }

    #[test]
    fn what_is_wrong_is_told_by_line() {
        let text = "date,kind,name\n2027-02-30,OFF,春节\n2027-01-01,节,元旦\n2027-01-01,OFF,\n2027-01-01,OFF,元旦\n2027-01-01,WORK,元旦\n";
        let told = read(text).unwrap_err().to_string();
        for part in [
            "line 2: \"2027-02-30\" is not a date",
            "line 3: \"节\" is neither OFF",
            "line 4: the holiday has no name",
            "line 6: 2027-01-01 stands twice",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(read("").unwrap_err().to_string().contains("no day is told"));
    }
}
