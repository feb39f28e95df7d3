//! The actix application: routes and middleware, one factory for `serve` and the tests.

use crate::app::App;
use crate::config::MetricsListen;
use actix_web::dev::HttpServiceFactory;
use actix_web::guard::{Any, Get, Head};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{Handler, Responder};
use gate::Gate;

mod accept;
mod address;
mod answer;
mod compress;
mod cors;
pub(crate) mod encoding;
mod fixed;
mod gate;
mod graphiql;
mod graphql;
mod health;
mod kept;
mod language;
mod load;
pub mod metrics;
mod observe;
mod rate;
pub(crate) mod representation;
mod request;
mod request_id;
mod secure;
pub mod server;
mod stream;
mod tls;
mod trace_context;

/// Mounts the service: `App::new().configure(http::mount(app, gate))`.
pub(crate) fn mount(app: App, gate: Data<Gate>) -> impl FnOnce(&mut ServiceConfig) + Clone {
    move |routes| {
        let with_graphiql = app.config.graphiql;
        let with_metrics = app.config.metrics_listen == MetricsListen::Beside;
        let cors = cors::cors(&app.config);
        routes.app_data(Data::new(app)).app_data(gate);
        let graphql = web::resource("/graphql").wrap(from_fn(rate::limit)).route(web::route().to(graphql::serve));
        let mut scope = web::scope("")
            .service(graphql)
            .service(read("/schema.graphql", health::schema))
            .service(read("/healthz", health::alive))
            .service(read("/readyz", health::ready));
        if with_graphiql {
            scope = scope.service(read("/graphiql", graphiql::page)).service(read("/graphiql/{file}", graphiql::asset));
        }
        if with_metrics {
            scope = scope.service(read("/metrics", metrics::beside));
        }
        let scope = scope.default_service(web::to(health::not_found)).wrap(cors);
        // The last layer is the outermost: it sees what every other one refuses.
        routes.service(scope.wrap(from_fn(secure::guard)).wrap(from_fn(observe::observe)));
    }
}

/// A path that is only read. What it answers is compressed on its way; GraphQL sees to its own answers.
fn read<F, Args>(path: &str, handler: F) -> impl HttpServiceFactory + use<F, Args>
where
    F: Handler<Args>,
    Args: actix_web::FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path)
        .wrap(from_fn(compress::layer))
        .route(web::route().guard(Any(Get()).or(Head())).to(handler))
        .default_service(web::to(health::not_allowed))
}
