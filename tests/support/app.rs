//! The service, in this process, on a real port.

use crate::{Client, Engine, TestDb, db};
use gongkai::app::App;
use gongkai::config::Config;
use gongkai::http::server;
use gongkai::scope::Clock;
use gongkai::service::import::{self, Kind, Options, Report};
use gongkai::service::write::{Edition, Gone, UnknownUnits};
use sea_orm::DatabaseConnection;
use std::sync::{Arc, Mutex};

/// The service over a database of the test's own.
pub struct TestApp {
    /// The database.
    pub db: TestDb,
    /// The running instance.
    pub app: App,
    /// Where it listens.
    pub base: String,
    statements: Arc<Mutex<Vec<String>>>,
    server: actix_web::dev::ServerHandle,
}

impl TestApp {
    /// With the sample city in it.
    pub async fn sample(engine: Engine) -> Self {
        Self::over(engine.sample().await).await
    }

    /// With nothing in it.
    pub async fn empty(engine: Engine) -> Self {
        Self::over(engine.empty().await).await
    }

    /// Over a database, with the configuration of the tests.
    pub async fn over(db: TestDb) -> Self {
        let config = db.config();
        Self::with(db, config, Self::clock()).await
    }

    /// Over a database, with a configuration and a clock.
    pub async fn with(db: TestDb, config: Config, clock: Clock) -> Self {
        let mut connection = gongkai::database::connect(&config).await.expect("the database answers");
        let statements = Arc::new(Mutex::new(Vec::new()));
        let seen = statements.clone();
        connection.set_metric_callback(move |info| {
            seen.lock().expect("no test panics while it holds this").push(info.statement.to_string());
        });
        let app = App::new(config, clock, connection).await.expect("the instance starts");
        let seen = statements.clone();
        app.readers.watch(Box::new(move |statement| {
            seen.lock().expect("no test panics while it holds this").push(statement.to_string());
        }));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let scheme = if app.config.tls().is_some() { "https" } else { "http" };
        let base = format!("{scheme}://{}", listener.local_addr().expect("an address"));
        let host = server::host(&app, vec![listener], 1).expect("the server starts");
        let handle = host.server.handle();
        tokio::spawn(host.server);
        Self { db, app, base, statements, server: handle }
    }

    /// The clock of the tests: it is noon of 2026-11-22 in China, and stays so.
    pub fn clock() -> Clock {
        db::stopped()
    }

    /// The database, as the service has it.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.app.db
    }

    /// A client of the public.
    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// The statements that `work` costs, in order.
    pub async fn statements<T>(&self, work: impl Future<Output = T>) -> (T, Vec<String>) {
        self.statements.lock().expect("no test panics while it holds this").clear();
        let done = work.await;
        (done, std::mem::take(&mut self.statements.lock().expect("no test panics while it holds this")))
    }

    /// Imports a file, whatever comes of it.
    pub async fn try_import(&self, kind: Kind, text: &str, options: &Options) -> Report {
        let term = self.app.config.default_term();
        let report = import::run(self.connection(), &self.app.clock, term, &kind, text.as_bytes(), options);
        report.await.expect("the import runs")
    }

    /// Imports a file all of whose rows must be good.
    pub async fn import_kind(&self, kind: Kind, text: &str) -> Report {
        let report = self.try_import(kind, text, &Options { file: "file".into(), ..Options::default() }).await;
        assert_eq!(report.rejected, 0, "{report}");
        report
    }

    /// Imports units, all of which must be good.
    pub async fn import_units(&self, csv: &str) -> Report {
        self.import_kind(Kind::Units, csv).await
    }

    /// Imports a catalog, all of whose rows must be good; units that nobody has told of are made.
    pub async fn import_catalog(&self, csv: &str) -> Report {
        self.import_kind(Self::catalog(), csv).await
    }

    /// Imports lines of packages, all of which must be good.
    pub async fn import(&self, lines: &str) -> Report {
        self.import_kind(Kind::Packages, lines).await
    }

    /// A catalog of the tests.
    pub fn catalog() -> Kind {
        let edition =
            Edition { jurisdiction: "测试市".into(), edition: "第一版".into(), title: None, effective_on: None };
        Kind::Catalog { edition, unknown_units: UnknownUnits::Create, gone: Gone::Keep, unit: None }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Without waiting: the port goes with the test's runtime.
        drop(self.server.stop(false));
    }
}
