//! What one request tells of itself on its way, for the log, the metrics and the trace. It goes with the request as a
//! value of its task, so that whoever knows something tells it in one line and nobody hands it through.

use crate::service::db::Tally;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

tokio::task_local! {
    static VISIT: Arc<Visit>;
}

/// One request, from its arrival to its answer.
#[derive(Debug)]
pub struct Visit {
    /// By which clients and logs name it.
    pub id: Arc<str>,
    /// What it has cost the database.
    pub tally: Arc<Tally>,
    told: Mutex<Told>,
}

/// What is known of a request only on its way.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Who asks, as far as the network tells.
    pub client: Option<IpAddr>,
    /// `query`, `mutation` or `subscription`: once a valid document is at hand.
    pub operation_type: Option<&'static str>,
    /// The name of the operation, where it has one.
    pub operation: Option<String>,
    /// The beginning of the SHA-256 of the document.
    pub document: Option<[u8; 6]>,
    /// What the operation may cost.
    pub cost: Option<u64>,
    /// Whether the answer was at hand.
    pub cache: Cache,
    /// The code of the first error.
    pub code: Option<&'static str>,
    /// How many errors the answer has.
    pub errors: usize,
}

/// Whether an answer was at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cache {
    /// It was.
    Hit,
    /// It was made.
    Miss,
    /// Nobody looked.
    #[default]
    Off,
}

impl Cache {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Off => "off",
        }
    }
}

impl Told {
    /// The document, by its SHA-256.
    pub fn document(&mut self, sha256: &[u8]) {
        self.document = sha256.first_chunk().copied();
    }
}

impl Visit {
    /// A request that begins.
    pub fn new(id: Arc<str>, client: Option<IpAddr>, tally: Tally) -> Arc<Self> {
        let told = Mutex::new(Told { client, ..Told::default() });
        Arc::new(Self { id, tally: Arc::new(tally), told })
    }

    /// What has been told.
    pub fn told(&self) -> Told {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Goes with this work.
    pub async fn accompany<T>(self: Arc<Self>, work: impl Future<Output = T>) -> T {
        VISIT.scope(self, work).await
    }
}

/// The request at hand; none outside of any. A task that is spawned for it must be accompanied anew.
pub fn current() -> Option<Arc<Visit>> {
    VISIT.try_with(Arc::clone).ok()
}

/// Tells something of the request at hand.
pub fn tell(fill: impl FnOnce(&mut Told)) {
    // Outside of a request there is nobody to tell it to.
    let _ = VISIT.try_with(|visit| fill(&mut visit.told.lock().unwrap_or_else(PoisonError::into_inner)));
}

/// The tally of the request at hand; one of its own outside of any.
pub fn tally() -> Arc<Tally> {
    VISIT.try_with(|visit| visit.tally.clone()).unwrap_or_default()
}
