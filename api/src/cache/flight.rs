//! One makes it, those who want the same wait: and are never stranded, whatever becomes of the one.

use super::Missed;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// What those who wait are told: nothing yet, or what was made, or that it cannot be shared.
type Told<V> = Option<Option<V>>;

/// What is being made now, by what it is known by.
#[derive(Debug)]
pub struct Flights<K, V> {
    under_way: Mutex<HashMap<K, watch::Receiver<Told<V>>>>,
    limit: Duration,
}

enum Part<'a, K: Eq + Hash + Copy, V> {
    Leads(Lead<'a, K, V>),
    Follows(watch::Receiver<Told<V>>),
    Has(V),
}

/// The duty to make it. Given up when dropped: then one of those who wait takes it.
struct Lead<'a, K: Eq + Hash + Copy, V> {
    flights: &'a Flights<K, V>,
    id: K,
    tell: watch::Sender<Told<V>>,
}

impl<K: Eq + Hash + Copy, V> Drop for Lead<'_, K, V> {
    fn drop(&mut self) {
        self.flights.lock().remove(&self.id);
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Flights<K, V> {
    /// Nothing under way; who follows waits so long at most.
    pub fn new(limit: Duration) -> Self {
        Self { under_way: Mutex::default(), limit }
    }

    /// Makes it, or waits for who is making it already; tells whether it was another's. `kept` looks once more where a
    /// leader may just have put it.
    pub async fn join<T>(
        &self,
        id: K,
        kept: impl Fn() -> Option<V>,
        make: impl AsyncFnOnce() -> Result<V, T>,
    ) -> Result<(V, bool), Missed<T>> {
        match self.part(id, &kept) {
            Part::Has(value) => Ok((value, true)),
            Part::Leads(lead) => lead.run(make).await,
            Part::Follows(told) => {
                let follow = self.follow(id, told, kept, make);
                tokio::time::timeout(self.limit, follow).await.unwrap_or(Err(Missed::TimedOut))
            }
        }
    }

    async fn follow<T>(
        &self,
        id: K,
        mut told: watch::Receiver<Told<V>>,
        kept: impl Fn() -> Option<V>,
        make: impl AsyncFnOnce() -> Result<V, T>,
    ) -> Result<(V, bool), Missed<T>> {
        loop {
            if told.wait_for(Option::is_some).await.is_ok() {
                let made = told.borrow().clone().flatten();
                return match made {
                    Some(value) => Ok((value, true)),
                    // Everybody for themselves: a queue of failures, one after the other, would help nobody.
                    None => make().await.map(|value| (value, false)).map_err(Missed::Unshared),
                };
            }
            // The leader's client went away.
            match self.part(id, &kept) {
                Part::Has(value) => return Ok((value, true)),
                Part::Leads(lead) => return lead.run(make).await,
                Part::Follows(next) => told = next,
            }
        }
    }

    fn part(&self, id: K, kept: impl Fn() -> Option<V>) -> Part<'_, K, V> {
        let mut under_way = self.lock();
        if let Some(told) = under_way.get(&id) {
            return Part::Follows(told.clone());
        }
        if let Some(value) = kept() {
            return Part::Has(value);
        }
        let (tell, told) = watch::channel(None);
        under_way.insert(id, told);
        Part::Leads(Lead { flights: self, id, tell })
    }
}

impl<K: Eq + Hash + Copy, V> Flights<K, V> {
    // Nothing can fail while the lock is held, so nothing is half done.
    fn lock(&self) -> MutexGuard<'_, HashMap<K, watch::Receiver<Told<V>>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Copy, V: Clone> Lead<'_, K, V> {
    async fn run<T>(self, make: impl AsyncFnOnce() -> Result<V, T>) -> Result<(V, bool), Missed<T>> {
        let made = make().await;
        self.tell.send_replace(Some(made.as_ref().ok().cloned()));
        made.map(|value| (value, false)).map_err(Missed::Unshared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use tokio::sync::Notify;

    fn flights(milliseconds: u64) -> Flights<u8, u32> {
        Flights::new(Duration::from_millis(milliseconds))
    }

    #[tokio::test]
    async fn one_makes_it_for_all() {
        let (flights, made, go) = (flights(60_000), AtomicUsize::new(0), Notify::new());
        let one = || {
            flights.join(
                1,
                || None,
                async || {
                    made.fetch_add(1, Relaxed);
                    go.notified().await;
                    Ok::<_, Infallible>(7)
                },
            )
        };
        let all = futures_util::future::join_all((0..50).map(|_| one()));
        let (all, ()) = tokio::join!(all, async { go.notify_one() });
        assert_eq!(made.load(Relaxed), 1);
        assert_eq!(all.iter().filter(|it| matches!(it, Ok((7, true)))).count(), 49);
        assert!(flights.lock().is_empty());
    }

    #[tokio::test]
    async fn what_cannot_be_shared_is_made_by_each() {
        let (flights, made) = (flights(60_000), AtomicUsize::new(0));
        let one = || {
            flights.join(
                1,
                || None,
                async || {
                    made.fetch_add(1, Relaxed);
                    tokio::task::yield_now().await;
                    Err::<u32, _>("no")
                },
            )
        };
        let all = futures_util::future::join_all((0..20).map(|_| one())).await;
        assert!(all.iter().all(|it| matches!(it, Err(Missed::Unshared("no")))));
        assert_eq!(made.load(Relaxed), 20);
    }

    #[tokio::test]
    async fn a_leader_that_goes_away_strands_nobody() {
        let flights = flights(60_000);
        let mut leader = Box::pin(flights.join(1, || None, async || std::future::pending::<Result<u32, &str>>().await));
        assert!(futures_util::poll!(&mut leader).is_pending());
        let followers = (0..9).map(|_| flights.join(1, || None, async || Ok::<_, &str>(8)));
        let mut followers = Box::pin(futures_util::future::join_all(followers));
        assert!(futures_util::poll!(&mut followers).is_pending());
        drop(leader);
        assert!(followers.await.iter().all(|it| matches!(it, Ok((8, _)))));
    }

    #[tokio::test]
    async fn who_waits_waits_no_longer_than_the_limit() {
        let flights = flights(1);
        let mut leader = Box::pin(flights.join(1, || None, async || std::future::pending::<Result<u32, &str>>().await));
        assert!(futures_util::poll!(&mut leader).is_pending());
        let follower = flights.join(1, || None, async || Ok::<u32, &str>(8)).await;
        assert!(matches!(follower, Err(Missed::TimedOut)));
    }
}
