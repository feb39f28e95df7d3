//! Dates and parts of the year; and those of which a web page lost 月 or 年.

use super::number::{digit_run, number};
use super::word::{Word, step};
use chrono::NaiveDate;
use winnow::combinator::{alt, opt, peek, preceded};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::one_of;

/// A day, a month, or a span of either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Date {
    pub year: Option<i32>,
    pub month: Option<i32>,
    pub day: Option<i32>,
    pub end_of_month: bool,
    /// Month and day of the far end, where the words name a span: 上半年.
    pub until: Option<(i32, Option<i32>)>,
    pub lost_month: bool,
    pub lost_year: bool,
}

/// A year that a catalog or a document may name.
pub(super) fn is_year(year: i32) -> bool {
    (1949..=2100).contains(&year)
}

/// Whether the day exists: 29 February in some year does.
fn is_day(month: i32, day: i32) -> bool {
    matches!((u32::try_from(month), u32::try_from(day)), (Ok(m), Ok(d)) if NaiveDate::from_ymd_opt(2000, m, d).is_some())
}

pub(super) fn date(input: &mut &str) -> Result<Word, EmptyError> {
    step(1);
    alt((numeric, worded, joined_year, joined_day, short)).map(Word::Date).parse_next(input)
}

/// 2022-10-01, 2022.10.1, 2022/10/1.
fn numeric(input: &mut &str) -> Result<Date, EmptyError> {
    let (year, first, month, second, day, _) =
        (number, one_of(['-', '.', '/']), number, one_of(['-', '.', '/']), number, opt(alt(("日", "号"))))
            .parse_next(input)?;
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) if first == second && is_year(year) && is_day(month, day) => {
            Ok(Date { year: Some(year), month: Some(month), day: Some(day), ..Date::default() })
        }
        _ => Err(EmptyError),
    }
}

/// 10.1前: a month and a day only where what follows says so; otherwise it may be any decimal.
fn short(input: &mut &str) -> Result<Date, EmptyError> {
    let follows = peek(alt(("前", "之前", "以前", "日", "起", "至", "-", "号")));
    let (month, _, day, _, _) = (number, '.', number, follows, opt(alt(("日", "号")))).parse_next(input)?;
    match (month, day) {
        (Some(month), Some(day)) if is_day(month, day) => {
            Ok(Date { month: Some(month), day: Some(day), ..Date::default() })
        }
        _ => Err(EmptyError),
    }
}

/// 2022年10月1日, 6月底, 2022年底, 上半年, 一季度末.
fn worded(input: &mut &str) -> Result<Date, EmptyError> {
    let year = alt((
        (opt("公元"), number, "年", opt("度")).verify_map(|(_, year, ..)| year.filter(|year| is_year(*year)).map(Some)),
        alt(("今年", "本年度", "本年", "当年度", "当年")).value(None),
    ));
    let part = alt((month, quarter, half_year, year_part));
    let dated = (year, opt(alt((joined, part, preceded(opt("年"), alt(("底", "末"))).value(year_end())))));
    let (year, date) = match opt(dated).parse_next(input)? {
        Some(found) => found,
        None => (None, Some(alt((month, quarter, half_year, year_part)).parse_next(input)?)),
    };
    let date = date.unwrap_or_default();
    // 今年 alone says no more than the empty year of any date does.
    if year.is_none() && date == Date::default() { Err(EmptyError) } else { Ok(Date { year, ..date }) }
}

fn year_end() -> Date {
    Date { month: Some(12), end_of_month: true, ..Date::default() }
}

fn span(from: i32, until: i32) -> Date {
    let last = if [3, 12].contains(&until) { 31 } else { 30 };
    Date { month: Some(from), day: Some(1), until: Some((until, Some(last))), ..Date::default() }
}

fn month(input: &mut &str) -> Result<Date, EmptyError> {
    step(1);
    let month = (number, "月", opt("份"))
        .verify_map(|(month, ..)| month.filter(|month| (1..=12).contains(month)))
        .parse_next(input)?;
    let month_only = Date { month: Some(month), ..Date::default() };
    let third = |from, to| Date { day: Some(from), until: Some((month, Some(to))), ..month_only };
    // February ends on another day each fourth year: its last third has no written end.
    let last = if month == 2 { None } else { (28..=31).rev().find(|day| is_day(month, *day)) };
    let end = Date { end_of_month: true, ..month_only };
    let part = alt((
        alt(("月底", "底", "月末", "末", "最后一日", "最后一天")).value(end),
        "上旬".value(third(1, 10)),
        "中旬".value(third(11, 20)),
        "下旬".value(Date { day: Some(21), until: Some((month, last)), ..month_only }),
        (number, alt(("日", "号"))).verify_map(|(day, _)| {
            let day = day.filter(|day| is_day(month, *day))?;
            Some(Date { day: Some(day), ..month_only })
        }),
    ));
    let part = opt(part).parse_next(input)?;
    // 2月30日 is no day, and then not a month either.
    if part.is_none() && day_follows.parse_next(&mut &**input).is_ok() {
        return Err(EmptyError);
    }
    Ok(part.unwrap_or(month_only))
}

fn day_follows(input: &mut &str) -> Result<(), EmptyError> {
    (number, alt(("日", "号"))).void().parse_next(input)
}

fn quarter(input: &mut &str) -> Result<Date, EmptyError> {
    let quarter = (opt("第"), number, "季度").verify_map(|(_, n, _)| n.filter(|n| (1..=4).contains(n)));
    let (quarter, end) = (quarter, opt(alt(("末", "底")))).parse_next(input)?;
    Ok(match end {
        Some(_) => Date { month: Some(quarter * 3), end_of_month: true, ..Date::default() },
        None => span(quarter * 3 - 2, quarter * 3),
    })
}

fn half_year(input: &mut &str) -> Result<Date, EmptyError> {
    alt((
        alt(("上半年底", "上半年末")).value(Date { month: Some(6), end_of_month: true, ..Date::default() }),
        alt(("下半年底", "下半年末")).value(year_end()),
        "上半年".value(span(1, 6)),
        "下半年".value(span(7, 12)),
    ))
    .parse_next(input)
}

/// 年底 is the end of December, 年中 the end of the first half, 年初 January.
fn year_part(input: &mut &str) -> Result<Date, EmptyError> {
    alt((
        alt(("年底", "年末", "年终", "岁末")).value(year_end()),
        "年中".value(Date { month: Some(6), end_of_month: true, ..Date::default() }),
        "年初".value(Date { month: Some(1), ..Date::default() }),
    ))
    .parse_next(input)
}

/// The only month and day that the digits of 1030 can be; null where there are two (111) or none.
pub(super) fn part(run: &str) -> Option<(i32, i32)> {
    if !(3..=4).contains(&run.len()) {
        return None;
    }
    let mut readings = (1..=2).filter_map(|at| {
        let (month, day) = run.split_at_checked(at)?;
        if month.starts_with('0') || day.starts_with('0') || day.len() > 2 {
            return None;
        }
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        is_day(month, day).then_some((month, day))
    });
    readings.next().filter(|_| readings.next().is_none())
}

/// The 1030日 of 2022年1030日: after a year it can be no count of days.
fn joined(input: &mut &str) -> Result<Date, EmptyError> {
    (digit_run, "日")
        .verify_map(|(run, _)| {
            let (month, day) = part(run)?;
            Some(Date { month: Some(month), day: Some(day), lost_month: true, ..Date::default() })
        })
        .parse_next(input)
}

/// 20226月底, 20221030日.
fn joined_year(input: &mut &str) -> Result<Date, EmptyError> {
    let run = peek(digit_run).parse_next(input)?;
    let (year, rest) = run.split_at_checked(4).ok_or(EmptyError)?;
    let year = year.parse().ok().filter(|year| is_year(*year)).ok_or(EmptyError)?;
    if rest.is_empty() || rest.starts_with('0') || rest.len() > 4 {
        return Err(EmptyError);
    }
    *input = &input[4..];
    let date = alt((month, joined)).parse_next(input)?;
    Ok(Date { year: Some(year), lost_year: true, ..date })
}

/// 1030日前. Where an amount can be meant (120日内) the digits stay an amount.
fn joined_day(input: &mut &str) -> Result<Date, EmptyError> {
    let date = joined(input)?;
    let before = ["前", "之前", "以前"].iter().any(|word| input.starts_with(word));
    let days = date.month.unwrap_or(0) >= 10 && date.day.unwrap_or(0) >= 10;
    // Four digits are too many days for a limit; three need a word that only a date has.
    if before || (days && !input.starts_with("内") && !input.starts_with("以内")) {
        Ok(date)
    } else {
        Err(EmptyError)
    }
}
