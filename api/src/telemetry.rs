//! Traces, sent where `otlp-endpoint` says: a span for each request. What sends them runs on a thread of its own behind
//! a queue with a bound; a collector that is away costs what no longer fits into it, and one warning.

use crate::config::Config;
use crate::error::{Error, Result};
use crate::log::{Line, chosen, hex};
use opentelemetry::trace::{Span as _, SpanContext, SpanKind, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, Span, SpanData};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// How long an export may take, and the last one when the service stops.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(3);
/// Where a collector takes traces.
const PATH: &str = "/v1/traces";

/// The way out for traces; shut where no endpoint is set.
#[derive(Clone, Debug, Default)]
pub struct Telemetry(Option<(SdkTracerProvider, SdkTracer)>);

impl Telemetry {
    /// The way that the configuration shows. Sampler, batches and resource are OpenTelemetry's own variables: `OTEL_*`.
    pub fn new(config: &Config) -> Result<Self> {
        let Some(endpoint) = &config.otlp_endpoint else { return Ok(Self(None)) };
        let base = endpoint.trim_end_matches('/');
        let url = if base.ends_with(PATH) { base.to_owned() } else { format!("{base}{PATH}") };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(url)
            .with_timeout(EXPORT_TIMEOUT)
            .build()
            .map_err(|error| Error::usage("otlp-endpoint", error.to_string()))?;
        let mut resource = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name("gongkai");
        }
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.with_attribute(version).build())
            .with_batch_exporter(Watched { exporter, fails: AtomicBool::new(false) })
            .build();
        let tracer = provider.tracer("gongkai");
        Ok(Self(Some((provider, tracer))))
    }

    /// Begins the span of a request; none where traces go nowhere.
    pub fn begin(&self, parent: Option<&SpanContext>) -> Option<Span> {
        let (_, tracer) = self.0.as_ref()?;
        let context = parent.map_or_else(Context::new, |it| Context::new().with_remote_span_context(it.clone()));
        // It gets its name when it ends: nobody knows the operation yet.
        Some(tracer.build_with_context(tracer.span_builder("request").with_kind(SpanKind::Server), &context))
    }

    /// Sends what waits, and shuts the way.
    pub async fn shutdown(&self) {
        let Some((provider, _)) = self.0.clone() else { return };
        let done = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(EXPORT_TIMEOUT)).await;
        if !matches!(done, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }
}

/// Ends the span of a request. `operation` is the name that metrics have for it: names of spans must be few, too.
pub fn end(mut span: Span, line: &Line<'_>, route: &'static str, operation: &str) {
    if !span.is_recording() {
        return;
    }
    let told = line.told;
    span.update_name(match told.operation_type {
        Some(kind) if operation.is_empty() || operation.starts_with('(') => kind.to_owned(),
        Some(kind) => format!("{kind} {operation}"),
        None if route.is_empty() => method(line.method).to_owned(),
        None => format!("{} {route}", method(line.method)),
    });
    span.set_attribute(KeyValue::new("http.request.method", method(line.method)));
    span.set_attribute(KeyValue::new("url.path", chosen(line.path).into_owned()));
    span.set_attribute(KeyValue::new("http.response.status_code", i64::from(line.status)));
    span.set_attribute(KeyValue::new("gongkai.request.id", line.request_id.to_owned()));
    span.set_attribute(KeyValue::new("gongkai.database.statements", i64::from(line.tally.statements())));
    span.set_attribute(KeyValue::new("gongkai.database.seconds", line.tally.elapsed().as_secs_f64()));
    let mut set = |name: &'static str, value: Option<opentelemetry::Value>| {
        if let Some(value) = value {
            span.set_attribute(KeyValue::new(name, value));
        }
    };
    set("http.route", (!route.is_empty()).then(|| route.into()));
    set("http.response.body.size", line.bytes.map(|it| (it as i64).into()));
    set("client.address", told.client.map(|it| it.to_string().into()));
    set("graphql.operation.type", told.operation_type.map(Into::into));
    set("graphql.operation.name", told.operation.as_deref().map(|it| chosen(it).into_owned().into()));
    set("gongkai.document.hash", told.document.map(|it| hex(it).into()));
    set("gongkai.cost", told.cost.map(|it| (it as i64).into()));
    set("gongkai.cache", told.operation_type.map(|_| told.cache.as_str().into()));
    set("gongkai.error.code", told.code.map(Into::into));
    if line.status >= 500 {
        set("error.type", Some(line.status.to_string().into()));
        span.set_status(Status::error(""));
    }
    span.end();
}

/// The method, where it is one that the conventions know.
fn method(given: &str) -> &'static str {
    ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT"]
        .into_iter()
        .find(|known| *known == given)
        .unwrap_or("_OTHER")
}

/// An exporter that says once that it fails, and once that it works again.
#[derive(Debug)]
struct Watched {
    exporter: SpanExporter,
    fails: AtomicBool,
}

impl opentelemetry_sdk::trace::SpanExporter for Watched {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let done = self.exporter.export(batch).await;
        match (&done, self.fails.swap(done.is_err(), Relaxed)) {
            (Err(error), false) => tracing::warn!(%error, "traces cannot be sent; they are dropped until they can"),
            (Ok(()), true) => tracing::info!("traces can be sent again"),
            _ => (),
        }
        done
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> Result<(), OTelSdkError> {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}
