//! Sessions with PostgreSQL that only read. The pool asks each connection that it gets back whether it is well, which
//! doubles the way to the server, and hands it to whatever thread comes next, which the thread that opened it must then
//! wake. Here a thread keeps the sessions that it has opened, and nothing is asked: one that proves dead is replaced.

use super::{PREPARED, Watcher};
use crate::config::Config;
use crate::scope::Stopwatch;
use sea_orm::sea_query::{Value, Values};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::{AssertSqlSafe, ConnectOptions, Connection, Error as SqlxError, query_with};
use sea_orm::{ConnAcquireErr, DbErr, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a session may take to come free, or to begin.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long a session is kept, as the pool keeps its own.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// Sessions that only read, of all threads together no more than so many.
pub struct Sessions {
    options: PgConnectOptions,
    most: usize,
    turns: Semaphore,
    idle: Mutex<Vec<Session>>,
    is_closed: AtomicBool,
    watcher: OnceLock<Watcher>,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").field("most", &self.most).finish_non_exhaustive()
    }
}

struct Session {
    connection: PgConnection,
    thread: ThreadId,
    opened: Stopwatch,
}

/// The statement with its limits written out. A plan that is to do for all values takes a limit among them for a tenth of
/// all rows, and sorts what it could have read in order. There are few limits: the sizes of pages.
fn with_limits(sql: String, values: &Values) -> String {
    const LIMIT: &str = " LIMIT $";
    if !sql.contains(LIMIT) {
        return sql;
    }
    let mut parts = sql.split(LIMIT);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let limit = part[..digits].parse().ok().and_then(|place: usize| values.0.get(place.checked_sub(1)?));
        match limit {
            Some(Value::BigUnsigned(Some(limit))) => out += &format!(" LIMIT {limit}{}", &part[digits..]),
            _ => out += &format!("{LIMIT}{part}"),
        }
    }
    out
}

impl Sessions {
    /// Sessions with the server of a configuration, beside the pool that writes.
    pub fn new(config: &Config) -> Result<Self, SqlxError> {
        let options = PgConnectOptions::from_str(&config.database_url)?
            .application_name("gongkai reader")
            // One plan for a statement, whatever its values: to plan one of many parts anew takes several times what it
            // does to run it.
            .options([("default_transaction_read_only", "on"), ("plan_cache_mode", "force_generic_plan")])
            .statement_cache_capacity(PREPARED)
            .disable_statement_logging();
        let most = super::shares(config.database_connections).1 as usize;
        let (turns, idle, is_closed) = (Semaphore::new(most), Mutex::default(), AtomicBool::new(false));
        Ok(Self { options, most, turns, idle, is_closed, watcher: OnceLock::new() })
    }

    /// Tells somebody of each statement from now on. One only.
    pub fn watch(&self, watcher: Watcher) {
        // A second watcher comes too late.
        let _ = self.watcher.set(watcher);
    }

    /// Ends all that are idle, and those at work when they are done.
    pub fn close(&self) {
        self.is_closed.store(true, Relaxed);
        self.idle().clear();
    }

    /// How many are at work, idle, and the most there may be.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.most - self.turns.available_permits(), self.idle().len(), self.most)
    }

    /// The rows of a statement.
    pub async fn rows(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if let Some(watcher) = self.watcher.get() {
            watcher(&statement);
        }
        if self.is_closed.load(Relaxed) {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        }
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        // Whoever is given up half way, with its request, takes its session along.
        let mut session = match self.take() {
            Some(session) => session,
            None => self.open().await?,
        };
        let values = statement.values.unwrap_or(Values(Vec::new()));
        let sql = with_limits(statement.sql, &values);
        let query = query_with(AssertSqlSafe(sql), SqlxValues(values));
        let done = query.fetch_all(&mut session.connection).await;
        match &done {
            Ok(_) => self.keep(session),
            // What the server says of a statement leaves the session as it was; what it says in class 57P ends it.
            Err(SqlxError::Database(error)) if !error.code().is_some_and(|code| code.starts_with("57P")) => {
                self.keep(session);
            }
            // The others are hardly better off.
            Err(_) => self.idle().clear(),
        }
        let rows = done.map_err(|error| DbErr::Query(RuntimeErr::SqlxError(error.into())))?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    /// An idle session: of this thread, or another's where no more may be opened.
    fn take(&self) -> Option<Session> {
        let this = thread::current().id();
        let mut idle = self.idle();
        match idle.iter().rposition(|session| session.thread == this) {
            Some(at) => Some(idle.swap_remove(at)),
            // Those at work, this one among them, and the idle ones are all there are.
            None if idle.len() > self.turns.available_permits() => idle.pop(),
            None => None,
        }
    }

    async fn open(&self) -> Result<Session, DbErr> {
        let connect = PgConnection::connect_with(&self.options);
        match tokio::time::timeout(PATIENCE, connect).await {
            Ok(Ok(connection)) => {
                Ok(Session { connection, thread: thread::current().id(), opened: Stopwatch::start() })
            }
            Ok(Err(error)) => Err(DbErr::Conn(RuntimeErr::SqlxError(error.into()))),
            Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }

    fn keep(&self, session: Session) {
        if session.opened.elapsed() < LIFETIME && !self.is_closed.load(Relaxed) {
            self.idle().push(session);
        }
    }

    // Nothing can fail while the lock is held.
    fn idle(&self) -> MutexGuard<'_, Vec<Session>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_written_out_and_nothing_else_is() {
        let values = Values(vec![Value::from("x"), Value::from(21_u64), Value::from(3_i32), Value::from(5_u64)]);
        let sql = "SELECT a FROM (SELECT b WHERE c = $1 LIMIT $2) AS d WHERE e = $3 LIMIT $4 OFFSET $2";
        let written = "SELECT a FROM (SELECT b WHERE c = $1 LIMIT 21) AS d WHERE e = $3 LIMIT 5 OFFSET $2";
        assert_eq!(with_limits(sql.into(), &values), written);
        // What is no limit of a page stays: a text, a place that no value has.
        for other in ["SELECT 1", "SELECT 1 LIMIT $1", "SELECT 1 LIMIT $9", "SELECT 1 LIMIT $"] {
            assert_eq!(with_limits(other.into(), &values), other);
        }
    }
}
