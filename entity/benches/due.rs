//! How long the reading of a time limit and the counting of its last day take: `cargo bench -p entity`.
//!
//! Prints microseconds a call, the best of several rounds: machines are noisy, and nothing is asserted.

use chrono::NaiveDate;
use entity::value::calendar::{Calendar, built_in};
use entity::value::time_limit;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: u32 = 20;
const CALLS: u32 = 10_000;

fn main() {
    let calendar = Calendar::new(1, built_in().unwrap_or_default());
    let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let days: Vec<NaiveDate> = start.iter_days().take(250).collect();
    for text in ["信息形成之日起20个工作日内", "批准后20日内", "每季度首月15日前", "在每年331日前"]
    {
        let limit = time_limit::parse(text);
        let read = best(|_| drop(black_box(time_limit::parse(black_box(text)))));
        let counted = best(|call| {
            drop(black_box(limit.due(&calendar, days[call as usize % days.len()], None)));
        });
        println!("{text}: read {read:.2} µs, last day {counted:.2} µs");
    }
}

/// Microseconds a call in the best round.
fn best(mut work: impl FnMut(u32)) -> f64 {
    let round = |work: &mut dyn FnMut(u32)| {
        let start = Instant::now();
        (0..CALLS).for_each(work);
        start.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS)
    };
    (0..ROUNDS).map(|_| round(&mut work)).fold(f64::INFINITY, f64::min)
}
