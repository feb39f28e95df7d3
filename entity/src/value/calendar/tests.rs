use super::*;
use std::collections::BTreeMap;

fn calendar() -> Calendar {
    Calendar::new(1, built_in().unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn told(due: Due) -> (String, i32, Vec<String>, bool) {
    let skipped = due.skipped.iter().map(|it| format!("{} {}", it.on.format("%m-%d"), it.reason));
    (due.on.to_string(), due.counted_days, skipped.collect(), due.is_provisional)
}

#[test]
fn the_first_day_does_not_count_and_days_off_are_told() {
    let due = calendar().working_days_after(day("2026-02-12"), 3).unwrap();
    let skipped = [
        "02-15 周日",
        "02-16 春节",
        "02-17 春节",
        "02-18 春节",
        "02-19 春节",
        "02-20 春节",
        "02-21 周六",
        "02-22 周日",
        "02-23 春节",
    ];
    // The 14th is a Saturday on which people work.
    assert_eq!(told(due), ("2026-02-24".into(), 3, skipped.map(String::from).to_vec(), false));
}

#[test]
fn an_end_on_a_day_off_rolls_on_and_a_month_ends_on_its_corresponding_day() {
    let calendar = calendar();
    let due = calendar.days_after(day("2026-09-21"), 10).unwrap();
    let off =
        ["10-01 国庆节", "10-02 国庆节", "10-03 周六", "10-04 周日", "10-05 国庆节", "10-06 国庆节", "10-07 国庆节"];
    assert_eq!(told(due), ("2026-10-08".into(), 10, off.map(String::from).to_vec(), false));
    assert_eq!(calendar.months_after(day("2024-01-31"), 1).unwrap().on, day("2024-02-29"));
    assert_eq!(calendar.months_after(day("2026-01-31"), 1).unwrap().on, day("2026-02-28"), "a Saturday of work");
}

#[test]
fn a_span_past_the_last_notice_is_provisional() {
    let calendar = calendar();
    assert_eq!(calendar.years(), 2008..2027);
    let due = |from: &str, amount| calendar.working_days_after(day(from), amount).unwrap().is_provisional;
    assert!(!due("2026-12-01", 22));
    assert!(due("2026-12-01", 23), "1 January 2027 would be the 23rd");
    assert!(due("2007-12-20", 1), "no notice before 2008 either");
    assert!(!calendar.days_after(day("2026-12-21"), 10).unwrap().is_provisional);
    assert!(calendar.days_after(day("2026-12-22"), 10).unwrap().is_provisional);
}

#[test]
fn backward_the_first_day_does_not_count_either() {
    let due = calendar().working_days_before(day("2026-10-12"), 3).unwrap();
    assert_eq!(told(due), ("2026-10-08".into(), 3, vec!["10-11 周日".into()], false));
}

#[test]
fn a_year_counts_once_its_holidays_are_told() {
    let days = |years: std::ops::RangeInclusive<i32>, but: &str| {
        let all = years.flat_map(|year| YEARLY.into_iter().enumerate().map(move |(place, name)| (year, place, name)));
        let kept = all.filter(|(year, _, name)| format!("{year}{name}") != but).map(|(year, place, name)| SpecialDay {
            on: NaiveDate::from_ymd_opt(year, place as u32 + 1, 10).unwrap(),
            kind: DayKind::Off,
            name: name.to_owned(),
        });
        kept.collect::<Vec<_>>()
    };
    assert_eq!(Calendar::new(0, days(2030..=2032, "")).years(), 2030..2033);
    assert_eq!(Calendar::new(0, days(2030..=2032, "2031清明")).years(), 2030..2031);
    assert_eq!(Calendar::new(0, days(2030..=2032, "2030清明")).years(), 2031..2033);
    assert_eq!(missing(&days(2030..=2030, "2030清明"), 2030), ["清明"]);
    assert!(Calendar::new(0, vec![]).years().is_empty());
}

#[test]
fn later_words_about_a_day_prevail() {
    let special = |kind| SpecialDay { on: day("2026-02-24"), kind, name: "春节".into() };
    let calendar = Calendar::new(0, vec![special(DayKind::Off), special(DayKind::Work)]);
    assert!(calendar.is_working_day(day("2026-02-24")));
    let calendar = Calendar::new(0, vec![special(DayKind::Work), special(DayKind::Off)]);
    assert!(!calendar.is_working_day(day("2026-02-24")));
}

#[test]
fn amounts_and_days_without_end_are_refused_not_counted() {
    let calendar = calendar();
    for amount in [-1, MAX_SPAN + 1, i32::MAX, i32::MIN] {
        assert_eq!(calendar.working_days_after(day("2026-01-01"), amount), None);
        assert_eq!(calendar.days_after(day("2026-01-01"), amount), None);
        assert_eq!(calendar.months_after(day("2026-01-01"), amount), None);
    }
    assert_eq!(calendar.working_days_after(NaiveDate::MAX, 1), None);
    assert_eq!(calendar.working_days_before(NaiveDate::MIN, 1), None);
    assert_eq!(calendar.days_after(NaiveDate::MAX, 1), None);
    assert_eq!(calendar.working_days_after(day("2026-01-01"), 0).unwrap().on, day("2026-01-01"));
}

/// The rules once more, as slow and obvious as can be: every answer is found by looking at every day.
mod reference {
    use super::*;

    pub struct Days(Vec<(NaiveDate, bool)>);

    impl Days {
        pub fn new() -> Self {
            let first = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
            let lines: BTreeMap<&str, bool> =
                HOLIDAYS.lines().map(|line| (line.split(',').next().unwrap(), line.contains(",WORK,"))).collect();
            let told = |day: NaiveDate| lines.get(day.to_string().as_str()).copied();
            let works =
                |day: NaiveDate| told(day).unwrap_or(!matches!(day.format("%a").to_string().as_str(), "Sat" | "Sun"));
            let days = first.iter_days().take_while(|day| day.year() < 2034);
            Self(days.map(|day| (day, works(day))).collect())
        }

        pub fn works(&self, day: NaiveDate) -> bool {
            self.0.iter().find(|(other, _)| *other == day).unwrap().1
        }

        pub fn working_days_after(&self, from: NaiveDate, amount: usize) -> NaiveDate {
            let after = self.0.iter().filter(|(day, works)| *day > from && *works);
            if amount == 0 { from } else { after.map(|it| it.0).nth(amount - 1).unwrap() }
        }

        pub fn working_days_before(&self, from: NaiveDate, amount: usize) -> NaiveDate {
            let before = self.0.iter().rev().filter(|(day, works)| *day < from && *works);
            if amount == 0 { from } else { before.map(|it| it.0).nth(amount - 1).unwrap() }
        }

        pub fn days_after(&self, from: NaiveDate, amount: usize) -> NaiveDate {
            self.roll(self.0.iter().map(|it| it.0).filter(|day| *day >= from).nth(amount).unwrap())
        }

        pub fn months_after(&self, from: NaiveDate, amount: i32) -> NaiveDate {
            let (mut year, mut month) = (from.year(), from.month());
            for _ in 0..amount {
                (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            }
            let corresponding = (1..=from.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day));
            self.roll(corresponding.unwrap())
        }

        fn roll(&self, end: NaiveDate) -> NaiveDate {
            self.0.iter().find(|(day, works)| *day >= end && *works).unwrap().0
        }
    }
}

#[test]
fn every_due_date_equals_the_slow_reference_in_ten_thousand_cases() {
    let (calendar, days) = (calendar(), reference::Days::new());
    // A generator that needs no seed from outside: the same cases every time.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let first = day("2008-01-01");
    for _ in 0..10_000 {
        let from = first + TimeDelta::days(random(6_940) as i64);
        let (amount, which) = (random(90) as i32, random(4));
        let (due, expected) = match which {
            0 => (calendar.working_days_after(from, amount), days.working_days_after(from, amount as usize)),
            1 => (calendar.working_days_before(from, amount), days.working_days_before(from, amount as usize)),
            2 => (calendar.days_after(from, amount), days.days_after(from, amount as usize)),
            _ => (calendar.months_after(from, amount % 40), days.months_after(from, amount % 40)),
        };
        let due = due.unwrap();
        assert_eq!(due.on, expected, "case {which}: {amount} from {from}");
        assert!(due.skipped.iter().all(|it| !days.works(it.on)), "case {which}: {amount} from {from}");
        if which < 2 {
            assert_eq!(due.counted_days, amount);
            let span = (due.on - from).num_days().unsigned_abs() as usize;
            assert_eq!(due.skipped.len(), span - amount as usize, "{amount} from {from}");
        }
    }
}
