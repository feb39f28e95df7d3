//! The counting, without a database.

use super::{Question, UpdateRules};
use chrono::NaiveDate;
use entity::disclosure_deadline;
use entity::value::TimeLimitKind;
use entity::value::due::Period;
use entity::value::time_limit::TimeLimit;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Periods of one unit that are told one by one; beyond them they are only counted.
const MAX_OBLIGATIONS: usize = 5_000;

/// A catalog entry, as far as it matters here.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub column_id: Uuid,
    /// The year of its edition.
    pub year: Option<i32>,
    pub limit: Arc<TimeLimit>,
    pub last_published_on: Option<NaiveDate>,
}

/// What the database has counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Documents by entry.
    pub documents: HashMap<Uuid, Tally>,
    /// Days of publication by entry, in order, of entries whose limit recurs.
    pub publications: HashMap<Uuid, Vec<NaiveDate>>,
    /// Titles by column, from the first level down.
    pub columns: HashMap<Uuid, Vec<String>>,
}

/// How an obligation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Met by its last day.
    OnTime,
    /// Met after it.
    Late,
    /// Not met, and the last day is over.
    Overdue,
    /// Not met, and there is still time.
    Open,
}

/// How many obligations stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Met by their last day.
    pub on_time: i64,
    /// Met after it.
    pub late: i64,
    /// Not met, and the last day is over.
    pub overdue: i64,
    /// Not met, and there is still time.
    pub open: i64,
    /// Documents whose last day cannot be told.
    pub undated: i64,
}

impl Tally {
    /// Obligations whose time has come: met, or their last day is over.
    pub fn due(&self) -> i64 {
        self.on_time + self.late + self.overdue
    }

    fn add(&mut self, other: &Self) {
        self.on_time += other.on_time;
        self.late += other.late;
        self.overdue += other.overdue;
        self.open += other.open;
        self.undated += other.undated;
    }

    fn count(&mut self, state: State) {
        match state {
            State::OnTime => self.on_time += 1,
            State::Late => self.late += 1,
            State::Overdue => self.overdue += 1,
            State::Open => self.open += 1,
        }
    }
}

/// One obligation that was not met in time, or is not met yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// The entry that asks.
    pub entry_id: Uuid,
    /// The document that was to be disclosed; none where a period asks for one.
    pub document_id: Option<Uuid>,
    /// The period that asks for a document; none where a document is meant.
    pub period: Option<Period>,
    /// The last day.
    pub due_on: NaiveDate,
    /// When it was met.
    pub done_on: Option<NaiveDate>,
    /// How it stands.
    pub state: State,
}

impl Obligation {
    /// That of a document; nothing where it sets no last day.
    pub(super) fn of_document(question: Question, row: &disclosure_deadline::Model) -> Option<Self> {
        let due_on = row.due_on?;
        let done_on = Some(row.published_on).filter(|day| *day <= question.as_of);
        Some(Self {
            entry_id: row.catalog_entry_id,
            document_id: Some(row.document_id),
            period: None,
            due_on,
            done_on,
            state: stands(question, due_on, done_on),
        })
    }

    /// By what obligations are ordered.
    pub fn order(&self) -> (NaiveDate, Uuid, Option<Uuid>) {
        (self.due_on, self.entry_id, self.document_id)
    }
}

/// A column that was not updated for too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleColumn {
    /// The column.
    pub column_id: Uuid,
    /// When something was last published in it.
    pub last_published_on: NaiveDate,
    /// The last day on which an update would have been in time.
    pub due_on: NaiveDate,
}

/// The figures of one unit, or of several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Catalog entries.
    pub entries: i64,
    /// Entries whose limit a person must read.
    pub unread_limits: i64,
    /// Documents, each against the limit of its entry.
    pub documents: Tally,
    /// Periods of limits that recur, each against what was published in it.
    pub periods: Tally,
    /// Columns in which nothing was ever published.
    pub empty_columns: Vec<Uuid>,
    /// Columns that were not updated for too long.
    pub stale_columns: Vec<StaleColumn>,
    /// Periods in which it was not met in time, or is not met yet, the earliest first.
    pub obligations: Vec<Obligation>,
}

impl Health {
    /// The share of what was due that was met in time; none where nothing was due.
    pub fn on_time_rate(&self) -> Option<f64> {
        let due = self.documents.due() + self.periods.due();
        (due > 0).then(|| (self.documents.on_time + self.periods.on_time) as f64 / due as f64)
    }

    /// Adds the figures of another unit.
    pub fn add(&mut self, other: &Self) {
        self.entries += other.entries;
        self.unread_limits += other.unread_limits;
        self.documents.add(&other.documents);
        self.periods.add(&other.periods);
        self.empty_columns.extend(&other.empty_columns);
        self.stale_columns.extend(other.stale_columns.iter().cloned());
        self.obligations.extend(other.obligations.iter().cloned());
    }

    /// Puts what is told one by one in order, the earliest first.
    pub fn settle(&mut self) {
        self.obligations.sort_by_key(Obligation::order);
    }
}

/// The figures of every unit that has entries.
pub(super) fn count(
    question: Question,
    entries: &[Entry],
    counted: Counted,
    rules: &UpdateRules,
) -> BTreeMap<Uuid, Health> {
    let mut healths: BTreeMap<Uuid, Health> = BTreeMap::new();
    for entry in entries {
        let health = healths.entry(entry.unit_id).or_default();
        health.entries += 1;
        health.unread_limits += i64::from(entry.limit.needs_review);
        if let Some(tally) = counted.documents.get(&entry.id) {
            health.documents.add(tally);
        }
        let published = counted.publications.get(&entry.id).map_or(&[][..], Vec::as_slice);
        for obligation in periods(question, entry, published) {
            health.periods.count(obligation.state);
            let is_told = obligation.state != State::OnTime && health.obligations.len() < MAX_OBLIGATIONS;
            health.obligations.extend(is_told.then_some(obligation));
        }
    }
    healths.values_mut().for_each(Health::settle);
    columns(question, entries, &counted.columns, rules, &mut healths);
    healths
}

fn stands(question: Question, due_on: NaiveDate, done_on: Option<NaiveDate>) -> State {
    match done_on {
        Some(done_on) if done_on <= due_on => State::OnTime,
        Some(_) => State::Late,
        None if due_on < question.as_of => State::Overdue,
        None => State::Open,
    }
}

/// The periods of an entry that have begun. A period asks for as many documents as the limit says, at least one,
/// published within it.
fn periods(question: Question, entry: &Entry, published: &[NaiveDate]) -> Vec<Obligation> {
    let Some(clause) = entry.limit.calendar_clause() else { return Vec::new() };
    let times = clause.minimum_times.unwrap_or(1).max(1) as usize;
    let begun = clause.periods(question.year, entry.year).into_iter().filter(|it| it.from <= question.as_of);
    let obligation = |period: Period| {
        // The days are in order.
        let first = published.partition_point(|day| *day < period.from);
        let last = period.to.min(question.as_of);
        let done_on = published.get(first + times - 1).copied().filter(|day| *day <= last);
        Obligation {
            entry_id: entry.id,
            document_id: None,
            period: Some(period),
            due_on: period.due,
            done_on,
            state: stands(question, period.due, done_on),
        }
    };
    begun.map(obligation).collect()
}

/// Columns that are empty, or were not updated for too long. What is disclosed once for the long term needs no update.
fn columns(
    question: Question,
    entries: &[Entry],
    paths: &HashMap<Uuid, Vec<String>>,
    rules: &UpdateRules,
    healths: &mut BTreeMap<Uuid, Health>,
) {
    let mut of_unit: BTreeMap<(Uuid, Uuid), (Option<NaiveDate>, bool)> = BTreeMap::new();
    for entry in entries {
        let (last, lasting) = of_unit.entry((entry.unit_id, entry.column_id)).or_insert((None, true));
        *last = (*last).max(entry.last_published_on);
        *lasting &= entry.limit.clauses.iter().any(|clause| clause.kind == TimeLimitKind::LongTerm);
    }
    for ((unit_id, column_id), (last, lasting)) in of_unit {
        let health = healths.entry(unit_id).or_default();
        let Some(last_published_on) = last else {
            health.empty_columns.push(column_id);
            continue;
        };
        let path = paths.get(&column_id).map_or(&[][..], Vec::as_slice);
        let due_on = rules.next_update(path, last_published_on).filter(|due_on| *due_on < question.as_of && !lasting);
        health.stale_columns.extend(due_on.map(|due_on| StaleColumn { column_id, last_published_on, due_on }));
    }
}
