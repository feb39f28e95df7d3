//! The log: on the standard error, as text or as JSON, one line for each request. Writing it never holds a request up.

use crate::config::Config;
use crate::metrics;
use crate::scope::timestamp;
use crate::service::db::Tally;
use crate::visit::Told;
use clap::ValueEnum;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::DescriptorEncoder;
use prometheus_client::metrics::counter::ConstCounter;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, IsTerminal, Write, stderr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tracing::{Level, enabled};
use tracing_subscriber::EnvFilter;

mod queue;

use queue::{End, Queue};

/// Of what a client chooses, a line holds so many bytes.
const CHOSEN: usize = 256;

/// What asks for lines of requests, as `RUST_LOG` names it.
const TARGET: &str = "gongkai::request";

/// The log of this process, once it has one.
static OUT: OnceLock<Out> = OnceLock::new();

/// Where lines go.
struct Out {
    queue: Arc<Queue>,
    format: LogFormat,
}

/// The queue, as what writes the other lines has it: a line at a time.
struct Writer(Arc<Queue>);

impl Write for Writer {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.put(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

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
pub fn start(config: &Config) -> io::Result<End> {
    let level = config.log_level;
    // What libraries say below a warning is no business of an operator's, nor is a client that speaks no HTTP; `RUST_LOG`
    // asks for both.
    let usual = || EnvFilter::new(format!("warn,actix_http=off,gongkai={level}"));
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| usual());
    let (queue, end) = Queue::begin(stderr())?;
    // A process has one log: `init` below panics if it is begun twice.
    let _ = OUT.set(Out { queue: queue.clone(), format: config.log_format });
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || Writer(queue.clone()));
    match config.log_format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
        }
    }
    Ok(end)
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
    /// Writes the line. It is written by hand: the machinery that writes other lines takes five times as long, which a
    /// request that costs some microseconds would feel.
    pub fn write(&self, quiet: bool) {
        let wanted = match quiet {
            true => enabled!(target: TARGET, Level::DEBUG),
            false => enabled!(target: TARGET, Level::INFO),
        };
        let Some(out) = OUT.get().filter(|_| wanted) else { return };
        let line = self.format(out.format, if quiet { "DEBUG" } else { "INFO" });
        out.queue.put(&line);
    }

    fn format(&self, format: LogFormat, level: &str) -> Vec<u8> {
        let mut fields = Fields { out: Vec::with_capacity(512), format };
        fields.begin(level);
        fields.put("request_id", self.request_id);
        fields.maybe("trace_id", self.trace_id);
        fields.maybe("client", self.told.client);
        fields.put("method", chosen(self.method));
        fields.put("path", chosen(self.path));
        fields.put("status", self.status);
        fields.maybe("bytes", self.bytes);
        fields.put("duration_ms", milliseconds(self.took));
        fields.maybe("operation_type", self.told.operation_type);
        fields.maybe("operation", self.told.operation.as_deref().map(chosen));
        fields.maybe("document", self.told.document.map(hex));
        fields.maybe("cost", self.told.cost);
        fields.put("statements", self.tally.statements());
        fields.put("database_ms", milliseconds(self.tally.elapsed()));
        fields.put("cache", self.told.cache.as_str());
        fields.maybe("code", self.told.code);
        fields.put("errors", self.told.errors);
        fields.end()
    }
}

/// A line on its way. Values are JSON in either format: quoted and escaped, so that none can begin another line.
struct Fields {
    out: Vec<u8>,
    format: LogFormat,
}

impl Fields {
    fn begin(&mut self, level: &str) {
        let now = timestamp();
        let begin = match self.format {
            LogFormat::Json => format!(r#"{{"timestamp":"{now}","level":"{level}","target":"{TARGET}""#),
            LogFormat::Text => format!("{now} {level:>5} {TARGET}:"),
        };
        self.out.extend_from_slice(begin.as_bytes());
    }

    fn put(&mut self, name: &str, value: impl Serialize) {
        let (before, after) = match self.format {
            LogFormat::Json => (&b",\""[..], &b"\":"[..]),
            LogFormat::Text => (&b" "[..], &b"="[..]),
        };
        self.out.extend_from_slice(before);
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(after);
        // Numbers and texts always have a form in JSON, and memory takes what is written to it.
        let _ = serde_json::to_writer(&mut self.out, &value);
    }

    fn maybe(&mut self, name: &str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn end(mut self) -> Vec<u8> {
        if self.format == LogFormat::Json {
            self.out.push(b'}');
        }
        self.out.push(b'\n');
        self.out
    }
}

/// The beginning of what a client chose, without what a terminal would obey.
pub(crate) fn chosen(text: &str) -> Cow<'_, str> {
    let text = &text[..text.floor_char_boundary(CHOSEN)];
    match text.chars().any(char::is_control) {
        true => text.replace(char::is_control, "\u{fffd}").into(),
        false => text.into(),
    }
}

/// In milliseconds, to the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1_000.0
}

/// The first digits of a document's hash: enough to find it by.
pub(crate) fn hex(bytes: [u8; 6]) -> String {
    let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:012x}")
}

/// Tells how many lines were dropped.
#[derive(Debug)]
pub(crate) struct Dropped;

impl Collector for Dropped {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let dropped = OUT.get().map_or(0, |it| it.queue.dropped());
        let help = "Lines of the log that were dropped because they could not be written in time";
        metrics::tell(&mut encoder, "gongkai_log_lines_dropped", help, &ConstCounter::new(dropped))
    }
}
