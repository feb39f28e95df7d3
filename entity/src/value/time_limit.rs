//! 公开时限: what the words of a time limit mean.

use super::{
    Recurrence, TimeLimitBound, TimeLimitDirection, TimeLimitKind, TimeLimitRepair, TimeLimitTrigger, TimeLimitUnit,
};
use chrono::NaiveDate;
use serde::Serialize;

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

/// Reads a time limit.
pub fn parse(text: &str) -> TimeLimit {
    TimeLimit { text: text.to_owned(), clauses: Vec::new(), needs_review: true, repairs: Vec::new() }
}
