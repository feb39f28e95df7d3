//! What words stand together: a list of tokens to heads of clauses and the words around them.

use super::Clause;
use super::calendar::{dated, recurring};
use super::word::{Term, Token, Word, step};
use crate::value::{Recurrence, TimeLimitKind, TimeLimitUnit};
use winnow::combinator::{alt, not, opt, preceded, repeat};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::any;

pub(super) type Tokens<'t> = &'t [Token];
pub(super) type Parsed<T> = Result<T, EmptyError>;

/// The words at the heart of a clause. What they start from and are for stands around them.
#[derive(Clone, Debug)]
pub(super) enum Head {
    Amount(Amount),
    /// 前 without an amount, and what it is before: 开标前.
    BeforeEvent(Term),
    /// A date, or a part of one clause that needs no more than its words.
    Plain(Clause),
    /// 每季度, 年内: how often, and how many times where it is told.
    Recurring(Recurrence),
    InYear(Option<i32>),
    /// 及时 and its like, and 动态.
    Limit(TimeLimitKind, bool),
    Together,
    /// 自公布之日起施行.
    Effective,
    External(External),
}

/// 20个工作日内, with what stands directly at its sides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub least: i32,
    pub most: Option<i32>,
    pub either: bool,
    pub unit: TimeLimitUnit,
    /// 前 before the amount.
    pub before: bool,
    /// 至少 between.
    pub at_least: bool,
    pub side: Option<Word>,
}

/// A limit that is set elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct External {
    /// Where in the plain text the name of who sets it may stand.
    pub authority: Option<(usize, usize)>,
    /// Names a basis (按照规定) and no limit: less than an amount that follows.
    pub basis: bool,
    pub maximum: bool,
    /// Only 从其规定: needs no second clause after 另有规定.
    pub follows: bool,
}

/// A head, or a word around heads.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Head { head: Box<Head>, start: usize, end: usize },
    Around(Token),
}

/// All items of the tokens, in their order. Each parser looks at a bounded number of tokens.
pub(super) fn items(tokens: &[Token]) -> Vec<Item> {
    let mut rest = tokens;
    let mut items = Vec::with_capacity(tokens.len());
    while let Some(first) = rest.first() {
        let all = rest;
        match head.parse_next(&mut rest) {
            Ok(head) => {
                let end = all[..all.len() - rest.len()].last().map_or(first.end, |last| last.end);
                items.push(Item::Head { head: Box::new(head), start: first.start, end });
            }
            Err(_) => {
                items.push(Item::Around(*first));
                rest = &all[1..];
            }
        }
    }
    items
}

fn head(input: &mut Tokens<'_>) -> Parsed<Head> {
    alt((
        external.map(Head::External),
        progress,
        recurring,
        dated.map(Head::Plain),
        effective,
        amount.map(Head::Amount),
        before_event,
        simple,
    ))
    .parse_next(input)
}

/// One word that `read` knows.
pub(super) fn one<'t, T>(read: impl Fn(Word) -> Option<T>) -> impl Parser<Tokens<'t>, T, EmptyError> {
    any.verify_map(move |token: Token| {
        step(1);
        read(token.word)
    })
}

pub(super) fn just<'t>(word: Word) -> impl Parser<Tokens<'t>, Token, EmptyError> {
    any.verify(move |token: &Token| {
        step(1);
        token.word == word
    })
}

/// At most `most` words of narrative.
fn narrative<'t>(most: usize) -> impl Parser<Tokens<'t>, usize, EmptyError> {
    let word = one(|word| {
        matches!(word, Word::Text | Word::Past | Word::Of | Word::Term(_) | Word::Enum | Word::Or).then_some(())
    });
    repeat(0..=most, word).fold(|| 0, |count, ()| count + 1)
}

/// 自公布之日起施行. The words before tell from when.
fn effective(input: &mut Tokens<'_>) -> Parsed<Head> {
    let from = one(|word| matches!(word, Word::From(false)).then_some(()));
    (from, just(Word::Term(Term::TakeEffect)), not(just(Word::Before))).value(Head::Effective).parse_next(input)
}

/// 20个工作日内, 5至10个工作日, 3年或5年, 前6个月内.
fn amount(input: &mut Tokens<'_>) -> Parsed<Amount> {
    let quantity = || one(|word| if let Word::Quantity(amount, unit) = word { Some((amount, unit)) } else { None });
    let bare = one(|word| if let Word::Number(amount, _) = word { amount } else { None });
    let first = alt((quantity().map(|(amount, unit)| (amount, Some(unit))), bare.map(|amount| (amount, None))));
    let joint = one(|word| match word {
        Word::To => Some(false),
        Word::Or => Some(true),
        _ => None,
    });
    let two = (first, joint, quantity())
        .verify(|((_, a), _, (_, b))| a.is_none_or(|a| a == *b))
        .map(|((least, _), either, (most, unit))| (least, Some(most), either, unit));
    let sole = quantity().map(|(amount, unit)| (amount, None, false, unit));
    let side = one(|word| {
        let sides = [Word::Within, Word::Before, Word::From(true), Word::Above, Word::Below];
        sides.contains(&word).then_some(word)
    });
    let at_least = opt(just(Word::Minimum));
    (opt((just(Word::Before), at_least)), alt((two, sole)), preceded(opt(just(Word::Of)), opt(side)))
        .map(|(before, (least, most, either, unit), side)| Amount {
            least,
            most,
            either,
            unit,
            before: before.is_some(),
            at_least: matches!(before, Some((_, Some(_)))),
            side,
        })
        .parse_next(input)
}

/// 开标前, where no amount follows.
fn before_event(input: &mut Tokens<'_>) -> Parsed<Head> {
    let event = (just(Word::BeforeEvent), opt(amount)).map(|(_, amount)| match amount {
        Some(amount) => Head::Amount(Amount { before: true, ..amount }),
        None => Head::BeforeEvent(Term::Happen),
    });
    let term = one(|word| if let Word::Term(term) = word { Some(term) } else { None });
    let term = (term, not((just(Word::Before), opt(just(Word::Minimum)), amount)), just(Word::Before))
        .map(|(term, (), _)| Head::BeforeEvent(term));
    alt((event, term)).parse_next(input)
}

/// 按进展情况.
fn progress(input: &mut Tokens<'_>) -> Parsed<Head> {
    (just(Word::By), narrative(3), just(Word::Progress))
        .value(Head::Limit(TimeLimitKind::OnProgress, false))
        .parse_next(input)
}

fn simple(input: &mut Tokens<'_>) -> Parsed<Head> {
    one(|word| match word {
        Word::Limit(kind) => Some(Head::Limit(kind, false)),
        Word::Dynamic => Some(Head::Limit(TimeLimitKind::PeriodicUnspecified, true)),
        Word::AllYear => Some(Head::Plain(Clause::all_year())),
        Word::Together => Some(Head::Together),
        _ => None,
    })
    .parse_next(input)
}

/// The words between 按照 and 规定, and the rule itself.
fn by_rule(input: &mut Tokens<'_>) -> Parsed<(usize, usize, bool)> {
    let by = just(Word::By).parse_next(input)?;
    let between = one(|word| {
        matches!(word, Word::Text | Word::Past | Word::Of | Word::Term(_) | Word::Enum | Word::Or | Word::Title)
            .then_some(())
    });
    repeat(0..=8, between).fold(|| (), |(), ()| ()).parse_next(input)?;
    let end = input.first().map_or(by.end, |rule| rule.start);
    let rule = one(|word| if let Word::Rule(limit) = word { Some(limit) } else { None });
    let limit = repeat(1..=2, preceded(opt(just(Word::Of)), rule))
        .fold(|| false, |all, limit| all || limit)
        .parse_next(input)?;
    Ok((by.end, end, limit))
}

/// 按照法定时限; 另有规定的，从其规定; 不超过《条例》规定.
fn external(input: &mut Tokens<'_>) -> Parsed<External> {
    let named = |(start, end): (usize, usize), basis, maximum, follows| External {
        authority: (start < end).then_some((start, end)),
        basis,
        maximum,
        follows,
    };
    let executed = opt(just(Word::Term(Term::TakeEffect)));
    let by = (by_rule, executed)
        .map(|((start, end, limit), executed)| named((start, end), !limit && executed.is_none(), false, false));
    let follow = just(Word::FollowRule).map(|_| named((0, 0), false, false, true));
    let gap = || (opt(just(Word::Of)), opt(just(Word::Comma)), narrative(3));
    let then =
        opt((gap(), alt((just(Word::FollowRule).void(), (by_rule, opt(just(Word::Term(Term::TakeEffect)))).void()))));
    // Whose rules: what stands before 另有规定, which the clause looks for.
    let otherwise = (just(Word::Otherwise), then).map(|(token, _)| named((0, token.start), false, false, false));
    let title = (
        just(Word::Maximum),
        just(Word::Title),
        opt(just(Word::Of)),
        one(|word| matches!(word, Word::Rule(_)).then_some(())),
    )
        .map(|(_, title, ..)| named((title.start, title.end), false, true, false));
    let titled = (just(Word::Title), opt(just(Word::Of)), just(Word::Rule(true)), opt(just(Word::Within)))
        .map(|(title, ..)| named((title.start, title.end), false, false, false));
    let within = (one(|word| (word == Word::Rule(true)).then_some(())), just(Word::Within))
        .map(|_| named((0, 0), false, false, false));
    alt((by, follow, otherwise, title, titled, within)).parse_next(input)
}
