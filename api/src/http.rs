//! The actix application: routes and middleware, one factory for `serve` and the tests.

use crate::app::App;
use actix_web::middleware::{DefaultHeaders, from_fn};
use actix_web::web::{self, Data, ServiceConfig};

mod accept;
mod answer;
mod graphiql;
mod graphql;
mod health;
mod language;
pub mod metrics;
mod observe;
mod request;
mod request_id;
mod trace_context;

/// Mounts the service: `App::new().configure(http::mount(app))`.
pub fn mount(app: App) -> impl FnOnce(&mut ServiceConfig) + Clone {
    move |routes| {
        let with_graphiql = app.config.graphiql;
        let with_metrics = app.config.metrics_listen.is_none();
        routes.app_data(Data::new(app));
        let headers =
            DefaultHeaders::new().add(("X-Content-Type-Options", "nosniff")).add(("Referrer-Policy", "no-referrer"));
        let mut scope = web::scope("")
            .wrap(headers)
            .service(web::resource("/graphql").route(web::route().to(graphql::serve)))
            .route("/schema.graphql", web::get().to(health::schema))
            .route("/healthz", web::get().to(health::alive))
            .route("/readyz", web::get().to(health::ready));
        if with_graphiql {
            scope = scope
                .route("/graphiql", web::get().to(graphiql::page))
                .route("/graphiql/{file}", web::get().to(graphiql::asset));
        }
        if with_metrics {
            scope = scope.route("/metrics", web::get().to(metrics::beside));
        }
        // The last layer is the outermost: it sees what every other one refuses.
        routes.service(scope.default_service(web::to(health::not_found)).wrap(from_fn(observe::observe)));
    }
}
