//! What a limit is for, told from the words around a head.

use super::Clause;
use super::word::{Term, Token, Word};
use crate::value::{TimeLimitKind as Kind, TimeLimitTrigger as Trigger, TimeLimitUnit as Unit};

/// Words that name a period, and the subject that a length or a bound of it has.
const PERIODS: [(Term, &str); 5] = [
    (Term::Extension, "EXTENSION"),
    (Term::Validity, "VALIDITY"),
    (Term::Publicity, "PUBLICITY_PERIOD"),
    (Term::Consultation, "CONSULTATION"),
    (Term::LegalReview, "LEGAL_REVIEW"),
];

/// The verbs that say what is to be done in time, where they follow the limit directly.
pub(super) const VERBS: [(Term, &str); 3] =
    [(Term::Update, "UPDATE"), (Term::CleanUp, "CLEAN_UP"), (Term::ToProactive, "CONVERT_TO_PROACTIVE")];

/// The subject of an amount.
pub(super) fn of_amount(clause: &Clause, before: &[Token], after: &[Token]) -> Option<&'static str> {
    let has = |words: &[Token], term| words.iter().any(|token| token.word == Word::Term(term));
    match clause.kind {
        Kind::AtLeast | Kind::AtMost | Kind::Duration | Kind::Range | Kind::OneOf | Kind::MoreThan => {
            let named = |words| PERIODS.iter().find(|(term, _)| has(words, *term)).map(|(_, subject)| *subject);
            named(before).or_else(|| named(after)).or_else(|| {
                // 重大行政决策程序暂行条例 art. 26 is the one rule of the field that gives something at least
                // seven working days: the time for a legal review.
                let seven =
                    (clause.kind, clause.amount, clause.unit) == (Kind::AtLeast, Some(7), Some(Unit::WorkingDay));
                let silent = |words: &[Token]| words.iter().all(|token| !matches!(token.word, Word::Term(_)));
                (seven && silent(before) && silent(after)).then_some("LEGAL_REVIEW")
            })
        }
        Kind::WithinAfter if has(after, Term::Gazette) => Some("GAZETTE"),
        Kind::WithinAfter if has(after, Term::Tell) && has(after, Term::Correction) => Some("CORRECTION_NOTICE"),
        Kind::WithinAfter if has(before, Term::ThirdParty) && clause.trigger == Some(Trigger::ConsultationReceived) => {
            Some("THIRD_PARTY_OPINION")
        }
        Kind::WithinAfter if has(after, Term::Filing) => Some("FILING"),
        // 规章制定程序条例 art. 34: what follows the publication of a rule within thirty days is its filing.
        Kind::WithinAfter
            if has(before, Term::Statute)
                && (clause.trigger, clause.amount, clause.unit)
                    == (Some(Trigger::Published), Some(30), Some(Unit::Day)) =>
        {
            Some("FILING")
        }
        _ => None,
    }
}

/// The subject of a limit that is a word by itself: the verb that directly follows it.
pub(super) fn of_verb(after: &[Token]) -> Option<&'static str> {
    let first = after.first()?.word;
    VERBS.iter().find(|(term, _)| first == Word::Term(*term)).map(|(_, subject)| *subject)
}

const UNITS: [&str; 16] = [
    "单位",
    "部门",
    "政府",
    "开发区",
    "新区",
    "管委会",
    "街道",
    "街道办",
    "办事处",
    "乡镇",
    "局",
    "委",
    "办",
    "镇",
    "区",
    "县",
];

/// Who is to be ready by a date: 市直单位4月30日前.
pub(super) fn actor(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['(', '[']);
    let text =
        ["应当", "应", "要", "须", "于", "在", "原则上"].iter().fold(text, |text, word| text.trim_end_matches(word));
    let short = text.chars().count() <= 20 && !text.is_empty();
    (short && UNITS.iter().any(|unit| text.ends_with(unit))).then_some(text)
}

/// The matter that a second clause singles out: 其中行政许可、行政处罚事项应自….
pub(super) fn matter<'p>(plain: &'p str, before: &[Token], first: bool) -> Option<&'p str> {
    let among = before.iter().position(|token| token.word == Word::Among);
    let start = among
        .map(|at| before[at].end)
        .or_else(|| (!first).then(|| before.first().map(|token| token.start)).flatten())?;
    let end = before.iter().find(|token| token.word == Word::Start && token.start >= start)?.start;
    let text = plain.get(start..end)?.trim_start_matches([',', ':']);
    let text = ["应当", "应", "须", "要"].iter().fold(text, |text, word| text.trim_end_matches(word));
    let matter = text.strip_suffix("事项").or_else(|| among.map(|_| text))?.trim_end_matches("类");
    (!matter.is_empty() && matter.chars().count() <= 30).then_some(matter)
}
