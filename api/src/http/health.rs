//! Whether the service lives, whether it can serve, and what its contract is.

use super::answer::refusal;
use super::fixed::Fixed;
use super::gate::Gate;
use crate::app::App;
use crate::error::Code;
use crate::text;
use crate::{database, schema};
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
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
pub async fn schema(asked: HttpRequest) -> HttpResponse {
    static SDL: LazyLock<String> = LazyLock::new(schema::sdl);
    static CONTRACT: Fixed = Fixed::new("text/plain; charset=utf-8", || SDL.as_str());
    CONTRACT.answer(&asked, "no-cache").await
}

/// No such path.
pub async fn not_found(app: Data<App>, http: HttpRequest) -> HttpResponse {
    let problem = text!("没有这个路径；服务在 /graphql", "no such path; the service is at /graphql");
    refusal(&app, http.headers(), StatusCode::NOT_FOUND, Code::NotFound, problem)
}

/// A path that is only read, by another method.
pub async fn not_allowed(app: Data<App>, http: HttpRequest) -> HttpResponse {
    let problem = text!("此路径只能读取，请用 GET 或 HEAD", "this path is only read, by GET or HEAD");
    let mut response = refusal(&app, http.headers(), StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    response
}
