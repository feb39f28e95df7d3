//! What is told of a time limit: whether its words were understood, and what had to be put back.

use entity::value::TimeLimitRepair;
use entity::value::time_limit::{Clause, TimeLimit};

/// What the words mean, for people, and whether a person must look at them.
pub(super) fn understood(text: &str) -> (String, bool) {
    let limit = parse(text);
    let mut told: Vec<String> = limit.clauses.iter().map(clause).collect();
    told.extend(limit.repairs.iter().map(|repair| format!("({})", repair.label())));
    (told.join("; "), limit.needs_review)
}

fn clause(clause: &Clause) -> String {
    let date = [clause.year, clause.month, clause.day].into_iter().flatten().map(|it| it.to_string());
    let date = date.collect::<Vec<_>>().join("-");
    let words = [
        Some(clause.kind.label().to_owned()),
        clause.recurrence.map(|it| it.label().to_owned()),
        clause.amount.map(|it| it.to_string()),
        clause.amount_to.map(|it| format!("–{it}")),
        clause.unit.map(|it| it.label().to_owned()),
        (!date.is_empty()).then_some(date),
        clause.trigger.map(|it| format!("自{}", it.label())),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Stands in for `entity::value::time_limit::parse` until that is here: knows only whether there is anything to know.
fn parse(text: &str) -> TimeLimit {
    let digits = text.strip_suffix("日前").filter(|it| it.len() >= 3 && it.bytes().all(|byte| byte.is_ascii_digit()));
    let splits = digits.map_or(0, |digits| {
        let is_date = |place: &usize| {
            let (month, day) = digits.split_at(*place);
            let number = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('0'));
            number(month)
                .zip(number(day))
                .is_some_and(|(month, day)| (1..=12).contains(&month) && (1..=31).contains(&day))
        };
        (1..digits.len()).filter(is_date).count()
    });
    let words = ["日内", "及时", "每年", "全年", "长期", "实时", "月底", "月内", "季度", "工作日", "日前", "年内"];
    let is_known = words.iter().any(|word| text.contains(word));
    TimeLimit {
        text: text.to_owned(),
        clauses: Vec::new(),
        needs_review: !is_known || (digits.is_some() && splits != 1),
        repairs: if splits == 1 { vec![TimeLimitRepair::LostMonthCharacter] } else { Vec::new() },
    }
}
