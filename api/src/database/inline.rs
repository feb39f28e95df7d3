//! SQLite read in place, on the thread that asks. The pool of sqlx runs every statement on a thread of its own; the way
//! there and back costs several times what a short statement does.
//!
//! Writes stay with the pool. A statement here is a read of its own, of what was last committed when it began; it is
//! reset before it is let go, so that no old snapshot is kept and no checkpoint held up.

use super::Watcher;
use super::cell::Bound;
use crate::config::Config;
use crate::scope::Stopwatch;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Row};
use sea_orm::sqlx::SqlitePool;
use sea_orm::{ConnAcquireErr, DatabaseConnection, DbErr, RuntimeErr, Statement};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a statement may hold up the thread that serves other requests too, in looks: some three milliseconds of work,
/// however long a busy machine takes over them. What takes longer begins anew on a thread where it may.
const LOOKS: u32 = 300;
/// The same in time, for what waits for the disk.
const IN_PLACE: Duration = Duration::from_millis(20);

/// After how many steps of SQLite's machine the clock is looked at: some ten microseconds.
const STEPS: std::ffi::c_int = 1_000;

/// Statements that a connection keeps prepared.
const PREPARED: usize = 256;

/// How long a connection is kept, as the pool keeps its own: a file put in another's place is found by all.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// What each row of a statement becomes.
pub trait Shape: 'static {
    /// What it becomes.
    type Row: Send + 'static;
    /// Which cell is what, found out once a statement.
    type Plan;

    /// Finds the cells by the names of the columns.
    fn plan(names: &[&str]) -> Result<Self::Plan, DbErr>;

    /// Reads one row.
    fn read(plan: &Self::Plan, row: &Row<'_>) -> Result<Self::Row, DbErr>;
}

/// Connections to a SQLite file that only read.
pub struct Inline {
    /// The pool beside: what writes. When it is closed, the file is let go here too.
    pool: SqlitePool,
    path: PathBuf,
    idle: Mutex<Vec<Link>>,
    keep: usize,
    /// How many statements may run long beside each other.
    apart: Arc<Semaphore>,
    since: Stopwatch,
    watcher: OnceLock<Watcher>,
}

impl std::fmt::Debug for Inline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inline").field("path", &self.path).finish_non_exhaustive()
    }
}

/// One connection.
struct Link {
    connection: Connection,
    /// When the statement at hand is to stop, in nanoseconds of `Inline::since`,
    until: Arc<AtomicU64>,
    /// and after how many looks at the latest.
    looks: Arc<AtomicU32>,
    opened: Stopwatch,
}

/// Why a statement gave no rows.
enum Failure {
    Sqlite(rusqlite::Error),
    Row(DbErr),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl Failure {
    /// Whether it could be had by waiting.
    fn takes_longer(&self) -> bool {
        let code = match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            Self::Row(_) => None,
        };
        matches!(code, Some(ErrorCode::OperationInterrupted | ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }
}

impl From<Failure> for DbErr {
    fn from(failure: Failure) -> Self {
        use ErrorCode::*;
        match failure {
            Failure::Row(error) => error,
            Failure::Sqlite(error) => {
                let cause = RuntimeErr::Internal(error.to_string());
                match error.sqlite_error_code() {
                    Some(CannotOpen | DatabaseBusy | DatabaseLocked | OperationInterrupted | SystemIoFailure) => {
                        Self::Conn(cause)
                    }
                    _ => Self::Query(cause),
                }
            }
        }
    }
}

/// Stops a statement that nobody waits for any more.
struct Abandon {
    until: Arc<AtomicU64>,
    end: u64,
}

impl Drop for Abandon {
    fn drop(&mut self) {
        // Another value is another statement's.
        let _ = self.until.compare_exchange(self.end, 0, Relaxed, Relaxed);
    }
}

impl Inline {
    /// Readers beside a pool; none where the database is not a file of SQLite's.
    pub fn beside(pool: &DatabaseConnection, config: &Config) -> Option<Arc<Self>> {
        // What is in memory belongs to its connection; a file system of somebody's own would have to be told of.
        let elsewhere = [":memory:", "mode=memory", "vfs=", "immutable="];
        let url = config.database_url.as_str();
        if !url.starts_with("sqlite:") || elsewhere.iter().any(|word| url.contains(word)) {
            return None;
        }
        let pool = pool.get_sqlite_connection_pool().clone();
        let path = pool.connect_options().get_filename().to_path_buf();
        let keep = config.database_connections.max(2) as usize;
        Some(Arc::new(Self {
            pool,
            path,
            idle: Mutex::default(),
            keep,
            apart: Arc::new(Semaphore::new(keep)),
            since: Stopwatch::start(),
            watcher: OnceLock::new(),
        }))
    }

    /// Tells somebody of each statement from now on. One only.
    pub fn watch(&self, watcher: Watcher) {
        // A second watcher comes too late.
        let _ = self.watcher.set(watcher);
    }

    /// Lets the file go: for the end, just before the pool is closed, whose last connection then moves its log into it.
    pub fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The rows of a statement, which is given up after a time.
    pub async fn rows<S: Shape>(self: &Arc<Self>, statement: Statement, limit: Duration) -> Result<Vec<S::Row>, DbErr> {
        if let Some(watcher) = self.watcher.get() {
            watcher(&statement);
        }
        if self.pool.is_closed() {
            self.close();
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        }
        let link = self.link().map_err(Failure::from)?;
        link.until.store(self.after(limit.min(IN_PLACE)), Relaxed);
        link.looks.store(LOOKS, Relaxed);
        match run::<S>(&link.connection, &statement) {
            Ok(rows) => {
                self.keep(link);
                Ok(rows)
            }
            Err(failure) if failure.takes_longer() => {
                self.keep(link);
                self.apart::<S>(statement, limit).await
            }
            // Whatever is wrong may be wrong with the connection: it goes.
            Err(failure) => Err(failure.into()),
        }
    }

    /// The same on a thread that may be held up.
    async fn apart<S: Shape>(self: &Arc<Self>, statement: Statement, limit: Duration) -> Result<Vec<S::Row>, DbErr> {
        let given_up = || DbErr::Conn(RuntimeErr::Internal("a statement was given up at the time limit".into()));
        let watch = Stopwatch::start();
        let turn = tokio::time::timeout(limit, self.apart.clone().acquire_owned()).await.map_err(|_| given_up())?;
        let turn = turn.map_err(|_| given_up())?;
        let left = limit.saturating_sub(watch.elapsed());
        let link = self.link().map_err(Failure::from)?;
        let end = self.after(left);
        link.until.store(end, Relaxed);
        link.looks.store(u32::MAX, Relaxed);
        let abandon = Abandon { until: link.until.clone(), end };
        let this = self.clone();
        let work = move || {
            let _turn = turn;
            link.connection.busy_timeout(left)?;
            let rows = run::<S>(&link.connection, &statement)?;
            link.connection.busy_timeout(Duration::ZERO)?;
            this.keep(link);
            Ok(rows)
        };
        let done: Result<_, Failure> =
            tokio::task::spawn_blocking(work).await.map_err(|error| DbErr::Custom(error.to_string()))?;
        drop(abandon);
        Ok(done?)
    }

    fn after(&self, span: Duration) -> u64 {
        u64::try_from((self.since.elapsed() + span).as_nanos()).unwrap_or(u64::MAX)
    }

    fn link(&self) -> rusqlite::Result<Link> {
        if let Some(link) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(link);
        }
        let connection = Connection::open_with_flags(
            &self.path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        connection.busy_timeout(Duration::ZERO)?;
        connection.execute_batch(
            "PRAGMA query_only = 1; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;
             PRAGMA mmap_size = 2147418112;",
        )?;
        // A statement that was prepared stays so: else SQLite plans it anew for each set of values.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        let (until, looks) = (Arc::new(AtomicU64::new(u64::MAX)), Arc::new(AtomicU32::new(u32::MAX)));
        let (end, left, since) = (until.clone(), looks.clone(), self.since);
        let is_over = move || {
            // Only the thread that runs the statement counts.
            let looks = left.load(Relaxed).saturating_sub(1);
            left.store(looks, Relaxed);
            looks == 0 || since.elapsed().as_nanos() > end.load(Relaxed).into()
        };
        connection.progress_handler(STEPS, Some(is_over))?;
        Ok(Link { connection, until, looks, opened: Stopwatch::start() })
    }

    fn keep(&self, link: Link) {
        link.until.store(u64::MAX, Relaxed);
        if link.opened.elapsed() < LIFETIME && !self.pool.is_closed() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < self.keep {
                idle.push(link);
            }
        }
    }
}

fn run<S: Shape>(connection: &Connection, statement: &Statement) -> Result<Vec<S::Row>, Failure> {
    let mut prepared = connection.prepare_cached(&statement.sql)?;
    for (index, value) in statement.values.iter().flat_map(|values| values.0.iter()).enumerate() {
        prepared.raw_bind_parameter(index + 1, Bound(value))?;
    }
    // Dropped at the end, well or not: that resets the statement and ends the read.
    let mut rows = prepared.raw_query();
    let (mut plan, mut out) = (None, Vec::new());
    while let Some(row) = rows.next()? {
        // Not before the first step, at which SQLite sees whether tables have changed since.
        let plan = match &mut plan {
            Some(plan) => plan,
            none => none.insert(S::plan(&row.as_ref().column_names()).map_err(Failure::Row)?),
        };
        out.push(S::read(plan, row).map_err(Failure::Row)?);
    }
    Ok(out)
}
