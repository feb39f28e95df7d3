//! A running instance: the database, the schema, the clock and the configuration, as `serve` and the tests use it.

use crate::cache::Cache;
use crate::config::Config;
use crate::database::Readers;
use crate::document::Documents;
use crate::error::{Code, Error, Result};
use crate::loaders;
use crate::metrics::Metrics;
use crate::pagination::CursorKey;
use crate::schema::{self, Schema};
use crate::scope::{Clock, Locale, Scope, Viewer};
use crate::service::freshness::Freshness;
use crate::service::{Common, Reader, calendar::Calendars, db::Db, write};
use crate::telemetry::Telemetry;
use crate::text::graphql;
use crate::visit;
pub use async_graphql::{Request, Response};
use sea_orm::DatabaseConnection;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// A running instance. Cheap to clone: every worker holds one.
#[derive(Clone)]
pub struct App {
    /// The configuration in force.
    pub config: Config,
    /// The clock.
    pub clock: Clock,
    /// The database.
    pub db: DatabaseConnection,
    /// What reads the database.
    pub readers: Readers,
    /// What it counts of itself.
    pub metrics: Arc<Metrics>,
    /// Where its traces go.
    pub telemetry: Telemetry,
    /// Answers that are kept, where any are.
    pub cache: Option<Arc<Cache>>,
    /// The documents that are known.
    pub documents: Arc<Documents>,
    schema: Schema,
    common: Arc<Common>,
}

impl App {
    /// An instance over a database whose tables are there.
    pub async fn new(config: Config, clock: Clock, db: DatabaseConnection) -> Result<Self> {
        // 244 bits from the operating system, made once for the database that all replicas share.
        let secret = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let secret = write::setting_or(&db, "cursor_key", &secret).await?;
        write::prepare(&db, &clock, config.default_term()).await?;
        let common = Common {
            cursors: CursorKey::new(&secret),
            default_term: config.default_term(),
            update_rules: config.update_rules(),
            calendars: Calendars::default(),
        };
        let metrics = Metrics::new();
        let mut documents =
            Documents::new(&config).map_err(|error| Error::usage("document-manifest", error.to_string()))?;
        documents.counts = metrics.document_store.clone();
        metrics.names.vouch(documents.names());
        let freshness = if config.cache_bytes > 0 { Freshness::watch(&config.database_url)? } else { None };
        let patience = Duration::from_secs(config.request_timeout_seconds);
        let cache = freshness.map(|freshness| Arc::new(Cache::new(config.cache_bytes, freshness, patience)));
        Ok(Self {
            cache,
            readers: Readers::beside(&db, &config)?,
            documents: Arc::new(documents),
            metrics: Arc::new(metrics),
            telemetry: Telemetry::new(&config)?,
            schema: schema::build(&config),
            common: Arc::new(common),
            config,
            clock,
            db,
        })
    }

    /// Answers one GraphQL request. Every error has a code, and none takes longer than the limit.
    pub async fn execute(&self, request: Request, viewer: Viewer, locale: Locale) -> Response {
        let scope = Scope::new(&self.clock, viewer, locale);
        let limit = Duration::from_secs(self.config.request_timeout_seconds);
        let db = Db::new(self.db.clone(), visit::tally()).within(self.readers.clone(), limit);
        let reader = Reader::new(db, scope, self.common.clone());
        let run = self.schema.execute(request.data(loaders::loaders(reader)));
        let mut response = tokio::time::timeout(limit, run).await.unwrap_or_else(|_| {
            Response::from_errors(vec![graphql::refused(graphql::too_late(limit.as_secs()), Code::RequestTimeout)])
        });
        response.errors.iter_mut().for_each(graphql::code);
        response
    }
}
