//! The way to the database: SQLite in this process, or PostgreSQL.

use crate::config::Config;
use crate::error::{Error, Result};
use inline::Inline;
use migration::Migrator;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaDatabase, DatabaseBackend, DatabaseConnection, Statement,
    TransactionTrait,
};
use sea_orm_migration::MigratorTrait;
use session::Sessions;
use std::sync::Arc;
use std::time::Duration;

pub mod cell;
pub mod inline;
pub mod session;

/// Somebody who is told of each statement.
pub type Watcher = Box<dyn Fn(&Statement) + Send + Sync>;

/// What reads beside the pool, which writes.
#[derive(Clone, Debug)]
pub enum Readers {
    /// Nothing: the pool reads too.
    Pool,
    /// SQLite, read in place.
    Inline(Arc<Inline>),
    /// PostgreSQL, over sessions of each thread's own.
    Sessions(Arc<Sessions>),
}

impl Readers {
    /// What can read the database of a pool.
    pub fn beside(pool: &DatabaseConnection, config: &Config) -> Result<Self> {
        if pool.get_database_backend() == DatabaseBackend::Postgres {
            let sessions = Sessions::new(config).map_err(|error| Error::Unavailable(error.to_string()))?;
            return Ok(Self::Sessions(Arc::new(sessions)));
        }
        Ok(Inline::beside(pool, config).map_or(Self::Pool, Self::Inline))
    }

    /// Tells somebody of each statement from now on. One only.
    pub fn watch(&self, watcher: Watcher) {
        match self {
            Self::Pool => {}
            Self::Inline(inline) => inline.watch(watcher),
            Self::Sessions(sessions) => sessions.watch(watcher),
        }
    }

    /// Lets the database go: for the end, just before the pool is closed.
    pub fn close(&self) {
        match self {
            Self::Pool => {}
            Self::Inline(inline) => inline.close(),
            Self::Sessions(sessions) => sessions.close(),
        }
    }
}

/// How many connections to PostgreSQL the pool has, and how many only read.
fn shares(connections: u32) -> (u32, u32) {
    // Bringing the tables up to date takes two.
    let pool = (connections / 4).max(2);
    (pool, connections.saturating_sub(pool).max(1))
}

/// Connects as the configuration says.
pub async fn connect(config: &Config) -> Result<DatabaseConnection> {
    let url = config.database_url.as_str();
    let is_sqlite = url.starts_with("sqlite:");
    if !is_sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(Error::usage("database-url", "it must begin with sqlite:// or postgres://"));
    }
    // A file that is not there yet is made; a read-write-create mode of the user's own stands.
    let url = if is_sqlite && !url.contains('?') && !url.contains(":memory:") {
        format!("{url}?mode=rwc")
    } else {
        url.to_owned()
    };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(if is_sqlite { config.database_connections } else { shares(config.database_connections).0 })
        .min_connections(1)
        // Less than a request may take, so that who waits in vain learns why.
        .acquire_timeout(Duration::from_secs(3))
        .connect_timeout(Duration::from_secs(5))
        .test_before_acquire(!is_sqlite)
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|postgres| postgres.statement_cache_capacity(PREPARED))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(30))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("temp_store", "MEMORY")
                .pragma("cache_size", "-65536")
                .pragma("mmap_size", "2147418112")
        });
    SeaDatabase::connect(options).await.map_err(|error| Error::Unavailable(error.to_string()))
}

/// Statements that a connection keeps prepared: more than the queries of a front end make.
const PREPARED: usize = 512;

/// Brings the tables up to date. Of several processes that start at once on one PostgreSQL, one applies the steps while
/// the others wait. (A SQLite file has one service.)
pub async fn migrate(db: &DatabaseConnection) -> Result<()> {
    if db.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(Migrator::up(db, None).await?);
    }
    // Held by one connection until the steps, on another, are done; it goes with the connection should we die.
    let turn = db.begin().await?;
    turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")).await?;
    Migrator::up(db, None).await?;
    Ok(turn.commit().await?)
}

/// Any number that no other program on the same database locks: "gongkai" on a telephone's keys.
const MIGRATION_LOCK: i64 = 4_664_524;

/// Whether the tables are all there.
pub async fn is_migrated(db: &DatabaseConnection) -> Result<bool> {
    Ok(Migrator::get_pending_migrations(db).await?.is_empty())
}

/// Connections to the database: in use, idle, and the most there may be.
pub fn connections(db: &DatabaseConnection, readers: &Readers) -> (u32, u32, u32) {
    let (size, idle, max) = match db.get_database_backend() {
        DatabaseBackend::Postgres => {
            let pool = db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        }
        _ => {
            let pool = db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle(), pool.options().get_max_connections())
        }
    };
    let small = |count| u32::try_from(count).unwrap_or(u32::MAX);
    let idle = small(idle);
    let used = size.saturating_sub(idle);
    match readers {
        Readers::Sessions(sessions) => {
            let (at_work, resting, most) = sessions.counts();
            (used + small(at_work), idle + small(resting), max + small(most))
        }
        // What reads a file in place holds nothing of anybody's.
        Readers::Inline(_) | Readers::Pool => (used, idle, max),
    }
}

/// A name of the database for people.
pub fn describe(db: &DatabaseConnection) -> &'static str {
    match db.get_database_backend() {
        DatabaseBackend::Postgres => "PostgreSQL",
        _ => "SQLite",
    }
}
