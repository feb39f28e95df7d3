//! What the service counts of itself, for who may know it: on listeners of its own where `metrics-listen` names some;
//! else beside the service, to this machine alone.

use super::health;
use super::server::Host;
use crate::app::App;
use crate::config::MetricsListen;
use crate::database;
use crate::error::Error;
use crate::metrics::OPEN_METRICS;
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, HttpServer};

/// What a proxy adds to a request that it passes on.
const FORWARDED: [&str; 6] =
    ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/// Answers this machine; to everybody else there is nothing here. A proxy on this machine speaks for others.
pub async fn beside(app: Data<App>, http: HttpRequest) -> HttpResponse {
    let near = http.peer_addr().is_some_and(|it| it.ip().to_canonical().is_loopback());
    let forwarded = FORWARDED.iter().any(|name| http.headers().contains_key(*name));
    match near && !forwarded {
        true => figures(app).await,
        false => health::not_found(app, http).await,
    }
}

/// Answers everybody.
async fn figures(app: Data<App>) -> HttpResponse {
    let bytes = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    app.metrics.document_store.bytes.set(bytes(app.documents.kept().1));
    app.metrics.response_cache.bytes.set(bytes(app.cache.as_ref().map_or(0, |it| it.figures().bytes)));
    match app.metrics.text(database::connections(&app.db, &app.readers)) {
        Ok(text) => HttpResponse::Ok().content_type(OPEN_METRICS).body(text),
        Err(error) => {
            tracing::error!(?error, "the metrics could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// Serves the metrics, and health, on listeners of their own, until the runtime ends.
pub fn listen(app: &App, host: &Host) -> Result<(), Error> {
    let MetricsListen::On(addresses) = &app.config.metrics_listen else { return Ok(()) };
    let (app, gate) = (app.clone(), host.stop.gate.clone());
    let mut server = HttpServer::new(move || {
        actix_web::App::new()
            .app_data(Data::new(app.clone()))
            .app_data(gate.clone())
            .route("/metrics", web::get().to(figures))
            .route("/healthz", web::get().to(health::alive))
            .route("/readyz", web::get().to(health::ready))
    })
    .workers(1)
    // They belong to the service, which hears the signals, and are there until it is done.
    .disable_signals();
    for address in addresses {
        server = server.bind(address).map_err(|error| Error::Unavailable(format!("{address}: {error}")))?;
    }
    tokio::spawn(server.run());
    Ok(())
}
