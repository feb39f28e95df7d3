//! 工作日: which days are working days, and counting by them.
//!
//! A working day is a day from Monday to Friday that the State Council's yearly notice does not make a holiday, or a
//! day of a weekend that it makes a working day.

use super::DayKind;
use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};
use std::ops::Range;

#[cfg(test)]
mod tests;

/// What the notices for 2008 to 2026 say, as `date,kind,name`.
const HOLIDAYS: &str = include_str!("../../assets/holidays.csv");

/// The days of the notices for 2008 to 2026; nothing where the asset is broken, which a test would tell.
pub fn built_in() -> Option<Vec<SpecialDay>> {
    let day = |line: &str| {
        let mut fields = line.split(',');
        let mut next = || fields.next().unwrap_or_default();
        Some(SpecialDay { on: next().parse().ok()?, kind: next().parse().ok()?, name: next().to_owned() })
    };
    HOLIDAYS.lines().skip(1).map(day).collect()
}

/// The longest span that is counted, in days: a hundred years.
const MAX_SPAN: i32 = 36_525;
/// The most working days that are counted, each day off among them told: some ten years.
const MAX_WORKING_DAYS: i32 = 2_500;

/// One day of a notice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SpecialDay {
    /// The day.
    pub on: NaiveDate,
    /// What the notice makes of it.
    pub kind: DayKind,
    /// The holiday, such as 春节.
    pub name: String,
}

/// The working days of the years whose notices are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    /// The years whose notices are known, without a gap; empty where none is.
    years: Range<i32>,
    first: NaiveDate,
    /// A mark for each day from the first on.
    marks: Vec<Mark>,
    names: Vec<String>,
    /// What the notices say, in order.
    days: Vec<SpecialDay>,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Working,
    Weekend,
    /// A holiday: the place of its name.
    Holiday(u8),
}

/// The last day of a limit, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day.
    pub on: NaiveDate,
    /// Days that count, from the day after the start to the last.
    pub counted_days: i32,
    /// Days that do not count, in order.
    pub skipped: Vec<Skipped>,
    /// Whether it rests on days of a year whose notice is not known.
    pub is_provisional: bool,
}

/// A day that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub on: NaiveDate,
    /// Why, in Chinese: 周六, 周日, or the holiday.
    pub reason: String,
}

impl Calendar {
    /// A calendar of the notices' days, of which so many have come. Later words about a day prevail.
    pub fn new(notices: i32, mut days: Vec<SpecialDay>) -> Self {
        // Stable, so that later words stay later.
        days.sort_by_key(|day| day.on);
        let years = complete_years(&days);
        let first = days.first().map_or(NaiveDate::MIN, |day| day.on);
        let (mut marks, mut names) = (Vec::new(), Vec::<String>::new());
        if let Some(last) = days.last() {
            marks = first.iter_days().take_while(|day| *day <= last.on).map(by_week).collect();
        }
        for day in &days {
            let place = (day.on - first).num_days() as usize;
            marks[place] = match day.kind {
                DayKind::Work => Mark::Working,
                DayKind::Off => {
                    let known = names.iter().position(|name| *name == day.name);
                    let name = known.unwrap_or_else(|| {
                        names.push(day.name.clone());
                        names.len() - 1
                    });
                    // Two hundred different names of holidays: the rest go by the last one.
                    Mark::Holiday(u8::try_from(name).unwrap_or(u8::MAX))
                }
            };
        }
        let version = format!("{}.{notices}", years.clone().next_back().unwrap_or(0));
        Self { version, years, first, marks, names, days }
    }

    /// Which notices it knows, as the last year known and their number: another version may count otherwise.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The years whose notices are known; empty where none is.
    pub fn years(&self) -> Range<i32> {
        self.years.clone()
    }

    /// What the notices say of the days of a year, in order.
    pub fn special_days(&self, year: i32) -> Vec<SpecialDay> {
        self.days.iter().filter(|day| day.on.year() == year).cloned().collect()
    }

    fn mark(&self, day: NaiveDate) -> Mark {
        let place = usize::try_from((day - self.first).num_days()).ok();
        place.and_then(|place| self.marks.get(place)).copied().unwrap_or_else(|| by_week(day))
    }

    /// Whether people work on the day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.mark(day) == Mark::Working
    }

    /// The day, as one that does not count; nothing for a working day.
    fn skipped(&self, on: NaiveDate) -> Option<Skipped> {
        let reason = match self.mark(on) {
            Mark::Working => return None,
            Mark::Weekend if on.weekday() == Weekday::Sat => "周六".to_owned(),
            Mark::Weekend => "周日".to_owned(),
            Mark::Holiday(name) => self.names.get(usize::from(name)).cloned().unwrap_or_default(),
        };
        Some(Skipped { on, reason })
    }

    /// Whether a span of days touches a year whose notice is not known.
    fn is_provisional(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let (from, to) = (from.min(to), from.max(to));
        // The notice for a year may still take days of its neighbours, but it is out before they come.
        !(self.years.contains(&from.year()) && self.years.contains(&to.year()))
    }

    /// The `amount`th working day after a day, which does not count itself (民法典第二百零一条).
    pub fn working_days_after(&self, from: NaiveDate, amount: i32) -> Option<Due> {
        self.working_days(from, amount, NaiveDate::succ_opt)
    }

    /// The `amount`th working day before a day, which does not count itself.
    pub fn working_days_before(&self, from: NaiveDate, amount: i32) -> Option<Due> {
        let mut due = self.working_days(from, amount, NaiveDate::pred_opt)?;
        due.skipped.reverse();
        Some(due)
    }

    fn working_days(
        &self,
        from: NaiveDate,
        amount: i32,
        next: impl Fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Option<Due> {
        if !(0..=MAX_WORKING_DAYS).contains(&amount) {
            return None;
        }
        let (mut on, mut counted_days, mut skipped) = (from, 0, Vec::new());
        while counted_days < amount {
            on = next(&on)?;
            match self.skipped(on) {
                None => counted_days += 1,
                Some(day) => skipped.push(day),
            }
        }
        let is_provisional = self.is_provisional(from, on);
        Some(Due { on, counted_days, skipped, is_provisional })
    }

    /// `amount` calendar days after a day, which does not count itself; an end on a day off rolls on to the next
    /// working day (民法典第二百零三条).
    pub fn days_after(&self, from: NaiveDate, amount: i32) -> Option<Due> {
        let end = from.checked_add_signed(TimeDelta::days(i64::from(amount)))?;
        (0..=MAX_SPAN).contains(&amount).then(|| self.rolled(from, end))?
    }

    /// `amount` months after a day: the corresponding day, or the last of a month that has none (民法典第二百零二条);
    /// an end on a day off rolls on.
    pub fn months_after(&self, from: NaiveDate, amount: i32) -> Option<Due> {
        let end = from.checked_add_months(Months::new(u32::try_from(amount).ok()?))?;
        ((end - from).num_days() <= i64::from(MAX_SPAN)).then(|| self.rolled(from, end))?
    }

    fn rolled(&self, from: NaiveDate, end: NaiveDate) -> Option<Due> {
        let (mut on, mut skipped) = (end, Vec::new());
        while let Some(day) = self.skipped(on) {
            skipped.push(day);
            on = on.succ_opt()?;
        }
        let counted_days = (on - from).num_days() as i32 - skipped.len() as i32;
        // Only the days at the end matter: those between count whatever they are.
        Some(Due { on, counted_days, skipped, is_provisional: self.is_provisional(end, on) })
    }
}

impl Due {
    /// A day that is named: nothing is counted or skipped, and no notice changes it.
    pub fn named(on: NaiveDate, from: NaiveDate) -> Self {
        let counted_days = (on - from).num_days().clamp(0, i64::from(i32::MAX)) as i32;
        Self { on, counted_days, skipped: Vec::new(), is_provisional: false }
    }
}

fn by_week(day: NaiveDate) -> Mark {
    match day.weekday() {
        Weekday::Sat | Weekday::Sun => Mark::Weekend,
        _ => Mark::Working,
    }
}

/// Holidays that every year's notice names.
pub const YEARLY: [&str; 7] = ["元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆"];

/// The holidays that the days do not tell of for a year.
pub fn missing(days: &[SpecialDay], year: i32) -> Vec<&'static str> {
    let told = |name: &str| days.iter().any(|day| day.on.year() == year && day.name.contains(name));
    let mut missing: Vec<_> = YEARLY.into_iter().filter(|name| !told(name)).collect();
    // New Year's Day may fall on a weekend, and the Mid-Autumn Festival within the week of the National Day: then the
    // notice names no day of its own for it.
    let may_lack = |name: &str| match name {
        "中秋" => told("国庆"),
        "元旦" => new_year_is_off_anyway(year),
        _ => false,
    };
    missing.retain(|name| !may_lack(name));
    missing
}

fn new_year_is_off_anyway(year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|day| by_week(day) == Mark::Weekend)
}

/// The years for which every yearly holiday is told, from the first on without a gap.
fn complete_years(days: &[SpecialDay]) -> Range<i32> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return 0..0 };
    let is_whole = |year: &i32| missing(days, *year).is_empty();
    let Some(first) = (first.on.year()..=last.on.year()).find(is_whole) else { return 0..0 };
    first..first + (first..=last.on.year()).take_while(is_whole).count() as i32
}

/// The last day of a month; nothing where there is no such month.
pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}
