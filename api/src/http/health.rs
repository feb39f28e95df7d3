//! Whether the service lives, whether it can serve, and what its contract is.

use super::answer::refusal;
use crate::app::App;
use crate::error::Code;
use crate::text;
use crate::{database, schema};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use std::sync::LazyLock;

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers and its tables are up to date.
pub async fn ready(app: Data<App>) -> HttpResponse {
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
pub async fn not_found(app: Data<App>, http: HttpRequest) -> HttpResponse {
    let problem = text!("没有这个路径；服务在 /graphql", "no such path; the service is at /graphql");
    refusal(&app, http.headers(), StatusCode::NOT_FOUND, Code::NotFound, problem)
}
