//! 有效性: whether a document is in force on a day, derived from its validity events.
//!
//! The rules, with the custom that each follows:
//!
//! - Before a document commences it is `NOT_YET_EFFECTIVE`. `COMMENCE` starts it; without one, `ENACT` does.
//! - The last day of a term is included; `LAPSED` begins the day after. No notice is needed for it.
//! - A term is stated by `until` (on `ENACT`, `COMMENCE`, `AMEND`, `CONFIRM`, `EXTEND`) or by `EXPIRE`, whose
//!   `effective_on` is the last day, also when it is recorded only afterwards. Where nothing states one, the default term of the jurisdiction counts from the start;
//!   where there is none either, the status is `UNKNOWN`, never `EFFECTIVE` for ever.
//! - `CONFIRM` (继续有效) does not restart a term; `EXTEND` does.
//! - `REPEAL` counts from its own day, so that a repeal decided for the future changes nothing today.
//! - An amended or partly repealed document is in force, as `AMENDED`.
//! - An event with a `scope` (some articles only) never ends or suspends the whole document.

use super::{ValidityEventKind as Kind, ValidityStatus as Status};
use chrono::{Datelike, Days, Months, NaiveDate};

/// The first day that a period can hold: "always so before".
pub const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day of the calendar");
/// The last day that a period can hold: "no end is known".
pub const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// What the derivation needs to know of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: Kind,
    /// From which day; for `EXPIRE` the last day in force.
    pub effective_on: NaiveDate,
    /// When it was decided.
    pub decided_on: Option<NaiveDate>,
    /// Last day of the term that the event states.
    pub until: Option<NaiveDate>,
    /// Whether it concerns the whole document.
    pub whole: bool,
}

impl Event {
    /// Whether events of this kind may state a term by `until`.
    pub fn may_state_term(kind: Kind) -> bool {
        matches!(kind, Kind::Enact | Kind::Commence | Kind::Amend | Kind::Confirm | Kind::Extend)
    }
}

/// The term, in months, of documents that state none: a matter of the jurisdiction's rules, so configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DefaultTerm {
    /// Of normative documents.
    pub months: Option<u32>,
    /// Of normative documents on trial (试行, 暂行).
    pub trial_months: Option<u32>,
}

impl DefaultTerm {
    /// The default term of one document; null for those that are not normative, or where no rule sets one.
    pub fn of(self, title: &str, is_normative: bool) -> Option<u32> {
        let is_trial = title.contains("试行") || title.contains("暂行");
        match (is_normative, is_trial) {
            (false, _) => None,
            (true, true) => self.trial_months.or(self.months),
            (true, false) => self.months,
        }
    }
}

/// A stretch of days with one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The status.
    pub status: Status,
    /// First day; [`FIRST_DAY`] where it was always so.
    pub first: NaiveDate,
    /// Last day, included; [`LAST_DAY`] where no end is known.
    pub last: NaiveDate,
    /// Which of the events began it.
    pub basis: Option<usize>,
    /// What kind of event began it: `EXPIRE` for the end of a term, whatever stated the term.
    pub cause: Option<Kind>,
}

/// The last day of a term of `months` that begins on `start`: the day before the corresponding day, or the last day of
/// the month where there is no corresponding day.
pub fn term_end(start: NaiveDate, months: u32) -> NaiveDate {
    match start.checked_add_months(Months::new(months)) {
        Some(end) if end.day() == start.day() => end.pred_opt().unwrap_or(end),
        Some(end) => end,
        None => LAST_DAY,
    }
}

#[derive(Default)]
struct State {
    /// The term of a document whose start states none: what an expiry tells of it, else the default.
    unstated: Unstated,
    started: Option<usize>,
    term: Option<(NaiveDate, usize)>,
    amended: Option<usize>,
    suspended: Option<usize>,
    repealed: Option<usize>,
    reinstated: Option<usize>,
}

#[derive(Default)]
struct Unstated {
    expiry: Option<(NaiveDate, usize)>,
    default_months: Option<u32>,
}

impl Unstated {
    fn default_from(&self, index: usize, event: &Event) -> Option<(NaiveDate, usize)> {
        self.default_months.map(|months| (term_end(event.effective_on, months), index))
    }
}

impl State {
    fn apply(&mut self, index: usize, event: &Event) {
        match event.kind {
            Kind::Enact | Kind::Commence => {
                self.started = Some(index);
                if self.term.is_none() {
                    self.term = self.unstated.expiry.or_else(|| self.unstated.default_from(index, event));
                }
            }
            Kind::Extend => self.term = self.unstated.default_from(index, event),
            Kind::Expire => self.term = Some((event.effective_on, index)),
            Kind::Amend | Kind::PartialRepeal => self.amended = Some(index),
            Kind::Repeal if event.whole => self.repealed = Some(index),
            Kind::Repeal => self.amended = Some(index),
            Kind::Suspend if event.whole => self.suspended = Some(index),
            Kind::Reinstate if event.whole => {
                self.suspended = None;
                self.repealed = None;
                self.reinstated = Some(index);
            }
            Kind::Suspend | Kind::Reinstate | Kind::Confirm | Kind::Correct => {}
        }
        if let (Some(until), true) = (event.until, Event::may_state_term(event.kind)) {
            self.term = Some((until, index));
        }
    }

    /// The status on `day`, and the event that it rests on.
    fn status(&self, day: NaiveDate, start_known: bool) -> (Status, Option<usize>) {
        if let Some(repeal) = self.repealed {
            return (Status::Repealed, Some(repeal));
        }
        if self.started.is_none() && start_known {
            return (Status::NotYetEffective, None);
        }
        match (self.term, self.suspended) {
            (Some((end, by)), _) if day > end => (Status::Lapsed, Some(by)),
            (_, Some(suspension)) => (Status::Suspended, Some(suspension)),
            (None, None) => (Status::Unknown, self.started),
            (Some(_), None) => match self.amended {
                Some(amendment) => (Status::Amended, Some(amendment)),
                None => (Status::Effective, self.reinstated.or(self.started)),
            },
        }
    }
}

/// The periods of a document, oldest first: together they cover every day once.
///
/// `events` in the order of their source; the order of one day is settled by it, but that a document starts before
/// anything else happens to it.
pub fn periods(events: &[Event], default_months: Option<u32>) -> Vec<Period> {
    let commences = events.iter().any(|event| event.kind == Kind::Commence);
    let starts = |event: &Event| event.kind == if commences { Kind::Commence } else { Kind::Enact };
    let start = events.iter().filter(|event| starts(event)).map(|event| event.effective_on).min();

    // When each event begins to count. An expiry states a term, so it counts from its decision on (or from the start),
    // not from the day on which the term ends: else it would override an extension decided in between.
    let mut acts: Vec<(NaiveDate, bool, usize)> = (events.iter().enumerate())
        .map(|(index, event)| {
            let day = match event.kind {
                Kind::Expire => {
                    let decided = event.decided_on.or(start).unwrap_or(event.effective_on);
                    decided.min(event.effective_on).max(start.unwrap_or(FIRST_DAY))
                }
                _ => event.effective_on,
            };
            (day, !starts(event), index)
        })
        .collect();
    acts.sort();

    let expiry = events.iter().enumerate().find(|(_, event)| event.kind == Kind::Expire);
    let expiry = expiry.map(|(index, event)| (event.effective_on, index));
    let mut state = State { unstated: Unstated { expiry, default_months }, ..State::default() };
    let mut out: Vec<Period> = Vec::new();
    let mut push = |state: &State, first: NaiveDate, last: NaiveDate, cause: Option<Kind>| {
        let (status, basis) = state.status(first, start.is_some());
        match out.last_mut() {
            Some(previous) if previous.status == status => previous.last = last,
            _ => {
                let cause = if status == Status::Lapsed { Some(Kind::Expire) } else { cause };
                out.push(Period { status, first, last, basis, cause });
            }
        }
    };

    let mut first = FIRST_DAY;
    let mut cause = None;
    let mut acts = acts.into_iter().peekable();
    loop {
        let last = acts.peek().map_or(LAST_DAY, |(day, ..)| day.pred_opt().unwrap_or(FIRST_DAY));
        if first <= last {
            match state.term {
                Some((end, _)) if first <= end && end < last => {
                    push(&state, first, end, cause);
                    push(&state, end + Days::new(1), last, Some(Kind::Expire));
                }
                _ => push(&state, first, last, cause),
            }
        }
        let Some(&(day, ..)) = acts.peek() else { break };
        first = day;
        while let Some((_, _, index)) = acts.next_if(|(next, ..)| *next == day) {
            // An enactment that a commencement follows only states what it states; it starts nothing.
            let event = &events[index];
            if event.kind == Kind::Enact && commences {
                if let Some(until) = event.until {
                    state.term = Some((until, index));
                }
            } else {
                state.apply(index, event);
                cause = Some(event.kind);
            }
        }
    }
    out
}

/// The period that holds `day`.
pub fn period_on(periods: &[Period], day: NaiveDate) -> Option<usize> {
    periods.iter().position(|period| period.first <= day && day <= period.last)
}

/// How the days are cut for the index: blocks of 1,024 days from 1900 on, 64 of them, and a binary tree over them. A
/// period is kept under the few nodes that cover it, a day is looked up under the seven nodes above it, so that every
/// day costs the same.
mod blocks {
    pub const EPOCH_DAY: i32 = 693_596; // 1900-01-01, counted from 0001-01-01 = 1
    pub const DAYS: i32 = 1_024;
    pub const COUNT: i32 = 64;

    /// The leaf over a day; days before and after the tree belong to its first and last leaf.
    pub fn leaf(day: i32) -> i32 {
        COUNT + ((day - EPOCH_DAY).div_euclid(DAYS)).clamp(0, COUNT - 1)
    }
}

/// One row of the index: a stretch and the slot under which it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Node of the tree and status in one number.
    pub slot: i32,
    /// First day of the whole stretch, see [`day_number`].
    pub starts_day: i32,
    /// Last day of the whole stretch.
    pub ends_day: i32,
}

/// A day as the index holds it.
pub fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

fn slot(node: i32, status: Status) -> i32 {
    node * 8 + status as i32
}

/// The slots under which a period of `status` that holds `day` may stand.
pub fn slots_on(day: NaiveDate, status: Status) -> impl Iterator<Item = i32> {
    let leaf = blocks::leaf(day_number(day));
    std::iter::successors(Some(leaf), |node| (*node > 1).then_some(node / 2)).map(move |node| slot(node, status))
}

/// The rows that let the index answer for these periods.
pub fn spans(periods: &[Period]) -> Vec<Span> {
    let mut out = Vec::new();
    for period in periods {
        let (starts_day, ends_day) = (day_number(period.first), day_number(period.last));
        let (mut low, mut high) = (blocks::leaf(starts_day), blocks::leaf(ends_day) + 1);
        let mut keep = |node| out.push(Span { slot: slot(node, period.status), starts_day, ends_day });
        while low < high {
            if low % 2 == 1 {
                keep(low);
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                keep(high);
            }
            low /= 2;
            high /= 2;
        }
    }
    out
}

#[cfg(test)]
mod tests;
