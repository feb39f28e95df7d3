//! Whether the service lives, whether it can serve, and what its contract is.

use super::answer::refusal;
use super::gate::Gate;
use crate::app::App;
use crate::error::Code;
use crate::{database, schema};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::Data;
use std::sync::LazyLock;

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers and its tables are up to date, and the service is not about to end.
pub async fn ready(app: Data<App>, gate: Data<Gate>) -> HttpResponse {
    if gate.is_draining() {
        return unavailable("the service is about to end");
    }
    if gate.load.is_outage() {
        return unavailable("the database does not answer");
    }
    match database::is_migrated(&app.db).await {
        Ok(true) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n"),
        Ok(false) => unavailable("the tables are not up to date: run `gongkai migrate`"),
        Err(_) => unavailable("the database does not answer"),
    }
}

fn unavailable(problem: &str) -> HttpResponse {
    HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body(format!("{problem}\n"))
}

/// The contract, as committed in `schema.graphql`.
pub async fn schema() -> HttpResponse {
    static SDL: LazyLock<String> = LazyLock::new(schema::sdl);
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(SDL.as_str())
}

/// No such path.
pub async fn not_found(app: Data<App>) -> HttpResponse {
    refusal(&app, StatusCode::NOT_FOUND, Code::NotFound, "no such path; the service is at /graphql")
}

/// A path that is only read, by another method.
pub async fn not_allowed(app: Data<App>) -> HttpResponse {
    let problem = "this path is only read, by GET or HEAD";
    let mut response = refusal(&app, StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}
