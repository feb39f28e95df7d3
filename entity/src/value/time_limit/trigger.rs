//! What starts the clock, told from the words around a head.

use super::word::{Term, Token, Word};
use crate::value::TimeLimitTrigger as Trigger;

/// The trigger that the words before a head name; `directly` where they may do so without 起 or 后
/// when they stand next to the head (信息形成20个工作日内).
pub(super) fn after(before: &[Token], directly: bool) -> Option<Trigger> {
    let from = before.iter().rposition(|token| matches!(token.word, Word::From(_) | Word::AfterEvent));
    let scope = match from {
        Some(at) if before[at].word == Word::AfterEvent => return Some(Trigger::Event),
        Some(at) => &before[..at],
        None if directly => {
            let near = before.iter().rev().take_while(|token| is_near(token.word)).count();
            let scope = &before[before.len() - near..];
            scope
                .iter()
                .rev()
                .filter_map(|token| if let Word::Term(term) = token.word { Some(term) } else { None })
                .find(|term| !matches!(term, Term::Application))
                .filter(|term| !is_a_period(*term))?;
            scope
        }
        None => return None,
    };
    let scope = match scope.iter().rposition(|token| token.word == Word::Start) {
        Some(at) => &scope[at + 1..],
        None => scope,
    };
    // Without 起 or 后 a thing that the vocabulary has no word for is what the limit is for, not its start.
    Some(named(scope)).filter(|trigger| from.is_some() || *trigger != Trigger::Other)
}

fn is_near(word: Word) -> bool {
    matches!(word, Word::Term(_) | Word::Bracket | Word::Or | Word::Enum | Word::Of | Word::And)
}

/// A period has a length: 公示7日 lasts seven days and does not start at the 公示.
pub(super) fn is_a_period(term: Term) -> bool {
    use Term::*;
    matches!(
        term,
        Validity
            | Valid
            | Publicity
            | Extension
            | Consultation
            | LegalReview
            | Period
            | Gazette
            | Interpretation
            | Website
            | NewMedia
            | Opinion
            | Information
            | Document
            | Application
    )
}

/// What the words name; OTHER where they name something that the vocabulary has no word for.
fn named(scope: &[Token]) -> Trigger {
    use Term::*;
    let has = |term| scope.iter().any(|token| token.word == Word::Term(term));
    let every = scope.iter().any(|token| matches!(token.word, Word::Every(_) | Word::Periodic(_)));
    if has(Receive) || has(Accept) {
        return match () {
            () if has(Correction) => Trigger::CorrectionReceived,
            () if has(ConsultationLetter) || has(Consultation) => Trigger::ConsultationReceived,
            () if has(Message) => Trigger::MessageReceived,
            () if has(Notice) => Trigger::NoticeReceived,
            // 受理 is said of applications even where the word is left out.
            () if has(Application) || has(Accept) => Trigger::ApplicationReceived,
            () => Trigger::Other,
        };
    }
    if has(Expire) || has(End) {
        return match () {
            () if has(Validity) => Trigger::ValidityExpiry,
            () if has(Happen) && has(End) && !every => Trigger::Event,
            // 检查结束后: a piece of work, not a period, has come to its end.
            () if has(End) && !has(Expire) && !every && !scope.iter().any(|token| is_timed(token.word)) => {
                Trigger::Completed
            }
            () => Trigger::PeriodEnd,
        };
    }
    match () {
        () if has(Congress) && has(Approve) => Trigger::PeoplesCongressApproval,
        () if has(Allocation) => Trigger::AllocationResultFixed,
        () if has(Contract) && has(Sign) => Trigger::ContractSigned,
        () if has(Decision) && (has(Decide) || has(Form)) => Trigger::DecisionMade,
        () if has(Result) && (has(Fix) || has(Form) || has(Decide)) => Trigger::ResultFixed,
        () if (has(Form) || has(Make) || has(Obtain)) && (has(Change) || has(Update)) => Trigger::InfoFormedOrChanged,
        () if (has(Make) || has(Obtain)) && has(Document) && !has(Information) => Trigger::DocumentMadeOrObtained,
        () if has(Make) || has(Obtain) => Trigger::InfoMadeOrObtained,
        () if has(Approve) => Trigger::Approved,
        () if has(Decide) => Trigger::DecisionMade,
        () if has(Form) => Trigger::InfoFormed,
        () if has(Change) || has(Update) || has(Adjust) => Trigger::InfoChanged,
        () if has(Issue) => Trigger::DocumentIssued,
        () if has(Publish) || has(Publicity) => Trigger::Published,
        () if has(Complete) => Trigger::Completed,
        () if has(TakeEffect) => Trigger::Effective,
        () if has(Happen) => Trigger::Event,
        () if has(Fix) => Trigger::ResultFixed,
        () => Trigger::Other,
    }
}

/// A period, or a word that measures one.
fn is_timed(word: Word) -> bool {
    match word {
        Word::Term(term) => matches!(
            term,
            Term::Validity | Term::Publicity | Term::Extension | Term::Consultation | Term::LegalReview | Term::Period
        ),
        Word::Past | Word::Date(_) | Word::Quantity(..) | Word::Next(_) | Word::QuarterEnd | Word::InYear(_) => true,
        _ => false,
    }
}

/// What a limit lies before: the nearest word tells; EVENT is what the entry itself is about.
pub(super) fn before(words: &[Token]) -> Trigger {
    let terms =
        words.iter().rev().filter_map(|token| if let Word::Term(term) = token.word { Some(term) } else { None });
    let mut nearest = terms.filter(|term| !matches!(term, Term::Information | Term::Document | Term::Period));
    // 公告提前20日: the word before 提前 is what is done, not what it is done before.
    let advance = words.iter().any(|token| token.word == Word::Advance);
    match nearest.next() {
        Some(Term::Publish | Term::Issue | Term::Approve) if advance => Trigger::Event,
        Some(Term::Expire | Term::End) if words.iter().any(|token| token.word == Word::Term(Term::Validity)) => {
            Trigger::ValidityExpiry
        }
        Some(Term::Expire | Term::End) => Trigger::PeriodEnd,
        Some(Term::TakeEffect) => Trigger::Effective,
        Some(Term::Publish) => Trigger::Published,
        Some(Term::Issue) => Trigger::DocumentIssued,
        Some(Term::Approve) => Trigger::Approved,
        _ => Trigger::Event,
    }
}
