//! What the service counts of itself, for Prometheus. How many lines there are is bounded whatever clients send.

use crate::error::{Error, Result};
use crate::log;
use crate::visit::Told;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

mod names;
mod process;

pub use names::Names;

/// The media type of [`Metrics::text`].
pub const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Bounds of the durations of requests, in seconds.
const REQUEST_SECONDS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Bounds of the durations of statements, in seconds.
const STATEMENT_SECONDS: [f64; 12] =
    [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05, 0.25, 1.0, 5.0];

/// What the service counts of itself.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answer, Counter>,
    durations: Family<Operation, Histogram, fn() -> Histogram>,
    /// Requests that have come and are not answered.
    pub in_flight: Gauge,
    /// Durations of statements, in seconds.
    pub statements: Histogram,
    connections: Family<State, Gauge>,
    /// Answers that are kept.
    pub response_cache: Store,
    /// Checked documents that are kept.
    pub document_store: Store,
    /// Names of operations that are told apart.
    pub names: Names,
}

/// Something that is kept within a bound.
#[derive(Clone, Debug, Default)]
pub struct Store {
    /// What was asked for and there.
    pub hits: Counter,
    /// What was asked for and not there.
    pub misses: Counter,
    /// What it holds, in bytes.
    pub bytes: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    route: &'static str,
    operation: Arc<str>,
    r#type: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    #[prometheus(flatten)]
    operation: Operation,
    status: u16,
    code: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct State {
    state: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Everything at zero.
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let all = Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(REQUEST_SECONDS)),
            in_flight: Gauge::default(),
            statements: Histogram::new(STATEMENT_SECONDS),
            connections: Family::default(),
            response_cache: Store::default(),
            document_store: Store::default(),
            names: Names::default(),
            registry: Registry::default(),
        };
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("gongkai_build", "What runs here", build);
        let help = "Answers, by route, operation, its type, status and the code of the first error";
        registry.register("gongkai_requests", help, all.requests.clone());
        let help = "Seconds from a request to its answer";
        registry.register("gongkai_request_duration_seconds", help, all.durations.clone());
        registry.register("gongkai_requests_in_flight", "Requests not yet answered", all.in_flight.clone());
        let help = "Seconds that statements of requests took, with the wait for a connection";
        registry.register("gongkai_database_statement_duration_seconds", help, all.statements.clone());
        let help = "Connections to the database: used, idle, and the most there may be";
        registry.register("gongkai_database_connections", help, all.connections.clone());
        all.response_cache.register("gongkai_response_cache", "Kept answers", &mut registry);
        all.document_store.register("gongkai_document_store", "Checked documents", &mut registry);
        registry.register_collector(Box::new(process::Process));
        registry.register_collector(Box::new(log::Dropped));
        Self { registry, ..all }
    }

    /// Counts an answer; the label of its operation.
    pub fn answered(&self, route: &'static str, told: &Told, status: u16, took: Duration) -> Arc<str> {
        let operation = Operation::of(route, told, &self.names);
        self.durations.get_or_create(&operation).observe(took.as_secs_f64());
        let answer = Answer { operation, status, code: told.code.unwrap_or_default() };
        self.requests.get_or_create(&answer).inc();
        answer.operation.operation
    }

    /// Everything as text, with what the pool holds now: its connections in use, idle, and the most there may be.
    pub fn text(&self, (used, idle, max): (u32, u32, u32)) -> Result<String> {
        for (state, count) in [("used", used), ("idle", idle), ("max", max)] {
            self.connections.get_or_create(&State { state }).set(i64::from(count));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(text)
    }
}

impl Store {
    fn register(&self, name: &str, what: &str, registry: &mut Registry) {
        registry.register(format!("{name}_hits"), format!("{what}: asked for and there"), self.hits.clone());
        registry.register(format!("{name}_misses"), format!("{what}: asked for and not there"), self.misses.clone());
        registry.register(format!("{name}_bytes"), format!("{what}: what they hold"), self.bytes.clone());
    }
}

impl Operation {
    fn of(route: &'static str, told: &Told, names: &Names) -> Self {
        Self { route, operation: names.label(told), r#type: told.operation_type.unwrap_or_default() }
    }
}

/// Writes one figure that is read when it is asked for.
pub(crate) fn tell(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    metric: &impl EncodeMetric,
) -> fmt::Result {
    metric.encode(encoder.encode_descriptor(name, help, None, metric.metric_type())?)
}
