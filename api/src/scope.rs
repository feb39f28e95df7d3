//! What a request sees: who asks, and when. Made once a request; nothing else asks what time it is.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, SubsecRound, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use uuid::{ContextV7, Timestamp, Uuid};

/// China Standard Time, the civil time of every date here. China has kept no summer time since 1991.
pub const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours is an offset");

/// The civil day of an instant in China.
pub fn civil_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&CHINA).date_naive()
}

/// The instant at which a civil day in China is over.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN).and_local_timezone(CHINA);
    // An offset without summer time has every hour once.
    next.single().map_or(DateTime::<Utc>::MAX_UTC, |at| at.with_timezone(&Utc))
}

/// The one clock of the service. It can be set to another day for drills and tests.
#[derive(Clone, Debug)]
pub struct Clock {
    shift: TimeDelta,
    /// Milliseconds of the epoch at which it stands.
    stopped: Option<Arc<AtomicI64>>,
    ids: Arc<Mutex<ContextV7>>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { shift: TimeDelta::zero(), stopped: None, ids: Arc::default() }
    }

    /// The machine's clock moved by whole days, so that it is `today` now: for drills.
    pub fn set_to(today: NaiveDate) -> Self {
        let system = Self::system();
        Self { shift: today - system.today(), ..system }
    }

    /// A clock that stands still.
    pub fn stopped(at: DateTime<Utc>) -> Self {
        Self { stopped: Some(Arc::new(at.timestamp_millis().into())), ..Self::system() }
    }

    /// Sets a clock that stands still, and those that were cloned of it, to another instant.
    pub fn turn_to(&self, at: DateTime<Utc>) {
        if let Some(stopped) = &self.stopped {
            stopped.store(at.timestamp_millis(), Relaxed);
        }
    }

    /// The present instant, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        let stopped = self.stopped.as_ref().and_then(|at| DateTime::from_timestamp_millis(at.load(Relaxed)));
        stopped.unwrap_or_else(|| Utc::now() + self.shift).trunc_subsecs(3)
    }

    /// The civil date in China.
    pub fn today(&self) -> NaiveDate {
        civil_day(self.now())
    }

    /// A new UUIDv7, greater than every one before it from this clock.
    pub fn id(&self) -> Uuid {
        let now = self.now();
        let (seconds, nanos) = (now.timestamp().max(0) as u64, now.timestamp_subsec_nanos());
        match self.ids.lock() {
            Ok(context) => Uuid::new_v7(Timestamp::from_unix(&*context, seconds, nanos)),
            // A thread that died while it held the counter costs us the order within a millisecond, nothing else.
            Err(broken) => Uuid::new_v7(Timestamp::from_unix(&*broken.into_inner(), seconds, nanos)),
        }
    }
}

/// The machine's time, as logs have it: what is set to another day for a drill is not the log.
pub fn timestamp() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// How long something takes. It knows no time of day and runs on where the clock stands still.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// What has passed since.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Who asks, to the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Somebody of the public, without a token.
    Anonymous,
}

/// The language in which messages are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// 简体中文, for everybody who does not ask for English.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Locale {
    /// Its tag, as HTTP writes it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// What one request sees.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The civil date in China.
    pub today: NaiveDate,
    /// Who asks.
    pub viewer: Viewer,
    /// The language of messages.
    pub locale: Locale,
}

impl Scope {
    /// The scope of a request that comes now.
    pub fn new(clock: &Clock, viewer: Viewer, locale: Locale) -> Self {
        Self { today: clock.today(), viewer, locale }
    }
}
