//! What clauses that stand together say of each other: one leaves another out, or lends it a part.

use super::Clause;
use super::subject::is_whole_entry;
use crate::value::{Recurrence, TimeLimitDirection as Direction, TimeLimitKind as Kind};

/// A clause while its neighbours are not known yet.
pub(super) struct Found<'p> {
    pub clause: Clause,
    /// The words of its head, to tell a repetition from a second limit.
    pub text: &'p str,
    pub start: usize,
    pub end: usize,
    /// Nothing parts it from the clause before it.
    pub joined: bool,
    pub basis: bool,
    pub follows: bool,
    /// A word by itself, or a recurrence: says less than an amount or a day beside it.
    pub weak: bool,
    pub verb: bool,
}

/// Leaves out what a stronger neighbour says as well, and joins repetitions.
pub(super) fn gather<'p>(plain: &str, all: Vec<Found<'p>>) -> Vec<Found<'p>> {
    let mut found: Vec<Found<'p>> = Vec::with_capacity(all.len());
    let last_measured = all.iter().rposition(|found| is_measured(found.clause.kind));
    for (at, mut next) in all.into_iter().enumerate() {
        // 按照规定，自…之日起20日内: the rule is the basis, the amount the limit.
        if next.basis && last_measured.is_some_and(|last| last > at) {
            continue;
        }
        let Some(last) = found.last_mut() else {
            found.push(next);
            continue;
        };
        let between = &plain[last.end..next.start];
        share(last, &mut next, between);
        if let Some(range) = range(&last.clause, &next.clause, between) {
            (last.clause, last.end, last.verb) = (range, next.end, false);
        } else if let Some(other) = alternatives(&last.clause, &next.clause, between) {
            (last.clause, last.end) = (other, next.end);
        } else if is_repeated(last, &next) || (next.joined && is_within(&next, last)) {
            last.end = next.end;
        } else if next.joined && (is_within(last, &next) || takes_recurrence(last, &mut next)) {
            *last = next;
        } else {
            found.push(next);
        }
    }
    if let [only] = found.as_mut_slice() {
        only.clause.subject = only.clause.subject.take().filter(|subject| !is_whole_entry(plain, subject));
    }
    // Several verbs in one limit are the steps of one work: none of them is what the limit is for.
    if found.len() > 1 {
        for found in found.iter_mut().filter(|found| found.verb) {
            found.clause.subject = None;
        }
    }
    found
}

/// 不少于5个工作日，不超过15个工作日: two bounds of one length.
fn range(least: &Clause, most: &Clause, between: &str) -> Option<Clause> {
    let bounds = (least.kind, most.kind) == (Kind::AtLeast, Kind::AtMost)
        && least.unit == most.unit
        && least.amount < most.amount
        && (most.subject.is_none() || most.subject == least.subject);
    // If the second bound were one of another length, that would have to be told in between.
    let directly = between.chars().all(|c| ",、但且并应一般为最长高多迟不得能超过于".contains(c));
    (bounds && directly).then(|| Clause { kind: Kind::Range, amount_to: most.amount, ..least.clone() })
}

fn is_measured(kind: Kind) -> bool {
    !matches!(kind, Kind::External | Kind::Prompt | Kind::Simultaneous | Kind::Ditto)
}

/// Gives the one what the words between say holds of both.
fn share(last: &mut Found<'_>, next: &mut Found<'_>, between: &str) {
    let listed = ["、", "和", "及", "与", "或", "以及"].contains(&between);
    let (one, other) = (&mut last.clause, &mut next.clause);
    match (one.kind, other.kind) {
        // 同步组织、同步审签: with one and the same.
        (Kind::Simultaneous, Kind::Simultaneous) if !between.contains([';', '。']) => other.with.clone_from(&one.with),
        // 每年6月底前、12月底前: the second day recurs as the first does.
        (Kind::RecurringDate, Kind::FixedDate | Kind::FixedMonth)
            if listed && other.year.is_none() && one.recurrence == Some(Recurrence::Year) =>
        {
            other.kind = Kind::RecurringDate;
            other.recurrence = one.recurrence;
            other.direction = other.direction.or(Some(Direction::On));
            by_both(one, other);
        }
        // 每半年(6月、12月): the months in the bracket recur, each once a year.
        (Kind::Recurring, Kind::FixedDate | Kind::FixedMonth)
            if between == "("
                && other.year.is_none()
                && matches!(one.recurrence, Some(Recurrence::Year | Recurrence::HalfYear)) =>
        {
            other.kind = Kind::RecurringDate;
            other.recurrence = Some(Recurrence::Year);
            other.direction = other.direction.or(Some(Direction::On));
        }
        (Kind::FixedDate, Kind::FixedDate) | (Kind::FixedMonth, Kind::FixedMonth) if listed => {
            by_both(one, other);
            // 2022年6月、12月: of one year.
            other.year = other.year.or(one.year.filter(|_| one.month < other.month));
        }
        // 自2024年1月1日起试行两年: how long it is in force.
        (Kind::EffectiveFrom, Kind::Duration) if other.subject.is_none() && between.is_empty() => {
            other.subject = Some("VALIDITY".to_owned());
        }
        // 有效期不超过5年，试行的不超过2年: the second length is of the same thing.
        (of, length)
            if is_length(of)
                && is_length(length)
                && one.unit == other.unit
                && other.subject.is_none()
                && !between.contains('。')
                && between.chars().nth(20).is_none() =>
        {
            other.subject.clone_from(&one.subject);
        }
        _ => {}
    }
}

/// 有效期可为1年、2年.
fn alternatives(one: &Clause, other: &Clause, between: &str) -> Option<Clause> {
    let lengths = (one.kind, other.kind) == (Kind::Duration, Kind::Duration) && one.unit == other.unit;
    (lengths && between == "、").then(|| Clause { kind: Kind::OneOf, amount_to: other.amount, ..one.clone() })
}

/// 6月30日、12月31日前: both before.
fn by_both(one: &mut Clause, other: &Clause) {
    if (one.direction, other.direction) == (Some(Direction::On), Some(Direction::Before)) {
        one.direction = Some(Direction::Before);
        one.inclusive = (one.day.is_some() || one.end_of_month).then_some(true);
    }
}

pub(super) fn is_length(kind: Kind) -> bool {
    matches!(kind, Kind::AtLeast | Kind::AtMost | Kind::Duration | Kind::Range | Kind::OneOf)
}

/// 另有规定的，…从其规定; the same word said twice.
fn is_repeated(last: &Found<'_>, next: &Found<'_>) -> bool {
    let external = (last.clause.kind, next.clause.kind) == (Kind::External, Kind::External);
    let word = next.weak || external || next.clause.kind == Kind::Simultaneous;
    (external && next.follows) || (word && last.text == next.text && last.clause == next.clause)
}

/// Whether `weak` says nothing that `strong` does not: 20个工作日内及时公开, 每月定期, 全年持续.
fn is_within(weak: &Found<'_>, strong: &Found<'_>) -> bool {
    match weak.clause.kind {
        Kind::Continuous => strong.clause.kind == Kind::Continuous && weak.clause.month.is_none(),
        Kind::Prompt | Kind::PeriodicUnspecified => {
            matches!(strong.clause.kind, Kind::Recurring | Kind::Realtime)
                // 适时动态公开.
                || (weak.clause == strong.clause && strong.clause.kind == Kind::PeriodicUnspecified)
                || (!strong.weak && is_measured(strong.clause.kind))
        }
        Kind::Recurring => weak.weak && !strong.weak && strong.clause.recurrence == weak.clause.recurrence,
        _ => false,
    }
}

/// 每年预算批准后20日内: the amount recurs.
fn takes_recurrence(last: &Found<'_>, next: &mut Found<'_>) -> bool {
    let bare = last.clause.kind == Kind::Recurring && last.clause.minimum_times.is_none();
    let takes =
        bare && matches!(next.clause.kind, Kind::WithinAfter | Kind::WithinBefore) && next.clause.recurrence.is_none();
    if takes {
        next.clause.recurrence = last.clause.recurrence;
    }
    takes
}
