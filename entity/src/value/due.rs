//! 到期日: the last day that a time limit leaves, and the periods of one that recurs.

use super::calendar::{Calendar, Due, last_of_month};
use super::time_limit::{Clause, TimeLimit};
use super::{Recurrence, TimeLimitBound, TimeLimitDirection, TimeLimitKind, TimeLimitUnit};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};

#[cfg(test)]
mod tests;

/// A period in which something is due once, or several times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The last day that is in time.
    pub due: NaiveDate,
}

impl TimeLimit {
    /// The last day that is in time, for a trigger on `from`: of several clauses the earliest, leaving aside those that
    /// speak of something narrower than the whole. `year` is that of the catalog edition or plan, for days without one.
    /// Nothing where the limit sets no day.
    pub fn due(&self, calendar: &Calendar, from: NaiveDate, year: Option<i32>) -> Option<Due> {
        let whole = |clause: &&Clause| !clause.is_narrower();
        let due = |clause: &Clause| clause.due(calendar, from, year);
        let all = self.clauses.iter().filter(whole).filter_map(due).min_by_key(|due| due.on);
        // All that it says may be about one thing.
        all.or_else(|| self.clauses.iter().find_map(due))
    }
}

impl Clause {
    /// Whether it speaks of a part of what the others are about, such as 其中行政处罚.
    fn is_narrower(&self) -> bool {
        self.subject.is_some()
    }

    /// The last day that is in time, for a trigger on `from`.
    pub fn due(&self, calendar: &Calendar, from: NaiveDate, year: Option<i32>) -> Option<Due> {
        use TimeLimitKind::*;
        match self.kind {
            WithinAfter | AtMost | MoreThan | Duration | Range => self.after(calendar, from),
            // Within a span before something, the thing itself is the end; so much before it at least, that day is.
            WithinBefore if self.bound == Some(TimeLimitBound::Minimum) => self.ahead(calendar, from),
            WithinBefore | Immediate | Simultaneous => Some(Due::named(from, from)),
            FixedDate | FixedMonth => Some(Due::named(self.named_day(year.unwrap_or(from.year()))?, from)),
            DateRange => Some(Due::named(self.far_end(year.unwrap_or(from.year()))?, from)),
            Recurring | RecurringDate => {
                let within = self.periods_between(from, from.checked_add_months(Months::new(24))?);
                Some(Due::named(within.into_iter().map(|it| it.due).find(|due| *due >= from)?, from))
            }
            _ => None,
        }
    }

    fn after(&self, calendar: &Calendar, from: NaiveDate) -> Option<Due> {
        let amount = self.amount_to.or(self.amount)?;
        match self.unit? {
            TimeLimitUnit::WorkingDay => calendar.working_days_after(from, amount),
            // Hours run through nights and holidays; a day that has begun is a day.
            TimeLimitUnit::Hour => {
                let days = TimeDelta::days(i64::from(amount.checked_add(23)?.checked_div(24)?));
                Some(Due::named(from.checked_add_signed(days)?, from))
            }
            TimeLimitUnit::Day => calendar.days_after(from, amount),
            TimeLimitUnit::Week => calendar.days_after(from, amount.checked_mul(7)?),
            TimeLimitUnit::Month => calendar.months_after(from, amount),
            TimeLimitUnit::Year => calendar.months_after(from, amount.checked_mul(12)?),
        }
    }

    /// So much before a day. It does not roll: no rule moves a day forward, and back would be later than was asked.
    fn ahead(&self, calendar: &Calendar, from: NaiveDate) -> Option<Due> {
        let amount = self.amount?;
        let days = |amount: i32| from.checked_sub_signed(TimeDelta::days(i64::from(amount)));
        let months = |amount: i32| from.checked_sub_months(Months::new(u32::try_from(amount).ok()?));
        let on = match self.unit? {
            TimeLimitUnit::WorkingDay => return calendar.working_days_before(from, amount),
            TimeLimitUnit::Hour => days(amount.checked_add(23)?.checked_div(24)?),
            TimeLimitUnit::Day => days(amount),
            TimeLimitUnit::Week => days(amount.checked_mul(7)?),
            TimeLimitUnit::Month => months(amount),
            TimeLimitUnit::Year => months(amount.checked_mul(12)?),
        }?;
        Some(Due { on, counted_days: (from - on).num_days() as i32, skipped: Vec::new(), is_provisional: false })
    }

    /// The day that the clause names; the last of its month, or of its year, where it names no day.
    fn named_day(&self, year: i32) -> Option<NaiveDate> {
        let year = self.year.unwrap_or(year);
        let month = self.month.map_or(Some(12), |month| u32::try_from(month).ok())?;
        let named = match self.day {
            Some(day) => NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?),
            None => last_of_month(year, month),
        }?;
        // Words that leave the day itself out.
        if self.inclusive == Some(false) { named.pred_opt() } else { Some(named) }
    }

    fn far_end(&self, year: i32) -> Option<NaiveDate> {
        if let Some(until) = self.until {
            return Some(until);
        }
        let year = self.year.unwrap_or(year);
        let month = u32::try_from(self.until_month?).ok()?;
        let end = match self.until_day {
            Some(day) => NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?),
            None => last_of_month(year, month),
        }?;
        // 11月1日至1月31日 ends in the year after.
        let is_next_year = self.month.is_some_and(|start| start > month as i32);
        if is_next_year { end.checked_add_months(Months::new(12)) } else { Some(end) }
    }

    /// The first day of a range of dates, not after its last.
    fn near_end(&self, due: NaiveDate) -> Option<NaiveDate> {
        let month = u32::try_from(self.month?).ok()?;
        let day = u32::try_from(self.day.unwrap_or(1)).ok()?;
        let begin = |year| NaiveDate::from_ymd_opt(year, month, day);
        begin(due.year()).filter(|day| *day <= due).or_else(|| begin(due.year() - 1))
    }

    /// The periods of a clause that recurs whose last day in time lies within a year, in order; the one day of a clause
    /// that names one, with its whole year as the period.
    pub fn periods(&self, year: i32, edition: Option<i32>) -> Vec<Period> {
        use TimeLimitKind::*;
        let (Some(from), Some(to)) = (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31))
        else {
            return Vec::new();
        };
        match self.kind {
            Recurring | RecurringDate => {
                self.periods_between(from, to).into_iter().filter(|it| it.due.year() == year).collect()
            }
            FixedDate | FixedMonth if self.year.or(edition).is_none_or(|own| own == year) => {
                let due = self.named_day(year).filter(|due| due.year() == year);
                due.map(|due| Period { from, to, due }).into_iter().collect()
            }
            // A range may begin in the year before.
            DateRange => {
                let own = self.year.or(edition);
                let begun = [year - 1, year].into_iter().filter(|begun| own.is_none_or(|own| own == *begun));
                let due = begun.filter_map(|begun| self.far_end(begun)).find(|due| due.year() == year);
                let period = |due| Period { from: self.near_end(due).unwrap_or(from), to, due };
                due.map(period).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The periods from the one that holds `from` to the one that holds `to`.
    fn periods_between(&self, from: NaiveDate, to: NaiveDate) -> Vec<Period> {
        let Some(recurrence) = self.recurrence else { return Vec::new() };
        let mut periods = Vec::new();
        let mut start = start_of(recurrence, from);
        while let Some(at) = start.filter(|at| *at <= to) {
            let next = next_start(recurrence, at);
            let Some(end) = next.and_then(|next| next.pred_opt()) else { break };
            let due = self.day_within(recurrence, at, end);
            periods.extend(due.map(|due| Period { from: at, to: end, due }));
            start = next;
        }
        periods
    }

    /// The last day in time within one period.
    fn day_within(&self, recurrence: Recurrence, from: NaiveDate, to: NaiveDate) -> Option<NaiveDate> {
        if self.kind == TimeLimitKind::Recurring {
            return Some(to);
        }
        if recurrence == Recurrence::Week {
            let days = self.day.map_or(6, |day| i64::from(day.clamp(1, 7)) - 1);
            return from.checked_add_signed(TimeDelta::days(days));
        }
        let month = match (self.month, self.month_of_period) {
            (Some(month), _) => NaiveDate::from_ymd_opt(from.year(), u32::try_from(month).ok()?, 1)?,
            (None, Some(place)) => from.checked_add_months(Months::new(u32::try_from(place.checked_sub(1)?).ok()?))?,
            (None, None) => NaiveDate::from_ymd_opt(to.year(), to.month(), 1)?,
        };
        let last = last_of_month(month.year(), month.month())?;
        let Some(day) = self.day else { return Some(last) };
        // 每月31日 in a month of thirty days is its last.
        Some(month.with_day(u32::try_from(day).ok()?).unwrap_or(last))
    }
}

impl TimeLimit {
    /// The clause that says when something is due without anything happening first: again and again, or on a day.
    pub fn calendar_clause(&self) -> Option<&Clause> {
        use TimeLimitKind::*;
        let on_calendar =
            |clause: &&Clause| matches!(clause.kind, Recurring | RecurringDate | FixedDate | FixedMonth | DateRange);
        let whole = self.clauses.iter().filter(on_calendar).find(|clause| !clause.is_narrower());
        whole.or_else(|| self.clauses.iter().find(on_calendar))
    }

    /// The last day in time of a task of a plan: that of the first clause that names a day; none where no clause does
    /// (及时公开, 全年, 每月).
    ///
    /// A day without a year is of the plan's `year`. One that recurs each year (每年3月31日前) is the first that is not
    /// past when the plan is published; without a day of publication, that of the plan's year.
    pub fn due_on(&self, year: i32, published_on: Option<NaiveDate>) -> Option<NaiveDate> {
        use TimeLimitKind::*;
        let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
        let from = published_on.map_or(from, |published| published.max(from));
        self.clauses.iter().find_map(|clause| match clause.kind {
            FixedDate | FixedMonth => clause.named_day(year),
            DateRange => clause.far_end(year),
            // Each month or quarter has its own day: none of them is the last.
            RecurringDate if clause.month.is_some() => {
                let next = from.checked_add_months(Months::new(12))?;
                clause.periods_between(from, next).into_iter().map(|period| period.due).find(|due| *due >= from)
            }
            _ => None,
        })
    }

    /// The last day in time where the limit counts from the publication of the paper that it stands in
    /// (印发之日起20个工作日内), or from nothing that it names.
    pub fn due_after_publication(&self, calendar: &Calendar, published_on: NaiveDate) -> Option<Due> {
        use super::TimeLimitTrigger::{DocumentIssued, NoticeReceived, Published};
        let counts = |clause: &&Clause| {
            clause.kind == TimeLimitKind::WithinAfter
                && matches!(clause.trigger, None | Some(DocumentIssued | NoticeReceived | Published))
        };
        self.clauses.iter().find(counts)?.due(calendar, published_on, None)
    }

    /// The clause that runs from the forming of a document that is to be disclosed, so that each one has a last day of
    /// its own.
    pub fn forming_clause(&self) -> Option<&Clause> {
        let runs = |clause: &&Clause| {
            let after = clause.direction.is_none_or(|it| it == TimeLimitDirection::After);
            clause.kind == TimeLimitKind::WithinAfter && after && clause.trigger.is_none_or(|it| it.is_forming())
        };
        let whole = self.clauses.iter().filter(runs).find(|clause| !clause.is_narrower());
        whole.or_else(|| self.clauses.iter().find(runs))
    }
}

impl super::TimeLimitTrigger {
    /// Whether it is when the information came to be: what `formedOn` of a document tells.
    pub fn is_forming(self) -> bool {
        use super::TimeLimitTrigger::*;
        // Not what comes after disclosure, nor what somebody else sends.
        !matches!(
            self,
            Published
                | Effective
                | ApplicationReceived
                | CorrectionReceived
                | ConsultationReceived
                | MessageReceived
                | NoticeReceived
                | ValidityExpiry
                | Event
        )
    }
}

/// The first day of the period that holds a day.
fn start_of(recurrence: Recurrence, day: NaiveDate) -> Option<NaiveDate> {
    let months = |each: u32| NaiveDate::from_ymd_opt(day.year(), (day.month0() / each) * each + 1, 1);
    match recurrence {
        Recurrence::Day => Some(day),
        Recurrence::Week => day.checked_sub_signed(TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))),
        Recurrence::Month => months(1),
        Recurrence::Quarter => months(3),
        Recurrence::HalfYear => months(6),
        Recurrence::Year => months(12),
    }
}

fn next_start(recurrence: Recurrence, start: NaiveDate) -> Option<NaiveDate> {
    let months = |amount: u32| start.checked_add_months(Months::new(amount));
    match recurrence {
        Recurrence::Day => start.succ_opt(),
        Recurrence::Week => start.checked_add_signed(TimeDelta::days(7)),
        Recurrence::Month => months(1),
        Recurrence::Quarter => months(3),
        Recurrence::HalfYear => months(6),
        Recurrence::Year => months(12),
    }
}
