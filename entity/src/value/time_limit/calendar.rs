//! Dates and recurrences with their sides, from tokens.

use super::Clause;
use super::date::Date;
use super::grammar::{Head, Parsed, Tokens, just, one};
use super::word::{Term, Word};
use crate::value::{Recurrence, TimeLimitDirection, TimeLimitKind, TimeLimitUnit};
use winnow::combinator::{alt, not, opt, peek, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;

fn date(input: &mut Tokens<'_>) -> Parsed<Date> {
    one(|word| if let Word::Date(date) = word { Some(date) } else { None }).parse_next(input)
}

/// The day of a month: 10日, of a period whose month the words around name.
fn day(input: &mut Tokens<'_>) -> Parsed<i32> {
    one(|word| match word {
        Word::Quantity(day @ 1..=31, TimeLimitUnit::Day) => Some(day),
        _ => None,
    })
    .parse_next(input)
}

fn every(input: &mut Tokens<'_>) -> Parsed<Recurrence> {
    one(|word| if let Word::Every(every) | Word::Next(every) = word { Some(every) } else { None }).parse_next(input)
}

/// 前, 之前, or 止 after a date; 内 after a month that names its end.
fn by_then(input: &mut Tokens<'_>) -> Parsed<Option<Word>> {
    let side = one(|word| matches!(word, Word::Before | Word::Until | Word::Within).then_some(word));
    preceded(opt(just(Word::Of)), opt(side)).parse_next(input)
}

/// Puts the side of a named day: by it, itself in time; or on it.
fn with_side(clause: &mut Clause, by: bool) {
    let named = clause.day.is_some() || clause.end_of_month;
    clause.direction = Some(if by { TimeLimitDirection::Before } else { TimeLimitDirection::On });
    clause.inclusive = (by && named).then_some(true);
}

/// 每年1月31日前, 每季度首月15日前, 每月底前, 每周一, 次月10日前.
fn recurring_date(input: &mut Tokens<'_>) -> Parsed<Head> {
    let tail = || one(|word| if let Word::Tail(month) = word { Some(month) } else { None });
    let month_of = || one(|word| if let Word::MonthOf(month) = word { Some(month) } else { None });
    let of = || opt(just(Word::Of));
    let fill = |date: Date| {
        let mut clause = Clause::new(TimeLimitKind::RecurringDate);
        clause.set_date(date);
        clause
    };
    // The lexer has taken the 周 of 每周一 already.
    let weekday = one(|word| match word {
        Word::Weekday(day) | Word::Number(Some(day @ 1..=6), false) => Some(day),
        _ => None,
    })
    .map(|day| (true, Clause { day: Some(day), ..Clause::new(TimeLimitKind::RecurringDate) }));
    let month = (month_of(), of(), opt(alt((day.map(Some), tail().value(None))))).map(|(month, _, day)| {
        let date = Date { day: day.flatten(), end_of_month: day == Some(None), ..Date::default() };
        Clause { month_of_period: Some(month), ..fill(date) }
    });
    let end = (alt((tail().void(), just(Word::QuarterEnd).void())), opt(tail()))
        .map(|_| fill(Date { end_of_month: true, ..Date::default() }));
    let days = (day, opt(preceded(just(Word::To), day)))
        .map(|(day, until)| Clause { until_day: until, ..fill(Date { day: Some(day), ..Date::default() }) });
    let first = one(|word| if let Word::Number(Some(day @ 1..=31), _) = word { Some(day) } else { None });
    let to_day = (first, just(Word::To), day)
        .map(|(from, _, until)| Clause { until_day: Some(until), ..fill(Date { day: Some(from), ..Date::default() }) });
    let range = date_range.map(|range| Clause { kind: TimeLimitKind::RecurringDate, ..range });
    // 每季度次月: the month after the quarter is the first of the next one.
    let next = (one(|word| (word == Word::Next(Recurrence::Month)).then_some(())), of(), day).map(|((), _, day)| {
        let date = Date { day: Some(day), ..Date::default() };
        Clause { month_of_period: Some(1), recurrence: Some(Recurrence::Quarter), ..fill(date) }
    });
    let of_month = alt((next, month, end, days, to_day, range, date.map(fill))).map(|clause| (false, clause));
    let (every, _, by, (weekly, mut clause), side) =
        (every, of(), opt(just(Word::Maximum)), alt((weekday, of_month)), by_then).parse_next(input)?;
    let of_quarter = clause.recurrence.is_some_and(|of| of != every);
    if weekly != (every == Recurrence::Week) || of_quarter {
        return Err(EmptyError);
    }
    if side == Some(Word::Within) && clause.until_month.is_none() && clause.month.is_none() {
        return Err(EmptyError);
    }
    clause.recurrence = Some(every);
    let last = match every {
        Recurrence::Quarter => Some(3),
        Recurrence::HalfYear => Some(6),
        Recurrence::Year => Some(12),
        _ => None,
    };
    // The end of a quarter is the end of its last month; of a year, of December.
    if clause.month_of_period == Some(0) || (clause.end_of_month && clause.month.or(clause.month_of_period).is_none()) {
        clause.month_of_period = last;
    }
    if every == Recurrence::Year && clause.month_of_period.is_some() {
        clause.month = clause.month_of_period.take();
    }
    if clause.until_month.is_none() && clause.until_day.is_none() {
        with_side(&mut clause, by.is_some() || matches!(side, Some(Word::Before | Word::Until)));
    }
    Ok(Head::Plain(clause))
}

/// How often, with or without a date. 每季度结束后 is no limit but the start of one.
pub(super) fn recurring(input: &mut Tokens<'_>) -> Parsed<Head> {
    let ended = (opt(just(Word::Of)), alt((just(Word::Term(Term::End)), just(Word::Term(Term::Expire)))));
    let bare_end = (just(Word::QuarterEnd), by_then).map(|(_, side)| {
        let mut clause =
            Clause { month_of_period: Some(3), end_of_month: true, ..Clause::new(TimeLimitKind::RecurringDate) };
        clause.recurrence = Some(Recurrence::Quarter);
        with_side(&mut clause, side == Some(Word::Before));
        Head::Plain(clause)
    });
    let once = one(|word| match word {
        Word::Quantity(1, TimeLimitUnit::Year) => Some(Recurrence::Year),
        Word::Quantity(6, TimeLimitUnit::Month) => Some(Recurrence::HalfYear),
        Word::Every(every) => Some(every),
        _ => None,
    });
    let counted = (once, peek(one(|word| matches!(word, Word::Times(_)).then_some(()))))
        .map(|(every, ())| Head::Recurring(every));
    let plain = one(|word| if let Word::Every(every) = word { Some(every) } else { None });
    let plain = (plain, not(ended)).map(|(every, ())| Head::Recurring(every));
    let in_year = one(|word| if let Word::InYear(year) = word { Some(Head::InYear(year)) } else { None });
    alt((recurring_date, counted, plain, in_year, bare_end)).parse_next(input)
}

/// 4月1日至6月10日, 6月10日至30日, 上半年.
fn date_range(input: &mut Tokens<'_>) -> Parsed<Clause> {
    let to = || just(Word::To);
    let far = alt((date, day.map(|day| Date { day: Some(day), ..Date::default() })));
    let months =
        (one(|word| if let Word::Number(Some(month @ 1..=12), _) = word { Some(month) } else { None }), peek(to()))
            .map(|(month, _)| Date { month: Some(month), ..Date::default() });
    let (from, until) =
        (alt((date, months)), opt(preceded((opt(just(Word::From(false))), to()), far))).parse_next(input)?;
    let lone = from.month.is_some() && from == Date { month: from.month, ..Date::default() };
    if until.is_some_and(|until| lone && until.month.is_none()) {
        return Err(EmptyError);
    }
    let mut clause = Clause::new(TimeLimitKind::DateRange);
    clause.set_date(from);
    match (until, from.until) {
        (Some(until), _) => {
            let end = until.until.unwrap_or((until.month.or(from.month).ok_or(EmptyError)?, until.day));
            clause.set_until(until.year.or(from.year), until.year.is_some(), end);
        }
        (None, Some(end)) => clause.set_until(from.year, true, end),
        (None, None) => return Err(EmptyError),
    }
    Ok(clause)
}

/// A date that does not recur, with its sides.
pub(super) fn dated(input: &mut Tokens<'_>) -> Parsed<Clause> {
    let effect = || {
        let from = opt(one(|word| matches!(word, Word::From(_)).then_some(())));
        (from, one(|word| (word == Word::Term(Term::TakeEffect)).then_some(()))).void()
    };
    let range = (date_range, opt(alt((just(Word::Within), just(Word::Until))))).map(|(range, _)| range);
    let effective = (date, effect()).map(|(date, ())| Clause::dated(TimeLimitKind::EffectiveFrom, date));
    let since = (date, one(|word| (word == Word::From(false)).then_some(()))).map(|(date, ())| {
        let mut clause = Clause::dated(TimeLimitKind::FixedDate, date);
        clause.direction = Some(TimeLimitDirection::After);
        clause.inclusive = date.day.map(|_| true);
        clause
    });
    let until = opt(one(|word| matches!(word, Word::Until | Word::Maximum | Word::To).then_some(())));
    let fixed = (until, date, by_then).verify_map(|(until, date, side)| {
        let by = until.is_some() || matches!(side, Some(Word::Before | Word::Until));
        let month_only = date.day.is_none() && !date.end_of_month;
        // A year alone is narrative: 2022年政务公开工作.
        date.month?;
        // 3月内 is in March or in three months.
        let either = month_only && date.year.is_none() && side == Some(Word::Within);
        if date.until.is_some() || either {
            return None;
        }
        let kind = if month_only && !by { TimeLimitKind::FixedMonth } else { TimeLimitKind::FixedDate };
        let mut clause = Clause::dated(kind, date);
        if kind == TimeLimitKind::FixedDate {
            with_side(&mut clause, by);
        }
        Some(clause)
    });
    alt((effective, range, since, fixed)).parse_next(input)
}
