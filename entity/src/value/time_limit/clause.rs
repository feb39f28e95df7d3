//! Heads and the words around them, to clauses.

use super::Clause;
use super::context::Context;
use super::grammar::{External, Head, Item};
use super::neighbours::{Found, gather, is_length};
use super::word::{Token, Word};
use super::{subject, trigger};
use crate::value::TimeLimitKind as Kind;

/// What all items together say.
pub(super) struct Meaning {
    pub clauses: Vec<Clause>,
    /// A word of time belongs to no clause.
    pub left_over: bool,
    /// Where the words of the clauses' heads stand.
    pub heads: Vec<(usize, usize)>,
}

pub(super) fn meaning(plain: &str, items: &[Item]) -> Meaning {
    let mut found: Vec<Found<'_>> = Vec::new();
    let mut left_over = false;
    let mut around: Vec<Token> = Vec::new();
    let mut at = 0;
    // 有效期自发布之日起计算，最长不超过5年: what the sentence named before the part with its first head.
    let mut opening: Option<&'static str> = None;
    // The words after the last head, of which it may use some.
    let mut pending: Option<(&Head, usize, usize, Vec<Token>)> = None;
    loop {
        let item = items.get(at);
        at += 1;
        match item {
            Some(Item::Around(token)) => around.push(*token),
            _ => {
                let mut used = vec![false; around.len()];
                // 开工前、竣工后: of the two only the first is a limit that can be told.
                let before_only = matches!(pending, Some((Head::BeforeEvent(_), ..)));
                if let Some((head, start, end, before)) = pending.take() {
                    // 30日内，由法制机构备案: the verb of the last limit may stand behind a comma.
                    let skip =
                        usize::from(item.is_none() && around.first().is_some_and(|token| token.word == Word::Comma));
                    let stop = around[skip..].iter().position(|token| is_boundary(token.word));
                    let stop = stop.map_or(around.len(), |stop| skip + stop);
                    let joined = found.last().is_some_and(|last: &Found<'_>| {
                        !plain[last.end..start].contains([',', '、', ';', '。', '(', ')', '并', '且', ':'])
                    });
                    let context =
                        Context { plain, before: &before, after: &around[..stop], start, first: found.is_empty() };
                    match context.read(head, &mut used) {
                        Some((mut clause, verb)) => {
                            let named = before.iter().any(|token| matches!(token.word, Word::Term(_)));
                            let opening = opening.take().filter(|_| !named && is_length(clause.kind));
                            clause.subject = clause.subject.or_else(|| opening.map(str::to_owned));
                            found.push(Found {
                                text: &plain[start..end],
                                start,
                                end,
                                joined,
                                basis: matches!(head, Head::External(External { basis: true, .. })),
                                follows: matches!(head, Head::External(External { follows: true, .. })),
                                weak: matches!(head, Head::Limit(..) | Head::Recurring(_))
                                    && clause.kind != Kind::OnProgress,
                                verb,
                                clause,
                            })
                        }
                        None => left_over = true,
                    }
                }
                let next = match item {
                    Some(Item::Head { head, start, end }) => Some((&**head, *start, *end)),
                    _ => None,
                };
                let before = next.map_or(around.len(), |_| stretch(&around));
                if let Some((head, ..)) = next {
                    mark(head, &around[before..], &mut used[before..]);
                }
                left_over |= before_only && around[..before].iter().any(|token| matches!(token.word, Word::From(true)));
                left_over |= around.iter().zip(&used).any(|(token, used)| !used && is_significant(token.word));
                let Some((head, start, end)) = next else { break };
                let own = around.split_off(before);
                if found.is_empty() {
                    let sentence = around.iter().rposition(|token| token.word == Word::Stop).map_or(0, |at| at + 1);
                    opening = subject::of_period(&around[sentence..]);
                }
                pending = Some((head, start, end, own));
                around.clear();
            }
        }
    }
    let mut found = gather(plain, found);
    // 1年、3年或5年: a clause holds two alternatives, not three.
    left_over |= found.windows(2).any(|two| {
        let length = |found: &Found<'_>| matches!(found.clause.kind, Kind::Duration | Kind::OneOf);
        two.iter().all(length) && &plain[two[0].end..two[1].start] == "、"
    });
    if found.is_empty() {
        found.extend(periodic(plain, items));
    }
    Meaning {
        heads: found.iter().map(|found| (found.start, found.end)).collect(),
        clauses: found.into_iter().map(|found| found.clause).collect(),
        left_over,
    }
}

fn is_boundary(word: Word) -> bool {
    matches!(word, Word::Stop | Word::Comma | Word::Colon)
}

/// Where the words that belong to the head after them begin. A comma after 之日起 parts nothing.
fn stretch(around: &[Token]) -> usize {
    let parts = |at: &usize| match around[*at].word {
        Word::Stop => true,
        Word::Colon => *at == 0 || !matches!(around[at - 1].word, Word::Term(term) if trigger::is_a_period(term)),
        Word::Comma => *at == 0 || !matches!(around[at - 1].word, Word::From(_) | Word::AfterEvent),
        _ => false,
    };
    (0..around.len()).rev().find(parts).map_or(0, |at| at + 1)
}

/// Words that a clause has to use, or the limit is not understood.
fn is_significant(word: Word) -> bool {
    match word {
        Word::Number(value, digits) => digits || value.is_none(),
        Word::Date(date) => date.month.is_some(),
        Word::Quantity(..) | Word::Times(_) | Word::InYear(_) | Word::Every(_) | Word::Next(_) | Word::MonthOf(_) => {
            true
        }
        Word::Weekday(_) | Word::Tail(true) | Word::Before | Word::BeforeEvent | Word::AfterEvent => true,
        Word::Minimum | Word::Maximum | Word::MoreThan | Word::Advance | Word::Otherwise | Word::Vague => true,
        _ => false,
    }
}

/// Marks the words before a head that its clause reads.
fn mark(head: &Head, before: &[Token], used: &mut [bool]) {
    for (token, used) in before.iter().zip(used) {
        *used |= match head {
            Head::Amount(_) => {
                matches!(token.word, Word::Minimum | Word::Maximum | Word::MoreThan | Word::Advance | Word::Every(_))
                    || token.word == Word::AfterEvent
            }
            Head::Limit(..) => token.word == Word::AfterEvent,
            Head::Recurring(_) | Head::InYear(_) => matches!(token.word, Word::Minimum | Word::Times(_)),
            Head::Plain(_) => matches!(token.word, Word::Maximum),
            _ => false,
        };
    }
}

/// 月度工作例会: where nothing else is said, a period as an adjective at the head of a few words tells how often.
fn periodic<'p>(plain: &'p str, items: &[Item]) -> Option<Found<'p>> {
    items.iter().find_map(|item| match item {
        Item::Around(Token { word: Word::Periodic(recurrence), start: start @ 0, end })
            if plain.chars().nth(12).is_none() =>
        {
            Some(Found {
                clause: Clause { recurrence: Some(*recurrence), ..Clause::new(Kind::Recurring) },
                text: &plain[*start..*end],
                start: *start,
                end: *end,
                joined: false,
                basis: false,
                follows: false,
                weak: true,
                verb: false,
            })
        }
        _ => None,
    })
}
