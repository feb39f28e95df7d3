//! 到期日: the last day in time that the deadline of a task sets.

use super::TimeLimitKind;
use super::time_limit::{Clause, TimeLimit};
use chrono::{Datelike, Days, NaiveDate};

/// The last day in time: that of the first clause that names a day; none where no clause does (及时公开, 全年).
///
/// A day without a year is of the plan's `year`. One that recurs each year (每年3月31日前) is the first that is not past
/// when the plan is published; without a day of publication, that of the plan's year.
pub fn due_on(limit: &TimeLimit, year: i32, published_on: Option<NaiveDate>) -> Option<NaiveDate> {
    limit.clauses.iter().find_map(|clause| match clause.kind {
        TimeLimitKind::FixedDate | TimeLimitKind::FixedMonth => day(clause, year),
        TimeLimitKind::DateRange => far_end(clause, year),
        // Each month or quarter has its own day: none of them is the last.
        TimeLimitKind::RecurringDate if clause.month.is_some() => {
            let this = day(clause, year)?;
            match published_on {
                Some(published) if this < published => day(clause, year + 1),
                _ => Some(this),
            }
        }
        _ => None,
    })
}

fn day(clause: &Clause, year: i32) -> Option<NaiveDate> {
    let named = in_month(clause.year.unwrap_or(year), clause.month?, clause.day)?;
    // 之前 that leaves the day itself out.
    if clause.inclusive == Some(false) { named.checked_sub_days(Days::new(1)) } else { Some(named) }
}

fn far_end(clause: &Clause, year: i32) -> Option<NaiveDate> {
    clause.until.or_else(|| in_month(clause.year.unwrap_or(year), clause.until_month?, clause.until_day))
}

/// A day of a month; its last day where none is named.
fn in_month(year: i32, month: i32, day: Option<i32>) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, 1)?;
    let day = match day {
        Some(day) => u32::try_from(day).ok()?,
        None => u32::from(first.num_days_in_month()),
    };
    first.with_day(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(kind: TimeLimitKind, month: i32, day: Option<i32>) -> Clause {
        Clause {
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
            month: Some(month),
            month_of_period: None,
            day,
            end_of_month: day.is_none(),
            until: None,
            until_month: None,
            until_day: None,
            subject: None,
            with: None,
            authority: None,
        }
    }

    fn limit(clauses: Vec<Clause>) -> TimeLimit {
        TimeLimit { text: String::new(), clauses, needs_review: false, repairs: Vec::new() }
    }

    fn due(clauses: Vec<Clause>, published: Option<&str>) -> Option<String> {
        let published = published.map(|day| day.parse().unwrap());
        due_on(&limit(clauses), 2021, published).map(|day| day.to_string())
    }

    #[test]
    fn the_first_clause_that_names_a_day_sets_it() {
        use TimeLimitKind::*;
        assert_eq!(due(vec![clause(FixedDate, 10, Some(30))], None).as_deref(), Some("2021-10-30"));
        assert_eq!(due(vec![clause(FixedDate, 2, None)], None).as_deref(), Some("2021-02-28"));
        let exact = Clause { inclusive: Some(false), ..clause(FixedDate, 10, Some(1)) };
        assert_eq!(due(vec![exact], None).as_deref(), Some("2021-09-30"));
        let range = Clause { until_month: Some(6), until_day: Some(10), ..clause(DateRange, 4, Some(1)) };
        assert_eq!(due(vec![range], None).as_deref(), Some("2021-06-10"));
        let prompt = Clause { month: None, ..clause(Prompt, 1, None) };
        assert_eq!(due(vec![prompt.clone()], None), None);
        assert_eq!(due(vec![prompt, clause(FixedDate, 12, None)], None).as_deref(), Some("2021-12-31"));
        let other_year = Clause { year: Some(2023), ..clause(FixedDate, 6, None) };
        assert_eq!(due(vec![other_year], None).as_deref(), Some("2023-06-30"));
        assert_eq!(due(vec![clause(FixedDate, 2, Some(30))], None), None);
    }

    #[test]
    fn a_day_of_every_year_is_the_first_after_publication() {
        let march = || vec![clause(TimeLimitKind::RecurringDate, 3, Some(31))];
        assert_eq!(due(march(), Some("2021-03-17")).as_deref(), Some("2021-03-31"));
        assert_eq!(due(march(), Some("2021-03-31")).as_deref(), Some("2021-03-31"));
        assert_eq!(due(march(), Some("2021-04-01")).as_deref(), Some("2022-03-31"));
        assert_eq!(due(march(), None).as_deref(), Some("2021-03-31"));
        let quarterly = Clause { month: None, day: Some(15), ..clause(TimeLimitKind::RecurringDate, 1, None) };
        assert_eq!(due(vec![quarterly], None), None);
    }
}
