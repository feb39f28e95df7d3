//! The words of a time limit: text to [`Token`]s. What is none of them is [`Word::Text`].

use super::date::{Date, date, is_year};
use super::dictionary::longest;
use super::number::{every, number, quantity, times};
use crate::value::{Recurrence, TimeLimitKind, TimeLimitUnit};
use winnow::combinator::{alt, eof, opt, peek};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{any, one_of, take_while};

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Narrative.
    Text,
    /// 上年度: the period before, of which something is told; no limit.
    Past,
    /// The particle 的.
    Of,
    /// Ends a sentence.
    Stop,
    /// Ends a part of a sentence.
    Comma,
    /// Parts as a comma does, but not the name of a period from its length (公示期限：7日).
    Colon,
    /// 、 of an enumeration.
    Enum,
    /// 并 of a second verb.
    And,
    Bracket,
    /// Digits or numerals that count nothing known; whether they are digits.
    Number(Option<i32>, bool),
    Quantity(i32, TimeLimitUnit),
    Times(i32),
    Date(Date),
    /// 年内, of a year where it is written.
    InYear(Option<i32>),
    Every(Recurrence),
    /// 次月, 次年.
    Next(Recurrence),
    /// 月度, 季度: a period that may be no more than an adjective.
    Periodic(Recurrence),
    /// Which month of a period; 0 is the last.
    MonthOf(i32),
    /// 1 is Monday.
    Weekday(i32),
    /// 末 of 每季度末; whether the month is named (月底).
    Tail(bool),
    /// 季度末.
    QuarterEnd,
    To,
    Or,
    /// 自 of 自…之日起.
    Start,
    /// 之日起; whether it is 后, which can follow an amount as well.
    From(bool),
    Within,
    Before,
    Above,
    Below,
    Minimum,
    Maximum,
    MoreThan,
    /// 提前.
    Advance,
    /// 会前: before something that happens.
    BeforeEvent,
    /// 会后.
    AfterEvent,
    /// 截至.
    Until,
    /// 其中.
    Among,
    Term(Term),
    /// A word that is a limit by itself.
    Limit(TimeLimitKind),
    /// 全年.
    AllYear,
    /// 动态 before a verb.
    Dynamic,
    /// 同步, 同时.
    Together,
    /// 按照.
    By,
    /// 规定; whether it is a limit (法定时限) rather than any rule.
    Rule(bool),
    /// 另有规定.
    Otherwise,
    /// 从其规定.
    FollowRule,
    /// 对 of 对…另有规定.
    About,
    Progress,
    /// 《…》.
    Title,
    /// A word of time that sets no limit that can be told.
    Vague,
}

/// A word that tells what a limit is for or what starts its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Term {
    Information,
    Document,
    Decision,
    Result,
    Allocation,
    Contract,
    Application,
    Correction,
    Consultation,
    ConsultationLetter,
    Message,
    Notice,
    Congress,
    Validity,
    /// 有效 without 期.
    Valid,
    Publicity,
    Extension,
    LegalReview,
    Gazette,
    ThirdParty,
    Opinion,
    Filing,
    Statute,
    Interpretation,
    Website,
    NewMedia,
    Update,
    Adjust,
    CleanUp,
    ToProactive,
    Form,
    Change,
    Make,
    Obtain,
    Issue,
    Publish,
    Approve,
    Decide,
    Fix,
    Sign,
    Receive,
    Accept,
    Complete,
    Expire,
    End,
    TakeEffect,
    Happen,
    Tell,
    Period,
}

/// A word and where it stands in the plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub word: Word,
    pub start: usize,
    pub end: usize,
}

#[cfg(test)]
thread_local! {
    /// What the parsers have done, for the test that the work grows no faster than the text.
    pub(super) static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts work, in tests only.
#[inline]
pub(super) fn step(count: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + count));
    let _ = count;
}

/// All words of a plain text. Each word looks ahead a bounded way or consumes what it read.
pub(super) fn words(plain: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = plain;
    while !rest.is_empty() {
        let start = plain.len() - rest.len();
        let opening = tokens
            .last()
            .is_none_or(|last| matches!(last.word, Word::Stop | Word::Comma | Word::Colon | Word::Bracket));
        let first = if opening { opt(alt((numbering, dynamic))).parse_next(&mut rest).ok().flatten() } else { None };
        let first = first.or_else(|| side(tokens.last().map(|last| last.word), &mut rest));
        let Ok(word) = first.map_or_else(|| word(&mut rest), Ok) else { break };
        let end = plain.len() - rest.len();
        match tokens.last_mut() {
            Some(last) if (last.word, word) == (Word::Text, Word::Text) => last.end = end,
            _ => tokens.push(Token { word, start, end }),
        }
    }
    tokens
}

/// After an amount or a date 前 and 内 are its sides, whatever the next character is (30日前提出, 5日内部署);
/// and the first character of 依法定时限, 按时间节点 is a word of its own.
fn side(last: Option<Word>, rest: &mut &str) -> Option<Word> {
    let measured = matches!(last, Some(Word::Quantity(..) | Word::Date(_)));
    let word = match () {
        () if ["依法定", "按时间", "按时限", "按时序"].iter().any(|form| rest.starts_with(form)) => {
            Word::By
        }
        () if measured && ["前提", "前来", "前往", "前置"].iter().any(|form| rest.starts_with(form)) => {
            Word::Before
        }
        () if measured && ["内容", "内部", "内设"].iter().any(|form| rest.starts_with(form)) => Word::Within,
        () => return None,
    };
    // Each of these words is its first character.
    *rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    Some(word)
}

/// The 1. of a numbered list.
fn numbering(input: &mut &str) -> Result<Word, EmptyError> {
    let (_, sign) = (number, alt(('.', '、', ')'))).parse_next(input)?;
    let decimal = sign == '.' && input.starts_with(|c: char| c.is_ascii_digit());
    if decimal { Err(EmptyError) } else { Ok(Word::Stop) }
}

/// 动态 by itself; within a sentence it may be news (工作动态).
fn dynamic(input: &mut &str) -> Result<Word, EmptyError> {
    ("动态", peek(alt((eof.void(), one_of([',', '。', ';', '、', ')']).void())))).value(Word::Dynamic).parse_next(input)
}

fn word(input: &mut &str) -> Result<Word, EmptyError> {
    step(1);
    let counted = alt((in_year, times, date, quantity, sole_number));
    alt((every, title, ordinal, listed, counted, any.value(Word::Text))).parse_next(input)
}

fn sole_number(input: &mut &str) -> Result<Word, EmptyError> {
    let digits = input.starts_with(|c: char| c.is_ascii_digit());
    (number, opt("个")).map(|(number, _)| Word::Number(number, digits)).parse_next(input)
}

/// 年内, 2025年内, 本年度内.
fn in_year(input: &mut &str) -> Result<Word, EmptyError> {
    let numbered = (number, "年", opt("度"), alt(("以内", "之内", "内")))
        .verify_map(|(year, ..)| year.filter(|year| is_year(*year)).map(Some));
    let this = (alt(("今年", "本年", "当年", "年")), opt("度"), alt(("以内", "之内", "内"))).value(None);
    alt((numbered, this)).map(Word::InYear).parse_next(input)
}

/// 《…》 of a bounded length.
fn title(input: &mut &str) -> Result<Word, EmptyError> {
    let text = ("《", take_while(1..=60, |c| c != '》' && c != '《'), "》");
    let taken = text.take().parse_next(input)?;
    step(taken.len());
    Ok(Word::Title)
}

/// 第五条 and 第三方 are no numbers; 第一个月 is a month of a period; of other counts nothing is told.
fn ordinal(input: &mut &str) -> Result<Word, EmptyError> {
    let month = (alt((("第", number).map(|(_, n)| n), "首".value(Some(1)), "头".value(Some(1)))), opt("个"), "月")
        // 第十三个月 is none of a year.
        .map(|(month, ..)| month.filter(|month| (1..=12).contains(month)).map_or(Word::Vague, Word::MonthOf));
    let count = ("第", number, opt("个"), alt(("工作日", "周", "日", "天", "年", "星期"))).value(Word::Vague);
    let other =
        ("第", number, one_of(['条', '款', '项', '号', '章', '节', '届', '次', '批', '类', '轮'])).value(Word::Text);
    if !input.starts_with(['第', '首', '头']) {
        return Err(EmptyError);
    }
    alt((month, count, other)).parse_next(input)
}

/// The longest word of the dictionary.
fn listed(input: &mut &str) -> Result<Word, EmptyError> {
    step(1);
    let (form, word) = longest(input).ok_or(EmptyError)?;
    *input = &input[form.len()..];
    Ok(word)
}
