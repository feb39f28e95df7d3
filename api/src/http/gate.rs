//! What the requests of one process share before any is executed: who may come in, how many, and until when.

use super::address::Proxies;
use super::load::Load;
use super::rate::Rates;
use crate::config::Config;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// The gate of one process; all its workers hold the same.
#[derive(Debug)]
pub struct Gate {
    /// Proxies in front.
    pub proxies: Proxies,
    /// How often clients may ask.
    pub rates: Rates,
    /// What is executed at once.
    pub load: Load,
    draining: AtomicBool,
    inside: AtomicUsize,
    entered: AtomicU64,
}

/// One request inside. Leaves when dropped.
#[derive(Debug)]
pub struct Inside<'a>(&'a Gate);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.inside.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Gate {
    /// As configured.
    pub fn new(config: &Config) -> Self {
        Self {
            proxies: Proxies::new(config),
            rates: Rates::new(config),
            load: Load::new(config.max_in_flight),
            draining: AtomicBool::new(false),
            inside: AtomicUsize::new(0),
            entered: AtomicU64::new(0),
        }
    }

    /// From now on the service is not ready, and every answer is the last of its connection.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    /// Whether the service is about to end.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Counts a request in.
    pub fn inside(&self) -> Inside<'_> {
        self.entered.fetch_add(1, Ordering::AcqRel);
        self.inside.fetch_add(1, Ordering::AcqRel);
        Inside(self)
    }

    /// How many requests have come, and how many of them have no answer yet.
    pub fn counts(&self) -> (u64, usize) {
        (self.entered.load(Ordering::Acquire), self.inside.load(Ordering::Acquire))
    }
}
