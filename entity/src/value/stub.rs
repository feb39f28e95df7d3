//! Stands in for `time_limit::parse` until it reads words: to be deleted with that merge.

/// Words of a time limit.
pub mod time_limit {
    use crate::value::time_limit::{Clause, TimeLimit};
    use crate::value::{TimeLimitKind, TimeLimitRepair};

    /// Reads only `[每年]M月D日前` and `MDD日前`.
    pub fn parse(text: &str) -> TimeLimit {
        let text = text.trim();
        let core = text.trim_start_matches('在');
        let (kind, core) = match core.strip_prefix("每年") {
            Some(rest) => (TimeLimitKind::RecurringDate, rest),
            None => (TimeLimitKind::FixedDate, core),
        };
        let core = core.trim_end_matches('前').trim_end_matches('日');
        let (month, day, repaired) = match core.split_once('月') {
            Some((month, "底")) => (month.parse().ok(), Some(0), false),
            Some((month, day)) => (month.parse().ok(), day.parse().ok(), false),
            None if core.len() > 2 && core.bytes().all(|b| b.is_ascii_digit()) => {
                let (month, day) = core.split_at(core.len() - 2);
                (month.parse().ok(), day.parse().ok(), true)
            }
            None => (None, None, false),
        };
        let clause = |kind, month, day| Clause {
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
            month,
            month_of_period: None,
            day,
            end_of_month: false,
            until: None,
            until_month: None,
            until_day: None,
            subject: None,
            with: None,
            authority: None,
        };
        let clauses = match (month, day) {
            (Some(month), Some(day)) if kind == TimeLimitKind::RecurringDate => {
                let yearly = crate::value::Recurrence::Year;
                vec![Clause { recurrence: Some(yearly), ..clause(kind, Some(month), Some(day)) }]
            }
            (Some(month), Some(0)) => vec![Clause { end_of_month: true, ..clause(kind, Some(month), None) }],
            (Some(month), Some(day)) => vec![clause(kind, Some(month), Some(day))],
            _ if matches!(text, "及时公开") => vec![clause(TimeLimitKind::Prompt, None, None)],
            _ if text.starts_with("每月") => vec![clause(TimeLimitKind::Recurring, None, None)],
            _ if text.contains("工作日") => vec![clause(TimeLimitKind::WithinAfter, None, None)],
            _ if matches!(text, "全年") => vec![clause(TimeLimitKind::Continuous, None, None)],
            _ => Vec::new(),
        };
        let repairs = if repaired { vec![TimeLimitRepair::LostMonthCharacter] } else { Vec::new() };
        TimeLimit { text: text.to_owned(), needs_review: clauses.is_empty(), clauses, repairs }
    }
}
