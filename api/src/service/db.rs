//! What a request reads the database through: every statement is counted and timed, and SQLite is read in place.

use crate::database::Readers;
use crate::database::inline::{Inline, Shape};
use crate::error::is_lost;
use crate::scope::Stopwatch;
use prometheus_client::metrics::histogram::Histogram;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

mod read;
mod shape;

pub use read::{ARM, Entities, Read, TOTAL, arms, totals};

/// How often a read is tried whose connection turns out to be dead: a server that restarts leaves a pool full of them.
const TRIES: u32 = 32;

/// What one request has cost the database so far.
#[derive(Debug, Default)]
pub struct Tally {
    statements: AtomicU32,
    nanos: AtomicU64,
    durations: Option<Histogram>,
}

impl Tally {
    /// A tally that adds to the durations of all statements, in seconds, too.
    pub fn adding_to(durations: Histogram) -> Self {
        Self { durations: Some(durations), ..Self::default() }
    }

    /// Adds a statement that has ended.
    fn add(&self, elapsed: Duration) {
        self.nanos.fetch_add(u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX), Relaxed);
        if let Some(durations) = &self.durations {
            durations.observe(elapsed.as_secs_f64());
        }
    }

    /// Statements begun.
    pub fn statements(&self) -> u32 {
        self.statements.load(Relaxed)
    }

    /// The time of those that ended, added up; statements that run beside each other add to more than passes on a wall.
    pub fn elapsed(&self) -> Duration {
        Duration::from_nanos(self.nanos.load(Relaxed))
    }
}

/// The database, as one request has it. Entities and their selects are read by [`Read`]: in place where the database is
/// a SQLite file. What it is asked as a connection is read by whatever reads beside the pool, else by the pool.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    readers: Readers,
    /// When the request began, and how long it may take.
    begun: Stopwatch,
    limit: Duration,
    tally: Arc<Tally>,
}

impl Db {
    /// The database for a request, with its tally.
    pub fn new(connection: DatabaseConnection, tally: Arc<Tally>) -> Self {
        Self { connection, readers: Readers::Pool, begun: Stopwatch::start(), limit: Duration::MAX, tally }
    }

    /// Reads by these; no statement that is read in place outlives the request.
    pub fn within(self, readers: Readers, limit: Duration) -> Self {
        Self { readers, limit, ..self }
    }

    /// Counts and times a statement. One that is given up half way has been counted.
    async fn counted<T>(&self, work: impl Future<Output = T>) -> T {
        self.tally.statements.fetch_add(1, Relaxed);
        let watch = Stopwatch::start();
        let done = work.await;
        self.tally.add(watch.elapsed());
        done
    }

    fn inline(&self) -> Option<&Arc<Inline>> {
        match &self.readers {
            Readers::Inline(inline) => Some(inline),
            Readers::Pool | Readers::Sessions(_) => None,
        }
    }

    /// The rows of a statement, read in place.
    async fn in_place<S: Shape>(&self, inline: &Arc<Inline>, statement: Statement) -> Result<Vec<S::Row>, DbErr> {
        let left = self.limit.saturating_sub(self.begun.elapsed());
        self.counted(inline.rows::<S>(statement, left)).await
    }
}

/// Runs a read, and runs it again where nobody had been there to run it.
macro_rules! tried {
    ($run:expr) => {{
        let mut left = TRIES;
        loop {
            left -= 1;
            match $run {
                Err(error) if left > 0 && is_lost(&error) => {}
                done => break done,
            }
        }
    }};
}

#[async_graphql::async_trait::async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.counted(self.connection.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.counted(self.connection.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.readers {
            Readers::Sessions(_) => Ok(self.query_all_raw(statement).await?.into_iter().next()),
            _ => self.counted(async { tried!(self.connection.query_one_raw(statement.clone()).await) }).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let read = async {
            match &self.readers {
                Readers::Sessions(sessions) => tried!(sessions.rows(statement.clone()).await),
                _ => tried!(self.connection.query_all_raw(statement.clone()).await),
            }
        };
        self.counted(read).await
    }

    fn support_returning(&self) -> bool {
        self.connection.support_returning()
    }
}
