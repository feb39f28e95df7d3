//! A database for each test: copied from a template that was migrated (and filled with the sample) once.

use gongkai::config::Config;
use gongkai::scope::Clock;
use gongkai::{database, service};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// The engine under a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL, at `TEST_DATABASE_URL`.
    Postgres,
}

/// Where the tests' PostgreSQL is, without a database's name. There is no way round it: without one the tests fail.
pub fn postgres_url() -> String {
    let url = std::env::var("TEST_DATABASE_URL")
        .expect("TEST_DATABASE_URL must name a PostgreSQL database; `tests/run` starts one and sets it");
    let (server, _) = url.rsplit_once('/').expect("TEST_DATABASE_URL ends in /DATABASE");
    server.to_owned()
}

/// A database of one test's own. Gone when the test ends.
#[derive(Debug)]
pub struct TestDb {
    engine: Engine,
    /// How the service reaches it.
    pub url: String,
    name: String,
    is_borrowed: bool,
}

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn fresh_name(kind: &str) -> String {
    format!("gongkai_it_{}_{kind}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("{name}.db"))
}

impl Engine {
    /// A database with its tables and nothing in them.
    pub async fn empty(self) -> TestDb {
        static SQLITE: OnceCell<String> = OnceCell::const_new();
        static POSTGRES: OnceCell<String> = OnceCell::const_new();
        let cell = if self == Self::Sqlite { &SQLITE } else { &POSTGRES };
        let template = cell.get_or_init(|| async move { self.template(false).await }).await;
        self.copy(template).await
    }

    /// A database with the sample city.
    pub async fn sample(self) -> TestDb {
        static SQLITE: OnceCell<String> = OnceCell::const_new();
        static POSTGRES: OnceCell<String> = OnceCell::const_new();
        let cell = if self == Self::Sqlite { &SQLITE } else { &POSTGRES };
        let template = cell.get_or_init(|| async move { self.template(true).await }).await;
        self.copy(template).await
    }

    /// A database without tables.
    pub async fn bare(self) -> TestDb {
        let name = fresh_name("bare");
        if self == Self::Postgres {
            admin(&format!("CREATE DATABASE {name}")).await;
        }
        TestDb { engine: self, url: self.url(&name), name, is_borrowed: false }
    }

    fn url(self, name: &str) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", file(name).display()),
            Self::Postgres => format!("{}/{name}", postgres_url()),
        }
    }

    async fn template(self, with_sample: bool) -> String {
        let db = self.bare().await;
        let connection = db.connect().await;
        database::migrate(&connection).await.expect("the migrations apply");
        if with_sample {
            let report = service::import::sample(&connection, &crate::TestApp::clock(), Default::default()).await;
            let report = report.expect("the sample is imported");
            assert!(report.written && report.rejected == 0, "{report}");
        }
        connection.close().await.expect("the template closes");
        let name = db.name.clone();
        std::mem::forget(db); // The template stays until the process ends; `tests/run` removes what is left.
        name
    }

    async fn copy(self, template: &str) -> TestDb {
        let name = fresh_name("copy");
        match self {
            Self::Sqlite => {
                std::fs::copy(file(template), file(&name)).expect("the template is copied");
            }
            Self::Postgres => admin(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await,
        }
        TestDb { engine: self, url: self.url(&name), name, is_borrowed: false }
    }
}

impl TestDb {
    /// A configuration for this database, as people who build have it: many a test asks for the schema.
    pub fn config(&self) -> Config {
        let for_development = Config { development: true, graphiql: true, introspection: true, ..Config::default() };
        Config { database_url: self.url.clone(), database_connections: 4, ..for_development }
    }

    /// A connection to it.
    pub async fn connect(&self) -> DatabaseConnection {
        database::connect(&self.config()).await.expect("the database answers")
    }

    /// The same database, for another instance; gone when the first is.
    pub fn borrowed(&self) -> Self {
        Self { engine: self.engine, url: self.url.clone(), name: self.name.clone(), is_borrowed: true }
    }

    /// Where a SQLite database is.
    pub fn path(&self) -> PathBuf {
        file(&self.name)
    }

    /// The name of a PostgreSQL database.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if self.is_borrowed {
            return;
        }
        match self.engine {
            Engine::Sqlite => {
                for suffix in ["", "-wal", "-shm"] {
                    let path = format!("{}{suffix}", file(&self.name).display());
                    // It is only a temporary file: one that cannot be removed harms no test.
                    let _ = std::fs::remove_file(Path::new(&path));
                }
            }
            Engine::Postgres => {
                let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
                // A test ends inside its runtime, where nothing may block: so on a thread with a runtime of its own.
                let thread = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    runtime.expect("a runtime").block_on(admin(&drop));
                });
                let _ = thread.join();
            }
        }
    }
}

/// A statement outside any test's database. One at a time: PostgreSQL copies a template only while nobody is in it.
pub(crate) async fn admin(sql: &str) {
    static LOCK: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = LOCK.lock().await;
    let url = format!("{}/postgres", postgres_url());
    let config = Config { database_url: url, database_connections: 1, ..Config::default() };
    let connection = database::connect(&config).await.expect("PostgreSQL answers");
    for attempt in 0.. {
        match connection.execute_unprepared(sql).await {
            Ok(_) => break,
            Err(error) if attempt == 20 => panic!("{sql}: {error}"),
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
        }
    }
    connection.close().await.expect("the connection closes");
}

/// The clock of the tests.
pub(crate) fn stopped() -> Clock {
    let noon = chrono::DateTime::parse_from_rfc3339("2026-11-22T12:00:00+08:00").expect("an instant");
    Clock::stopped(noon.to_utc())
}
