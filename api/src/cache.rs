//! Answers that are kept: of queries of the public, until anything is committed, by whomever, or the day turns.
//!
//! What a kept answer is found by holds the generation of the database ([`crate::service::freshness`]), read before the
//! answer was made. A request asks for the generation anew, so it never meets an answer that is older than a write whose
//! acknowledgement its client has seen. Requests for the same that come while it is being made wait for it.

use crate::http::encoding::{Accepted, Coding, Effort};
use crate::http::representation::Representation;
use crate::service::freshness::{Freshness, Generation};
use actix_web::web::Bytes;
use quick_cache::sync::Cache as Store;
use quick_cache::{OptionsBuilder, Weighter};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

mod flight;
mod key;

use flight::Flights;
pub use key::{Key, Wanted};

/// Parts of the store, each with a lock and an equal share of the bytes.
const SHARDS: usize = 8;
/// One answer may take this part of the bytes, half a shard, so that no single one drives out many.
const LARGEST: usize = 16;
/// What an answer costs beside its body: key, tags, the store's own bookkeeping.
const BESIDE: usize = 320;

/// Why there is no answer to hand on.
#[derive(Debug)]
pub enum Missed<T> {
    /// Making it gave something that must not be shared: an error, say.
    Unshared(T),
    /// Another request was making it, and did not finish in time.
    TimedOut,
}

/// What the cache has done since the process began, and holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Requests answered out of the cache.
    pub hits: u64,
    /// Requests that executed.
    pub misses: u64,
    /// Requests that waited for another's execution and got its answer.
    pub shared: u64,
    /// How often everything was dropped since something had been committed.
    pub dropped: u64,
    /// Answers held, each coding counted.
    pub entries: u64,
    /// Bytes held.
    pub bytes: u64,
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<(Key, Coding), Representation> for Weight {
    fn weight(&self, _: &(Key, Coding), value: &Representation) -> u64 {
        (value.body.len() + BESIDE) as u64
    }
}

/// The answers that are kept, within a bound of bytes.
#[derive(Debug)]
pub struct Cache {
    freshness: Freshness,
    store: Store<(Key, Coding), Representation, Weight>,
    flights: Flights<(Key, Coding), Representation>,
    largest: usize,
    newest: Mutex<Generation>,
    hits: AtomicU64,
    misses: AtomicU64,
    shared: AtomicU64,
    dropped: AtomicU64,
}

impl Cache {
    /// An empty cache of so many bytes, over a database that is watched. `limit` bounds the wait for another request.
    pub fn new(bytes: usize, freshness: Freshness, limit: Duration) -> Self {
        let mut options = OptionsBuilder::new();
        options.shards(SHARDS).estimated_items_capacity((bytes / 4_096).max(32 * SHARDS)).weight_capacity(bytes as u64);
        let store = match options.build() {
            Ok(options) => Store::with_options(options, Weight, Default::default(), Default::default()),
            // Both figures that a store cannot do without are given above.
            Err(_) => Store::with_weighter(1, 1, Weight),
        };
        Self {
            freshness,
            store,
            flights: Flights::new(limit),
            largest: bytes / LARGEST,
            newest: Mutex::default(),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            shared: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
        }
    }

    /// The generation that an answer to a request which is here already must have.
    pub async fn generation(&self) -> crate::error::Result<Generation> {
        let generation = self.freshness.generation().await?;
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if *newest != generation {
            // Keys tell answers of other generations apart already; they only take room.
            *newest = generation;
            drop(newest);
            self.store.clear();
            self.dropped.fetch_add(1, Relaxed);
        }
        Ok(generation)
    }

    /// The answer in a coding that the client accepts, kept or made by `execute`: `Ok` what may be shared, `Err` what may
    /// not. Tells whether it was at hand, or made for another.
    pub async fn answer<T>(
        &self,
        key: Key,
        media_type: &str,
        accepted: Accepted,
        execute: impl AsyncFnOnce() -> Result<Bytes, T>,
    ) -> Result<(Representation, bool), Missed<T>> {
        let (plain, at_hand) = match self.store.get(&(key, Coding::Identity)) {
            Some(plain) => {
                self.hits.fetch_add(1, Relaxed);
                (plain, true)
            }
            // On the heap, so that a request whose answer is at hand does not carry the room for making one.
            None => Box::pin(self.make(key, media_type, execute)).await?,
        };
        let coding = accepted.coding(plain.body.len());
        if coding == Coding::Identity {
            return Ok((plain, at_hand));
        }
        if let Some(coded) = self.store.get(&(key, coding)) {
            return Ok((coded, at_hand));
        }
        // One compresses, the others wait for it.
        let code = async || {
            let coded = plain.coded(coding, Effort::Kept).await;
            self.keep((key, coding), &coded);
            Ok::<_, std::convert::Infallible>(coded)
        };
        let coded = Box::pin(self.flights.join((key, coding), || self.store.get(&(key, coding)), code)).await;
        // Who cannot wait for the short answer takes the long one.
        Ok((coded.map_or(plain, |(coded, _)| coded), at_hand))
    }

    async fn make<T>(
        &self,
        key: Key,
        media_type: &str,
        execute: impl AsyncFnOnce() -> Result<Bytes, T>,
    ) -> Result<(Representation, bool), Missed<T>> {
        let id = (key, Coding::Identity);
        let make = async || {
            self.misses.fetch_add(1, Relaxed);
            let plain = Representation::plain(execute().await?, media_type);
            self.keep(id, &plain);
            Ok(plain)
        };
        let (plain, is_shared) = self.flights.join(id, || self.store.get(&id), make).await?;
        if is_shared {
            self.shared.fetch_add(1, Relaxed);
        }
        Ok((plain, is_shared))
    }

    fn keep(&self, id: (Key, Coding), value: &Representation) {
        if value.body.len() + BESIDE <= self.largest {
            self.store.insert(id, value.clone());
        }
    }

    /// What the cache has done, and holds.
    pub fn figures(&self) -> Figures {
        Figures {
            hits: self.hits.load(Relaxed),
            misses: self.misses.load(Relaxed),
            shared: self.shared.load(Relaxed),
            dropped: self.dropped.load(Relaxed),
            entries: self.store.len() as u64,
            bytes: self.store.weight(),
        }
    }
}
