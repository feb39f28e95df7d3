//! What a request reads the database through: every statement is counted and timed, for the request and for all.

use crate::scope::Stopwatch;
use prometheus_client::metrics::histogram::Histogram;
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

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

/// The database, as one request has it.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    tally: Arc<Tally>,
}

impl Db {
    /// The database for a request, with its tally.
    pub fn new(connection: DatabaseConnection, tally: Arc<Tally>) -> Self {
        Self { connection, tally }
    }

    /// Counts and times a statement. One that is given up half way has been counted.
    async fn counted<T>(&self, work: impl Future<Output = T>) -> T {
        self.tally.statements.fetch_add(1, Relaxed);
        let watch = Stopwatch::start();
        let done = work.await;
        self.tally.add(watch.elapsed());
        done
    }
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
        self.counted(self.connection.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.counted(self.connection.query_all_raw(statement)).await
    }

    fn support_returning(&self) -> bool {
        self.connection.support_returning()
    }
}
