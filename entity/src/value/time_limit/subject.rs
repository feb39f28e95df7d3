//! What a limit is for, told from the words around a head.

use super::Clause;
use super::word::{Term, Token, Word};
use crate::value::{TimeLimitKind as Kind, TimeLimitTrigger as Trigger, TimeLimitUnit as Unit};

/// Words that name a period, and the subject that a length or a bound of it has.
const PERIODS: [(Term, &str); 7] = [
    (Term::Extension, "EXTENSION"),
    (Term::Validity, "VALIDITY"),
    (Term::Valid, "VALIDITY"),
    (Term::TakeEffect, "VALIDITY"),
    (Term::Publicity, "PUBLICITY_PERIOD"),
    (Term::Consultation, "CONSULTATION"),
    (Term::LegalReview, "LEGAL_REVIEW"),
];

/// The verbs that say what is to be done in time, where they follow the limit directly.
pub(super) const VERBS: [(Term, &str); 3] =
    [(Term::Update, "UPDATE"), (Term::CleanUp, "CLEAN_UP"), (Term::ToProactive, "CONVERT_TO_PROACTIVE")];

/// The period that the words name.
pub(super) fn of_period(words: &[Token]) -> Option<&'static str> {
    let has = |term| words.iter().any(|token| token.word == Word::Term(term));
    PERIODS.iter().find(|(term, _)| has(*term)).map(|(_, subject)| *subject)
}

/// The subject of an amount.
pub(super) fn of_amount(clause: &Clause, before: &[Token], after: &[Token]) -> Option<&'static str> {
    let has = |words: &[Token], term| words.iter().any(|token| token.word == Word::Term(term));
    match clause.kind {
        Kind::AtLeast | Kind::AtMost | Kind::Duration | Kind::Range | Kind::OneOf | Kind::MoreThan => {
            of_period(before).or_else(|| of_period(after)).or_else(|| {
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

/// What the acts of an authority are called: the matters that a second limit of an entry is for.
const MATTERS: [&str; 16] = [
    "双公示",
    "行政执法",
    "行政许可",
    "行政处罚",
    "行政强制",
    "行政检查",
    "行政征收",
    "行政征用",
    "行政给付",
    "行政确认",
    "行政裁决",
    "行政奖励",
    "许可",
    "处罚",
    "强制",
    "检查",
];

/// The matter that a clause singles out: 其中行政许可、行政处罚事项应自…, (行政处罚7个工作日内).
/// In the `first` clause it is mostly what the whole entry is about, so there it has to be one of [`MATTERS`];
/// [`is_whole_entry`] tells those apart once all clauses are known.
pub(super) fn matter<'p>(plain: &'p str, before: &[Token], head: usize, first: bool) -> Option<&'p str> {
    let among = before.iter().position(|token| token.word == Word::Among);
    // A bracket opens what is said of the matter alone.
    let opened = before.iter().rposition(|token| token.word == Word::Bracket);
    let start = among.or(opened).map_or_else(|| before.first().map(|token| token.start), |at| Some(before[at].end))?;
    let end = before.iter().find(|token| token.word == Word::Start && token.start >= start);
    let text = plain.get(start..end.map_or(head, |end| end.start))?.trim_start_matches([',', ':', '(']);
    let text = ["作出后", "作出之日起", "之日起"].iter().fold(text, |text, word| text.trim_end_matches(word));
    let text = ["应当", "应", "须", "要", "在", "于"].iter().fold(text, |text, word| text.trim_end_matches(word));
    let bare = ["信息", "结果", "决定", "执法", "的", "决定", "事项", "类"];
    let bare = bare.iter().fold(text, |text, word| text.strip_suffix(word).unwrap_or(text));
    if !bare.is_empty() && bare.split(['、', '和', '及', '或']).all(|part| MATTERS.contains(&part)) {
        return Some(bare);
    }
    let named = end.is_some() && (among.is_some() || !first);
    let matter = text.strip_suffix("事项").or_else(|| among.map(|_| text)).filter(|_| named)?;
    let matter = matter.trim_end_matches("类");
    (!matter.is_empty() && matter.chars().count() <= 30).then_some(matter)
}

/// Whether a subject is no more than what the only clause of an entry is about.
pub(super) fn is_whole_entry(plain: &str, subject: &str) -> bool {
    !plain.contains("其中") && subject.split(['、', '和', '及', '或']).all(|part| MATTERS.contains(&part))
}
