//! 公开时限: what the words of a time limit mean.

mod calendar;
mod clause;
mod context;
mod date;
mod dictionary;
mod grammar;
mod neighbours;
mod normal;
mod number;
mod subject;
#[cfg(test)]
mod tests;
mod trigger;
mod word;

use super::calendar::last_of_month;
use super::{
    Recurrence, TimeLimitBound, TimeLimitDirection, TimeLimitKind, TimeLimitRepair, TimeLimitTrigger, TimeLimitUnit,
};
use chrono::NaiveDate;
use date::Date;
use serde::Serialize;
use word::Word;

/// A time limit: the words as written, and what they mean where they can be understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeLimit {
    /// As written, never corrected.
    pub text: String,
    /// One, or several of a compound limit; empty where the words are not understood.
    pub clauses: Vec<Clause>,
    /// Nothing, or not all of it, was understood.
    pub needs_review: bool,
    /// What had to be put back to understand the words: only where one reading is possible.
    pub repairs: Vec<TimeLimitRepair>,
}

/// One clause of a time limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clause {
    /// What sort of limit.
    pub kind: TimeLimitKind,
    /// 20 in 20个工作日内; the least of a range, the first of alternatives.
    pub amount: Option<i32>,
    /// The most of a range (5至10个工作日), the other of two alternatives (3年或5年).
    pub amount_to: Option<i32>,
    /// In what the amount counts.
    pub unit: Option<TimeLimitUnit>,
    /// What starts the clock.
    pub trigger: Option<TimeLimitTrigger>,
    /// On which side of the trigger or of the day.
    pub direction: Option<TimeLimitDirection>,
    /// Whether the day that is named is itself in time; null where no day is named.
    pub inclusive: Option<bool>,
    /// Whether the amount is the least or the most.
    pub bound: Option<TimeLimitBound>,
    /// How often it recurs.
    pub recurrence: Option<Recurrence>,
    /// How many times in each period at least.
    pub minimum_times: Option<i32>,
    /// Null for the year of the catalog edition or plan.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<i32>,
    /// Which month of the period that recurs, from 1: 每季度首月 is 1.
    pub month_of_period: Option<i32>,
    /// 1 to 31; null with `end_of_month`. With a recurrence of a week: 1 is Monday.
    pub day: Option<i32>,
    /// The last day of the month.
    pub end_of_month: bool,
    /// Far end of a range of dates, where its year is known.
    pub until: Option<NaiveDate>,
    /// Month of the far end of a range of dates.
    pub until_month: Option<i32>,
    /// Day of the far end of a range of dates; null where the whole month is meant.
    pub until_day: Option<i32>,
    /// What the limit is for, as a word such as EXTENSION or as written; null for the disclosure itself.
    pub subject: Option<String>,
    /// With what something is to be simultaneous, such as INTERPRETATION.
    pub with: Option<String>,
    /// Whose rules set the limit, as written.
    pub authority: Option<String>,
}

/// More than any cell of a catalog holds.
const MOST_CLAUSES: usize = 64;

/// Reads a time limit. What is not understood sets `needs_review`; nothing is guessed.
pub fn parse(text: &str) -> TimeLimit {
    let plain = normal::plain(text);
    let tokens = word::words(&plain);
    let mut meaning = clause::meaning(&plain, &grammar::items(&tokens));
    // A text of so many limits is none: somebody put a document into the cell.
    let too_many = meaning.clauses.len() > MOST_CLAUSES;
    meaning.clauses.truncate(MOST_CLAUSES);
    meaning.heads.truncate(MOST_CLAUSES);
    let in_head = |at: usize| {
        let next = meaning.heads.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).is_some_and(|head| at < meaning.heads[head].1)
    };
    let dates = tokens.iter().filter_map(|token| match token.word {
        Word::Date(date) if in_head(token.start) => Some(date),
        _ => None,
    });
    let mut repairs = Vec::new();
    for date in dates {
        let lost = [
            (date.lost_year, TimeLimitRepair::LostYearCharacter),
            (date.lost_month, TimeLimitRepair::LostMonthCharacter),
        ];
        repairs.extend(lost.into_iter().filter_map(|(lost, repair)| lost.then_some(repair)));
    }
    repairs.sort_unstable();
    repairs.dedup();
    TimeLimit {
        text: text.to_owned(),
        needs_review: too_many || meaning.left_over || meaning.clauses.is_empty(),
        clauses: meaning.clauses,
        repairs,
    }
}

impl Clause {
    pub(super) fn new(kind: TimeLimitKind) -> Self {
        Self {
            kind,
            amount: None,
            amount_to: None,
            unit: None,
            trigger: None,
            direction: None,
            inclusive: None,
            bound: None,
            recurrence: None,
            minimum_times: None,
            year: None,
            month: None,
            month_of_period: None,
            day: None,
            end_of_month: false,
            until: None,
            until_month: None,
            until_day: None,
            subject: None,
            with: None,
            authority: None,
        }
    }

    fn dated(kind: TimeLimitKind, date: Date) -> Self {
        let mut clause = Self::new(kind);
        clause.set_date(date);
        clause
    }

    /// From the first of January to the end of December.
    fn all_year() -> Self {
        let (month, day) = (Some(1), Some(1));
        Self { month, day, until_month: Some(12), until_day: Some(31), ..Self::new(TimeLimitKind::Continuous) }
    }

    fn set_date(&mut self, date: Date) {
        self.year = date.year;
        self.month = date.month;
        self.day = date.day;
        self.end_of_month = date.end_of_month;
    }

    /// Sets the far end of a range. A year that is only written at the near end holds for the far end
    /// where that does not turn the range around.
    fn set_until(&mut self, year: Option<i32>, written: bool, (month, day): (i32, Option<i32>)) {
        let last = |year| last_of_month(year, u32::try_from(month).ok()?);
        let exact = |year, day| NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        let forward = written || (Some(month), day) >= (self.month, self.day);
        let year = year.filter(|_| forward);
        self.until = match day {
            Some(day) => year.and_then(|year| exact(year, day)),
            // A whole month ends with its last day.
            None => year.and_then(last),
        };
        self.until_month = Some(month);
        self.until_day = day;
    }
}
