//! How a process knows that nothing has been committed since it made an answer: by whomever, in whatever process, on
//! whatever replica.
//!
//! Each commit through the door gives the database a new generation. A request that asks for the generation gets one
//! that was read by a statement which *began after it asked*: so a write that its client has seen acknowledged is in it.
//! On PostgreSQL all who ask while a statement is under way wait for the next one, and share it. On SQLite the database
//! itself counts the commits that a connection has not made (`PRAGMA data_version`), which costs a microsecond or two.
//! Each connection counts on its own: whichever sees its count change begins a new generation for all.

use crate::error::{Error, Result};
use rusqlite::OpenFlags;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::sqlx::{ConnectOptions, Connection, Error as SqlxError, query_scalar};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{
    AtomicBool, AtomicU64,
    Ordering::{Relaxed, SeqCst},
};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// The setting that every commit changes.
pub(super) const GENERATION: &str = "generation";
/// How long PostgreSQL may take to connect, and to tell its generation, before it counts as gone.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long SQLite may take while another process repairs the file after a crash; nothing else holds up a reader.
const BUSY: Duration = Duration::from_secs(1);

/// What the database held: equal generations, equal content. They have no order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation(u128);

impl Generation {
    /// The generation as bytes, for keys.
    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

/// Tells the generation of the database.
#[derive(Debug)]
pub struct Freshness {
    source: Source,
    /// Whether the last who asked was told that nobody can know.
    is_unknown: AtomicBool,
}

#[derive(Debug)]
enum Source {
    File(File),
    Row(Box<Row>),
}

/// Who waits for a generation.
type Asking = mpsc::UnboundedSender<oneshot::Sender<Result<Generation>>>;

/// PostgreSQL, asked over a connection of each thread's own: one that they share would wake another thread twice for each
/// request.
#[derive(Debug)]
struct Row {
    options: PgConnectOptions,
    threads: Mutex<HashMap<ThreadId, Asking>>,
}

impl Row {
    /// Where this thread asks.
    fn asking(&self) -> Asking {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let asking = threads.entry(thread::current().id()).or_insert_with(|| self.spawn());
        // A runtime that has ended took its task along.
        if asking.is_closed() {
            *asking = self.spawn();
        }
        asking.clone()
    }

    fn spawn(&self) -> Asking {
        let (asking, asked) = mpsc::unbounded_channel();
        tokio::spawn(answer(self.options.clone(), asked));
        asking
    }
}

impl Freshness {
    /// Watches the database; `None` for one in memory, which nobody can watch.
    pub fn watch(database_url: &str) -> Result<Option<Self>> {
        let unusable = |error: SqlxError| Error::Unavailable(error.to_string());
        if database_url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(database_url).map_err(unusable)?;
            let path = options.get_filename();
            if database_url.contains(":memory:") || database_url.contains("mode=memory") {
                return Ok(None);
            }
            return Ok(Some(Self::of(Source::File(File::new(path)))));
        }
        let options = PgConnectOptions::from_str(database_url).map_err(unusable)?.application_name("gongkai freshness");
        let row = Row { options: options.disable_statement_logging(), threads: Mutex::default() };
        Ok(Some(Self::of(Source::Row(Box::new(row)))))
    }

    fn of(source: Source) -> Self {
        Self { source, is_unknown: AtomicBool::new(false) }
    }

    /// The generation, by a read that begins after this call. An error says that nobody can know.
    pub async fn generation(&self) -> Result<Generation> {
        let told = self.ask().await;
        // The log has a line when an outage begins and one when it ends, not one for each request of it.
        if told.is_err() != self.is_unknown.load(Relaxed)
            && self.is_unknown.swap(told.is_err(), Relaxed) != told.is_err()
        {
            match &told {
                Err(error) => {
                    tracing::error!(cause = ?error, "the generation cannot be read: nothing is answered until it can")
                }
                Ok(_) => tracing::info!("the generation can be read again"),
            }
        }
        told
    }

    async fn ask(&self) -> Result<Generation> {
        match &self.source {
            Source::File(file) => file.generation().map_err(|error| Error::Unavailable(error.to_string())),
            Source::Row(row) => {
                let (tell, told) = oneshot::channel();
                let gone = || Error::Unavailable("nobody reads the generation any more".into());
                row.asking().send(tell).map_err(|_| gone())?;
                told.await.map_err(|_| gone())?
            }
        }
    }
}

/// A SQLite file, watched by connections that never write: so every commit is another's, and is counted.
#[derive(Debug)]
struct File {
    path: PathBuf,
    /// As many as have ever asked at once.
    idle: Mutex<Vec<Watch>>,
    generation: AtomicU64,
}

#[derive(Debug)]
struct Watch {
    connection: rusqlite::Connection,
    /// What it counted when it was last asked; nothing before.
    version: Option<i64>,
}

impl File {
    fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::default(), generation: AtomicU64::new(0) }
    }

    fn generation(&self) -> rusqlite::Result<Generation> {
        let idle = self.idle().pop();
        let mut watch = match idle {
            Some(watch) => watch,
            None => self.open()?,
        };
        // One that fails does not come back.
        let told = watch.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if watch.version != Some(told) {
            watch.version = Some(told);
            self.generation.fetch_add(1, SeqCst);
        }
        self.idle().push(watch);
        // Whoever sees a later one than this connection has begun sees one that is later than its commit too.
        Ok(Generation(self.generation.load(SeqCst).into()))
    }

    fn open(&self) -> rusqlite::Result<Watch> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(BUSY)?;
        connection.execute_batch("PRAGMA query_only = 1")?;
        Ok(Watch { connection, version: None })
    }

    // Nothing can fail while the lock is held.
    fn idle(&self) -> MutexGuard<'_, Vec<Watch>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers those who ask for PostgreSQL's generation, until nobody can ask any more.
async fn answer(options: PgConnectOptions, mut asked: mpsc::UnboundedReceiver<oneshot::Sender<Result<Generation>>>) {
    let mut connection = None;
    while let Some(first) = asked.recv().await {
        // Whoever asks from here on is too late for this statement: its snapshot may be older than what they have seen.
        let mut waiting = vec![first];
        while let Ok(next) = asked.try_recv() {
            waiting.push(next);
        }
        let told = row(&options, &mut connection).await;
        for one in waiting {
            // A client that went away does not wait for its answer.
            let _ = one.send(told.clone());
        }
    }
}

/// Reads the row. A connection that proves dead is replaced once: the database may have been back for long.
async fn row(options: &PgConnectOptions, connection: &mut Option<PgConnection>) -> Result<Generation> {
    let is_old = connection.is_some();
    let mut told = attempt(options, connection).await;
    if told.is_err() && is_old {
        *connection = None;
        told = attempt(options, connection).await;
    }
    if told.is_err() {
        *connection = None;
    }
    told
}

async fn attempt(options: &PgConnectOptions, connection: &mut Option<PgConnection>) -> Result<Generation> {
    let read = async {
        let connection = match connection {
            Some(connection) => connection,
            None => connection.insert(PgConnection::connect_with(options).await?),
        };
        let select = query_scalar("SELECT value FROM setting WHERE name = $1").bind(GENERATION);
        select.fetch_optional(connection).await
    };
    let value: Option<String> = match tokio::time::timeout(PATIENCE, read).await {
        Ok(told) => told.map_err(|error| Error::Unavailable(error.to_string()))?,
        Err(_) => return Err(Error::Unavailable("PostgreSQL does not tell its generation".into())),
    };
    match value.map(|value| Uuid::parse_str(&value)) {
        // Nothing has been written since the tables were made.
        None => Ok(Generation::default()),
        Some(Ok(id)) => Ok(Generation(id.as_u128())),
        Some(Err(_)) => Err(Error::Internal("setting generation is not what it should be".into())),
    }
}
