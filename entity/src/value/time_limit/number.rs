//! Numbers, in digits and in Chinese numerals, and amounts of time.

use super::word::{Word, step};
use crate::value::{Recurrence, TimeLimitUnit};
use winnow::combinator::{alt, not, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{one_of, take_while};

const NUMERALS: &str = "〇零一二三四五六七八九十廿卅百千两";

/// A run of digits, or of Chinese numerals. Null where the run has no one value, such as 三五.
pub(super) fn number(input: &mut &str) -> Result<Option<i32>, EmptyError> {
    step(1);
    alt((digits, take_while(1.., |c| NUMERALS.contains(c)).map(numeral))).parse_next(input)
}

/// A run of digits. Null beyond nine of them: no time limit needs more.
pub(super) fn digits(input: &mut &str) -> Result<Option<i32>, EmptyError> {
    let run = digit_run(input)?;
    Ok(if run.len() <= 9 { run.parse().ok() } else { None })
}

/// A run of digits as written: what a lost character joined has to be parted by its letters.
pub(super) fn digit_run<'i>(input: &mut &'i str) -> Result<&'i str, EmptyError> {
    let run = take_while(1.., |c: char| c.is_ascii_digit()).parse_next(input)?;
    step(run.len());
    Ok(run)
}

/// 二十, 一百二十 by value; 二〇二二 by place.
fn numeral(run: &str) -> Option<i32> {
    step(run.len());
    let digit = |c| "零一二三四五六七八九".chars().position(|d| d == c).map(|at| at as i32);
    let digit = |c| match c {
        '〇' => Some(0),
        '两' => Some(2),
        c => digit(c),
    };
    let count = run.chars().count();
    if run.chars().all(|c| digit(c).is_some()) {
        return match count {
            1 => run.chars().next().and_then(digit),
            4 => run.chars().try_fold(0, |sum, c| Some(sum * 10 + digit(c)?)),
            _ => None,
        };
    }
    if count > 7 {
        return None;
    }
    let (mut sum, mut pending, mut last) = (0, None, i32::MAX);
    for c in run.chars() {
        let (factor, scale) = match c {
            '千' => (pending.take(), 1000),
            '百' => (pending.take(), 100),
            '十' => (pending.take().or(Some(1)), 10),
            '廿' => (Some(2), 10),
            '卅' => (Some(3), 10),
            '零' | '〇' => continue,
            c if pending.is_none() => {
                pending = digit(c);
                continue;
            }
            _ => return None,
        };
        // Scales fall from left to right: 十百 is no number.
        if scale >= last {
            return None;
        }
        last = scale;
        sum += factor? * scale;
    }
    Some(sum + pending.unwrap_or(0))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || NUMERALS.contains(c)
}

fn unit(input: &mut &str) -> Result<TimeLimitUnit, EmptyError> {
    use TimeLimitUnit::*;
    step(1);
    alt((
        alt(("个工作日", "个工作天", "工作日", "工作天")).value(WorkingDay),
        alt(("个小时", "小时")).value(Hour),
        alt(("个自然日", "自然日", "个日历日", "日历日", "日", "天")).value(Day),
        alt(("个星期", "星期", "周")).value(Week),
        alt(("个月", "个月份")).value(Month),
        alt(("个年度", "周年", "年")).value(Year),
    ))
    .parse_next(input)
}

/// 20个工作日, 两周, 半年.
pub(super) fn quantity(input: &mut &str) -> Result<Word, EmptyError> {
    let half = alt((
        "半年".value(Word::Quantity(6, TimeLimitUnit::Month)),
        "半个月".value(Word::Quantity(15, TimeLimitUnit::Day)),
    ));
    let counted = (number, unit, opt("半")).verify_map(|(amount, unit, half)| match (half, unit) {
        (None, _) => Some(Word::Quantity(amount?, unit)),
        (Some(_), TimeLimitUnit::Year) => Some(Word::Quantity(amount?.checked_mul(12)? + 6, TimeLimitUnit::Month)),
        _ => None,
    });
    let by_day = (number, "号", peek(alt(("前", "之前", "以前"))))
        .verify_map(|(day, ..)| Some(Word::Quantity(day.filter(|day| (1..=31).contains(day))?, TimeLimitUnit::Day)));
    alt((half, counted, by_day)).parse_next(input)
}

/// 一次, 2次; but 一次性 counts nothing.
pub(super) fn times(input: &mut &str) -> Result<Word, EmptyError> {
    let count = (number, "次").verify_map(|(count, _)| count.map(Word::Times)).parse_next(input)?;
    if input.starts_with('性') { Err(EmptyError) } else { Ok(count) }
}

fn period(input: &mut &str) -> Result<Recurrence, EmptyError> {
    use Recurrence::*;
    step(1);
    alt((
        alt(("半年度", "半年")).value(HalfYear),
        alt(("年度", "年")).value(Year),
        alt(("季度", "季")).value(Quarter),
        alt(("月份", "月度", "月")).value(Month),
        alt(("周", "星期", "礼拜")).value(Week),
        alt(("个工作日", "工作日", "日", "天")).value(Day),
    ))
    .parse_next(input)
}

/// 每季度, 按月, 逐年; 半年 of 半年一次.
pub(super) fn every(input: &mut &str) -> Result<Word, EmptyError> {
    // 每月(季), 每月/季度: which of the two holds, nobody knows.
    let other =
        || alt((("(", period, ")").void(), (alt(("/", "或")), period, not(alt(("底", "末", "初", "中")))).void()));
    let each = ("每", opt(alt(("一个", "1个", "个", "一", "1"))), period, not(other())).map(|(_, _, every, ())| every);
    // 按年度计划 tells no frequency, 按日常 neither.
    let narrative = alt(("常", "计划", "工作", "任务", "目标"));
    let by = (alt(("按", "逐", "分")), period, not(narrative), not(other())).map(|(_, every, ..)| every);
    let counted =
        alt(((alt(("一个", "1个", "一", "1")), period).map(|(_, every)| every), "半年".value(Recurrence::HalfYear)));
    // 一年公布两次, 半年至少更新一次: a short verb may stand between, a side (半年内) may not.
    let verb = take_while(0..=4, |c: char| !c.is_ascii_punctuation() && !"内前后以、。".contains(c) && !is_digit(c));
    // 一月一公开.
    let each_time = ('一', one_of(['公', '更', '报', '评', '考', '调', '通', '总', '清'])).void();
    let once = (opt(alt(("至少", "不少于"))), verb, times).void();
    let once = (counted, peek(alt((each_time, once)))).map(|(every, ())| every);
    alt((each, by, once)).map(Word::Every).parse_next(input)
}
