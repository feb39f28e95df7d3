//! Around everything: gives each request an id and a trace, and tells the log, the metrics and the collector of traces
//! when it is answered.

use super::gate::Gate;
use super::request_id::{X_REQUEST_ID, request_id};
use super::trace_context;
use crate::app::App;
use crate::log::Line;
use crate::scope::Stopwatch;
use crate::service::db::Tally;
use crate::telemetry;
use crate::visit::Visit;
use actix_web::Error;
use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::HeaderValue;
use actix_web::middleware::Next;
use actix_web::web::Data;
use opentelemetry::trace::Span as _;
use opentelemetry_sdk::trace::Span;
use std::sync::Arc;

/// The status of a request whose client went away before the answer, as proxies write it.
const CLIENT_GONE: u16 = 499;

/// Watches a request from its arrival to its answer.
pub async fn observe<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else { return next.call(request).await };
    let watch = Watch::new(app, &request);
    let visit = watch.visit.clone();
    // What the id is made of may stand in a header.
    let id = HeaderValue::from_str(&visit.id).ok();
    match visit.accompany(next.call(request)).await {
        Ok(mut response) => {
            if let Some(id) = id {
                response.headers_mut().insert(X_REQUEST_ID, id);
            }
            let bytes = match response.response().body().size() {
                BodySize::None => Some(0),
                BodySize::Sized(bytes) => Some(bytes),
                BodySize::Stream => None,
            };
            watch.answered(response.status().as_u16(), bytes);
            Ok(response)
        }
        // A layer within has refused.
        Err(error) => {
            let mut response = error.error_response();
            if let Some(id) = id {
                response.headers_mut().insert(X_REQUEST_ID, id);
            }
            watch.answered(response.status().as_u16(), None);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

/// A request under way. Dropped before it is answered, it tells that its client went away.
struct Watch {
    app: Data<App>,
    visit: Arc<Visit>,
    clock: Stopwatch,
    method: Method,
    path: String,
    route: &'static str,
    trace_id: Option<String>,
    span: Option<Span>,
    answered: bool,
}

impl Watch {
    fn new(app: Data<App>, request: &ServiceRequest) -> Self {
        let headers = request.headers();
        let tally = Tally::adding_to(app.metrics.statements.clone());
        let peer = request.peer_addr().map(|it| it.ip());
        let client = request.app_data::<Data<Gate>>().map(|gate| gate.proxies.client(peer, headers)).or(peer);
        let visit = Visit::new(request_id(headers, &app.clock), client, tally);
        let route = route(request.path());
        let parent = trace_context::parent(headers);
        let span = if is_quiet(route) { None } else { app.telemetry.begin(parent.as_ref()) };
        let trace_id =
            span.as_ref().map(|it| it.span_context()).or(parent.as_ref()).map(|it| it.trace_id().to_string());
        app.metrics.in_flight.inc();
        let (method, path) = (request.method().clone(), request.path().to_owned());
        Self { app, visit, clock: Stopwatch::start(), method, path, route, trace_id, span, answered: false }
    }

    fn answered(mut self, status: u16, bytes: Option<u64>) {
        self.tell(status, bytes);
    }

    fn tell(&mut self, status: u16, bytes: Option<u64>) {
        self.answered = true;
        let (took, told) = (self.clock.elapsed(), self.visit.told());
        self.app.metrics.in_flight.dec();
        let operation = self.app.metrics.answered(self.route, &told, status, took);
        let line = Line {
            request_id: &self.visit.id,
            trace_id: self.trace_id.as_deref(),
            method: self.method.as_str(),
            path: &self.path,
            status,
            bytes,
            took,
            told: &told,
            tally: &self.visit.tally,
        };
        line.write(is_quiet(self.route));
        if let Some(span) = self.span.take() {
            telemetry::end(span, &line, self.route, &operation);
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !self.answered {
            self.tell(CLIENT_GONE, None);
        }
    }
}

/// The route of a path, as a label: paths that we do not have are one.
fn route(path: &str) -> &'static str {
    match path {
        "/graphql" => "/graphql",
        "/schema.graphql" => "/schema.graphql",
        "/healthz" => "/healthz",
        "/readyz" => "/readyz",
        "/metrics" => "/metrics",
        _ if path.starts_with("/graphiql") => "/graphiql",
        _ => "",
    }
}

/// What machines ask all day long.
fn is_quiet(route: &str) -> bool {
    matches!(route, "/healthz" | "/readyz" | "/metrics")
}
