//! What is told of a time limit: whether its words were understood, and what had to be put back.

use entity::value::time_limit::{Clause, parse};

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
