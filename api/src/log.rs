//! The log: on the standard error, as text or as JSON, one line for each request. Writing it never holds a request up:
//! a thread of its own writes, and what it cannot keep up with is dropped and counted.

use crate::config::Config;
use crate::metrics;
use crate::service::db::Tally;
use crate::visit::Told;
use clap::ValueEnum;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;
use prometheus_client::metrics::counter::ConstCounter;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::{BufWriter, IsTerminal, stderr};
use std::sync::OnceLock;
use std::time::Duration;
use tracing::{Level, enabled};
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Lines that wait to be written before more are dropped: some megabytes.
const WAITING: usize = 8_192;
/// Lines that come together are written together, up to so many bytes.
const BUFFER: usize = 65_536;
/// Of what a client chooses, a line holds so many bytes.
const CHOSEN: usize = 256;

/// The lines that were dropped, once there is a log.
static DROPPED: OnceLock<ErrorCounter> = OnceLock::new();

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people
    Text,
    /// For machines: an object a line
    Json,
}

/// From what weight on lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// What failed by the service's fault
    Error,
    /// What needs a look
    Warn,
    /// Every request
    Info,
    /// Requests for health and metrics too
    Debug,
    /// Everything
    Trace,
}

/// A name as the settings have it.
fn name(value: &impl ValueEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    value.to_possible_value().map_or(Ok(()), |value| f.write_str(value.get_name()))
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name(self, f)
    }
}

impl fmt::Display for LogLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        name(self, f)
    }
}

/// Begins the log of this process. What still waits is written when the guard is dropped.
pub fn start(config: &Config) -> WorkerGuard {
    let level = config.log_level;
    // What libraries say below a warning is no business of an operator's, nor is a client that speaks no HTTP; `RUST_LOG`
    // asks for both.
    let usual = || EnvFilter::new(format!("warn,actix_http=off,gongkai={level}"));
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| usual());
    let builder = NonBlockingBuilder::default().lossy(true).buffered_lines_limit(WAITING).thread_name("log");
    let (writer, guard) = builder.finish(BufWriter::with_capacity(BUFFER, stderr()));
    let _ = DROPPED.set(writer.error_counter());
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer);
    match config.log_format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
        }
    }
    guard
}

/// A request that is answered.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Its id.
    pub request_id: &'a str,
    /// The trace that it is part of.
    pub trace_id: Option<&'a str>,
    /// Its method.
    pub method: &'a str,
    /// Its path, without the query string: that may hold a document and variables.
    pub path: &'a str,
    /// The status; 499 where the client went away first.
    pub status: u16,
    /// What the answer holds; none where that was not known when it began.
    pub bytes: Option<u64>,
    /// From its arrival to its answer.
    pub took: Duration,
    /// What was told on its way.
    pub told: &'a Told,
    /// What it cost the database.
    pub tally: &'a Tally,
}

impl Line<'_> {
    /// Writes the line. Texts are quoted and escaped in either format, so that none of them can begin another line.
    pub fn write(&self, quiet: bool) {
        macro_rules! line {
            ($level:expr) => {
                tracing::event!(
                    target: "gongkai::request",
                    $level,
                    request_id = self.request_id,
                    trace_id = self.trace_id,
                    client = self.told.client.map(|it| it.to_string()),
                    method = chosen(self.method),
                    path = chosen(self.path),
                    status = self.status,
                    bytes = self.bytes,
                    duration_ms = milliseconds(self.took),
                    operation_type = self.told.operation_type,
                    operation = self.told.operation.as_deref().map(chosen),
                    document = self.told.document.map(hex),
                    cost = self.told.cost,
                    statements = self.tally.statements(),
                    database_ms = milliseconds(self.tally.elapsed()),
                    cache = self.told.cache.as_str(),
                    code = self.told.code,
                    errors = self.told.errors,
                    "request"
                )
            };
        }
        match quiet {
            true if enabled!(target: "gongkai::request", Level::DEBUG) => line!(Level::DEBUG),
            false if enabled!(target: "gongkai::request", Level::INFO) => line!(Level::INFO),
            _ => (),
        }
    }
}

/// The beginning of what a client chose.
pub(crate) fn chosen(text: &str) -> &str {
    &text[..text.floor_char_boundary(CHOSEN)]
}

/// In milliseconds, to the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1_000.0
}

/// The first digits of a document's hash: enough to find it by.
pub(crate) fn hex(bytes: [u8; 6]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Tells how many lines were dropped.
#[derive(Debug)]
pub(crate) struct Dropped;

impl Collector for Dropped {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let dropped = DROPPED.get().map_or(0, |it| it.dropped_lines() as u64);
        let help = "Lines of the log that were dropped because they could not be written in time";
        metrics::tell(&mut encoder, "gongkai_log_lines_dropped", help, &ConstCounter::new(dropped))
    }
}
