//! Which validity events make sense together, and the index rows that follow from them.

use super::check::Check;
use crate::service::package::ValidityEvent;
use entity::value::ValidityEventKind as Kind;
use entity::value::validity::{DefaultTerm, Event, periods, spans};
use entity::{document, validity_event, validity_span};

/// Whether the events can be true of one document.
pub(super) fn check(events: &[ValidityEvent], check: &mut Check) {
    let first = |kind| events.iter().filter(|event| event.kind == kind).map(|event| event.effective_on).min();
    let commences = first(Kind::Commence);
    let start = commences.or(first(Kind::Enact));
    for (place, event) in events.iter().enumerate() {
        let path = |field: &str| format!("validityEvents[{place}].{field}");
        let kind = event.kind.code();
        if let Some(until) = event.until {
            if !Event::may_state_term(event.kind) {
                check.problem(path("until"), format!("{kind} states no term; EXPIRE tells a last day by effectiveOn"));
            }
            if until < event.effective_on {
                let day = event.effective_on;
                check.problem(path("until"), format!("the last day {until} is before effectiveOn {day}"));
            }
        }
        if event.scope.is_some() {
            match event.kind {
                Kind::Repeal => check.problem(path("scope"), "REPEAL is of the whole document; use PARTIAL_REPEAL"),
                Kind::Expire | Kind::Enact | Kind::Commence | Kind::Confirm | Kind::Extend => {
                    check.problem(path("scope"), format!("{kind} is of the whole document"));
                }
                _ => {}
            }
        }
        let may_precede = event.kind == Kind::Enact && commences.is_some();
        if let Some(start) = start.filter(|start| event.effective_on < *start && !may_precede) {
            let day = event.effective_on;
            check.problem(path("effectiveOn"), format!("{kind} on {day} is before the document starts on {start}"));
        }
    }
}

/// The index rows of a document.
pub(super) fn span_rows(
    document: &document::Model,
    events: &[validity_event::Model],
    term: DefaultTerm,
) -> Vec<validity_span::Model> {
    let events: Vec<Event> = events.iter().map(Event::from).collect();
    let periods = periods(&events, term.of(&document.title, document.is_normative));
    let row = |span: entity::value::validity::Span| validity_span::Model {
        slot: span.slot,
        published_at: document.published_at,
        document_id: document.id,
        starts_day: span.starts_day,
        ends_day: span.ends_day,
    };
    spans(&periods).into_iter().map(row).collect()
}
