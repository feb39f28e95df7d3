//! Stands in for `time_limit::parse` and `unit_list::parse` until they land: enough for the database and GraphQL half.
//! To be deleted with the merge.

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
            (Some(month), Some(day)) => vec![clause(kind, Some(month), Some(day))],
            _ if matches!(text, "及时公开") => vec![clause(TimeLimitKind::Prompt, None, None)],
            _ if matches!(text, "全年") => vec![clause(TimeLimitKind::Continuous, None, None)],
            _ => Vec::new(),
        };
        let repairs = if repaired { vec![TimeLimitRepair::LostMonthCharacter] } else { Vec::new() };
        TimeLimit { text: text.to_owned(), needs_review: clauses.is_empty(), clauses, repairs }
    }
}

/// Words of a list of units.
pub mod unit_list {
    use crate::value::{UnitGroup, UnitRole};

    /// A list of units.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct UnitList {
        /// As written.
        pub text: String,
        /// The units, in order.
        pub units: Vec<UnitMention>,
        /// Others may be meant as well.
        pub open_ended: bool,
        /// Nothing, or not all of it, was understood.
        pub needs_review: bool,
    }

    /// A unit, or group, that is named.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct UnitMention {
        /// Name.
        pub name: String,
        /// Role.
        pub role: UnitRole,
        /// Group.
        pub group: Option<UnitGroup>,
    }

    /// Splits outside brackets.
    pub fn parse(text: &str) -> UnitList {
        let text = text.trim();
        let (mut depth, mut name, mut names) = (0, String::new(), Vec::new());
        for c in text.chars() {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(c, '、' | ',' | '，' | '。') {
                names.push(std::mem::take(&mut name));
            } else {
                name.push(c);
            }
        }
        names.push(name);
        let mut open_ended = false;
        let mut units = Vec::new();
        for name in names {
            let mut role = UnitRole::Responsible;
            let mut name = name.trim();
            if let Some(rest) = name.strip_suffix("牵头") {
                (role, name) = (UnitRole::Lead, rest);
            }
            if let Some(rest) = name.strip_suffix("配合") {
                (role, name) = (UnitRole::Cooperating, rest);
            }
            if let Some(rest) = name.strip_suffix("等部门") {
                (open_ended, name) = (true, rest);
            }
            if name.is_empty() {
                continue;
            }
            let group = if name.starts_with("各县") {
                Some(UnitGroup::Counties)
            } else if name.contains("各直属单位") || name.contains("工作部门") {
                Some(UnitGroup::Departments)
            } else {
                None
            };
            units.push(UnitMention { name: name.to_owned(), role, group });
        }
        UnitList { text: text.to_owned(), needs_review: units.is_empty(), units, open_ended }
    }
}
