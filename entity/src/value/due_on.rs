//! 到期日 of a task: the last day in time that its deadline sets.

use super::TimeLimitKind;
use super::time_limit::TimeLimit;
use chrono::NaiveDate;

/// The last day in time: that of the first clause that names a day; none where no clause does (及时公开, 全年, 每月).
///
/// A day without a year is of the plan's `year`. One that recurs each year (每年3月31日前) is the first that is not past
/// when the plan is published; without a day of publication, that of the plan's year.
pub fn due_on(limit: &TimeLimit, year: i32, published_on: Option<NaiveDate>) -> Option<NaiveDate> {
    let from = NaiveDate::from_ymd_opt(year, 1, 1)?;
    let from = published_on.map_or(from, |published| published.max(from));
    limit.clauses.iter().find_map(|clause| match clause.kind {
        TimeLimitKind::FixedDate | TimeLimitKind::FixedMonth => clause.named_day(year),
        TimeLimitKind::DateRange => clause.far_end(year),
        // Each month or quarter has its own day: none of them is the last.
        TimeLimitKind::RecurringDate if clause.month.is_some() => {
            let next = from.checked_add_months(chrono::Months::new(12))?;
            clause.periods_between(from, next).into_iter().map(|period| period.due).find(|due| *due >= from)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Recurrence;
    use super::super::time_limit::Clause;
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
        let yearly = clause(TimeLimitKind::RecurringDate, 3, Some(31));
        let march = || vec![Clause { recurrence: Some(Recurrence::Year), ..yearly.clone() }];
        assert_eq!(due(march(), Some("2021-03-17")).as_deref(), Some("2021-03-31"));
        assert_eq!(due(march(), Some("2021-03-31")).as_deref(), Some("2021-03-31"));
        assert_eq!(due(march(), Some("2021-04-01")).as_deref(), Some("2022-03-31"));
        assert_eq!(due(march(), None).as_deref(), Some("2021-03-31"));
        let quarterly = Clause { month: None, day: Some(15), ..clause(TimeLimitKind::RecurringDate, 1, None) };
        assert_eq!(due(vec![quarterly], None), None);
    }
}
