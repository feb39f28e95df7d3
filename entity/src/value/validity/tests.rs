use super::*;
use Status::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn event(kind: Kind, effective_on: &str) -> Event {
    Event { kind, effective_on: day(effective_on), decided_on: None, until: None, whole: true }
}

impl Event {
    fn decided(self, on: &str) -> Self {
        Self { decided_on: Some(day(on)), ..self }
    }

    fn until(self, last: &str) -> Self {
        Self { until: Some(day(last)), ..self }
    }
}

/// The status on each of some days.
fn check(events: &[Event], default_months: Option<u32>, expected: &[(&str, Status)]) {
    let periods = periods(events, default_months);
    for (on, status) in expected {
        let at = period_on(&periods, day(on)).expect("every day is in a period");
        assert_eq!(periods[at].status, *status, "on {on} of {periods:#?}");
    }
}

#[test]
fn the_last_day_is_included_and_lapsed_begins_the_next() {
    let stated = [event(Kind::Commence, "2020-03-01").until("2025-02-28")];
    let expected = [
        ("2020-02-29", NotYetEffective),
        ("2020-03-01", Effective),
        ("2025-02-28", Effective),
        ("2025-03-01", Lapsed),
        ("9999-12-31", Lapsed),
    ];
    check(&stated, None, &expected);
    // The same by EXPIRE, and by a default of five years.
    check(&[event(Kind::Commence, "2020-03-01"), event(Kind::Expire, "2025-02-28")], None, &expected);
    check(&[event(Kind::Commence, "2020-03-01")], Some(60), &expected);
}

#[test]
fn no_term_and_no_default_is_unknown_never_effective_for_ever() {
    check(&[event(Kind::Commence, "2020-03-01")], None, &[("2020-02-29", NotYetEffective), ("2020-03-01", Unknown)]);
    check(&[], Some(60), &[("0001-01-01", Unknown), ("9999-12-31", Unknown)]);
    let amended = [event(Kind::Enact, "2020-03-01"), event(Kind::Amend, "2021-01-01")];
    check(&amended, None, &[("2022-01-01", Unknown)]);
}

#[test]
fn a_repeal_decided_for_the_future_does_not_change_today() {
    let events = [
        event(Kind::Commence, "2020-01-01").until("2029-12-31"),
        event(Kind::Repeal, "2027-01-01").decided("2026-06-01"),
    ];
    check(
        &events,
        None,
        &[("2026-06-01", Effective), ("2026-12-31", Effective), ("2027-01-01", Repealed), ("2030-01-01", Repealed)],
    );
    let periods = periods(&events, None);
    let today = period_on(&periods, day("2026-11-22")).expect("a period");
    assert_eq!(periods[today].last, day("2026-12-31"));
    assert_eq!((periods[today + 1].first, periods[today + 1].cause), (day("2027-01-01"), Some(Kind::Repeal)));
}

#[test]
fn amended_and_partly_repealed_documents_are_in_force_until_their_term_ends() {
    for kind in [Kind::Amend, Kind::PartialRepeal] {
        let events = [event(Kind::Enact, "2020-01-01").until("2024-12-31"), event(kind, "2022-05-01")];
        check(
            &events,
            None,
            &[("2022-04-30", Effective), ("2022-05-01", Amended), ("2024-12-31", Amended), ("2025-01-01", Lapsed)],
        );
    }
}

#[test]
fn confirming_does_not_restart_a_term_and_extending_does() {
    let start = event(Kind::Commence, "2020-01-01").until("2024-12-31");
    check(&[start, event(Kind::Confirm, "2023-06-01")], Some(60), &[("2024-12-31", Effective), ("2025-01-01", Lapsed)]);
    // Nor does it revive what has lapsed.
    check(&[start, event(Kind::Confirm, "2026-06-01")], Some(60), &[("2026-06-01", Lapsed)]);
    let stated = [start, event(Kind::Extend, "2024-12-01").until("2029-11-30")];
    check(&stated, None, &[("2025-01-01", Effective), ("2029-11-30", Effective), ("2029-12-01", Lapsed)]);
    let default = [start, event(Kind::Extend, "2024-12-01")];
    check(&default, Some(60), &[("2025-01-01", Effective), ("2029-11-30", Effective), ("2029-12-01", Lapsed)]);
    // An extension after the lapse leaves a gap.
    let late = [start, event(Kind::Extend, "2025-03-01").until("2030-02-28")];
    check(
        &late,
        None,
        &[("2025-01-01", Lapsed), ("2025-02-28", Lapsed), ("2025-03-01", Effective), ("2030-03-01", Lapsed)],
    );
}

#[test]
fn an_extension_outlives_the_expiry_that_was_stated_before_it() {
    let events = [
        event(Kind::Commence, "2020-01-01"),
        event(Kind::Expire, "2024-12-31"),
        event(Kind::Extend, "2024-06-01").until("2029-05-31"),
    ];
    check(&events, None, &[("2025-01-01", Effective), ("2029-05-31", Effective), ("2029-06-01", Lapsed)]);
    // One decided later does not.
    let ended = [events[0], events[2], event(Kind::Expire, "2026-12-31").decided("2026-01-01")];
    check(&ended, None, &[("2026-12-31", Effective), ("2027-01-01", Lapsed)]);
}

#[test]
fn a_clean_up_may_declare_what_had_lapsed_before() {
    let events = [event(Kind::Commence, "2015-01-01"), event(Kind::Expire, "2019-12-31").decided("2023-01-01")];
    check(
        &events,
        None,
        &[("2018-06-01", Effective), ("2019-12-31", Effective), ("2020-01-01", Lapsed), ("2023-01-01", Lapsed)],
    );
    // What is recorded of the term stands above the default.
    check(&events, Some(24), &[("2019-12-31", Effective), ("2020-01-01", Lapsed)]);
}

#[test]
fn suspension_ends_with_reinstatement_or_with_the_term() {
    let start = event(Kind::Commence, "2020-01-01").until("2024-12-31");
    let events = [start, event(Kind::Suspend, "2021-01-01"), event(Kind::Reinstate, "2022-01-01")];
    check(&events, None, &[("2021-01-01", Suspended), ("2021-12-31", Suspended), ("2022-01-01", Effective)]);
    check(&events[..2], None, &[("2024-12-31", Suspended), ("2025-01-01", Lapsed)]);
}

#[test]
fn what_concerns_some_articles_does_not_end_the_whole() {
    let start = event(Kind::Commence, "2020-01-01").until("2024-12-31");
    let part = |kind| Event { whole: false, ..event(kind, "2021-01-01") };
    check(&[start, part(Kind::Repeal)], None, &[("2021-01-01", Amended)]);
    check(&[start, part(Kind::Suspend)], None, &[("2021-01-01", Effective)]);
    check(&[start, event(Kind::Correct, "2021-01-01")], None, &[("2021-01-01", Effective)]);
}

#[test]
fn an_enactment_starts_nothing_where_a_commencement_follows() {
    let events = [event(Kind::Enact, "2026-05-01").until("2031-06-30"), event(Kind::Commence, "2026-07-01")];
    check(&events, None, &[("2026-06-30", NotYetEffective), ("2026-07-01", Effective), ("2031-07-01", Lapsed)]);
}

#[test]
fn terms_end_the_day_before_the_corresponding_day() {
    for (start, months, last) in [
        ("2020-03-01", 60, "2025-02-28"),
        ("2021-03-01", 36, "2024-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-12-31", 24, "2026-12-30"),
    ] {
        assert_eq!(term_end(day(start), months), day(last), "{start} + {months} months");
    }
}

#[test]
fn the_default_term_is_for_normative_documents_only_and_trials_have_their_own() {
    let rule = DefaultTerm { months: Some(60), trial_months: Some(24) };
    assert_eq!(rule.of("泠川市公共资源管理办法", true), Some(60));
    assert_eq!(rule.of("泠川市公共资源管理暂行办法", true), Some(24));
    assert_eq!(rule.of("泠川市公共资源管理办法(试行)", true), Some(24));
    assert_eq!(rule.of("关于开展检查的通知", false), None);
    assert_eq!(DefaultTerm { trial_months: None, ..rule }.of("暂行办法", true), Some(60));
}

fn any_event() -> impl Strategy<Value = Event> {
    let near = 735_000..745_000i32;
    let when = near.clone().prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).expect("a day"));
    let maybe = proptest::option::of(near.prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).expect("a day")));
    (0..Kind::ALL.len(), when, maybe.clone(), maybe, any::<bool>()).prop_map(
        |(kind, effective_on, decided_on, until, whole)| Event {
            kind: Kind::ALL[kind],
            effective_on,
            decided_on,
            until,
            whole,
        },
    )
}

proptest! {
    /// Whatever the events, the periods cover every day once, and no two neighbours have one status.
    #[test]
    fn periods_cover_every_day_once(events in proptest::collection::vec(any_event(), 0..9), months in proptest::option::of(1..120u32)) {
        let periods = periods(&events, months);
        prop_assert_eq!(periods[0].first, FIRST_DAY);
        prop_assert_eq!(periods[periods.len() - 1].last, LAST_DAY);
        for pair in periods.windows(2) {
            prop_assert_eq!(pair[0].last.succ_opt(), Some(pair[1].first));
            prop_assert_ne!(pair[0].status, pair[1].status);
            prop_assert!(pair[1].cause.is_some());
        }
    }

    /// The index finds a document on a day under exactly its own status, once.
    #[test]
    fn the_index_agrees_with_the_periods(events in proptest::collection::vec(any_event(), 0..9), on in 1..3_652_059i32) {
        let periods = periods(&events, Some(60));
        let spans = spans(&periods);
        let near = NaiveDate::from_num_days_from_ce_opt(on).expect("a day");
        let edges = periods.iter().flat_map(|period| [period.first, period.last]);
        for day in edges.chain([near]) {
            let own = periods[period_on(&periods, day).expect("a period")].status;
            for status in Status::ALL {
                let slots: Vec<i32> = slots_on(day, *status).collect();
                let number = day_number(day);
                let hits = spans.iter().filter(|span| {
                    slots.contains(&span.slot) && span.starts_day <= number && number <= span.ends_day
                });
                prop_assert_eq!(hits.count(), usize::from(*status == own), "{} on {}", status.code(), day);
            }
        }
    }
}
