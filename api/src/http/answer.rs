//! What goes back to a client: a status, a media type, and errors that have codes and a request id.

use super::accept::JSON;
use crate::app::App;
use crate::error::{Code, Error};
use crate::visit;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use async_graphql::ServerError;

/// Why a request is not executed.
#[derive(Debug)]
pub struct Refused {
    /// The status.
    pub status: StatusCode,
    /// What clients act on.
    pub code: Code,
    /// What people read.
    pub problem: String,
}

impl Refused {
    /// Refuses with a status, a code and a reason.
    pub fn new(status: StatusCode, code: Code, problem: impl Into<String>) -> Self {
        Self { status, code, problem: problem.into() }
    }

    /// A request that is not well formed.
    pub fn bad_request(problem: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, problem)
    }
}

/// An answer without data, as JSON, whatever the client prefers.
pub fn refusal(app: &App, status: StatusCode, code: Code, problem: &str) -> HttpResponse {
    answer_refused(app, JSON, Refused::new(status, code, problem))
}

/// An answer that refuses.
pub fn answer_refused(app: &App, media_type: &str, refused: Refused) -> HttpResponse {
    let mut error = ServerError::new(refused.problem, None);
    set_code(&mut error, refused.code);
    let status = refused.status;
    let body = vec![error];
    match refused.code {
        Code::OperationResolutionFailure | Code::QueryTooDeep | Code::QueryTooComplex => {
            answer_errors(app, media_type, status, body)
        }
        _ => errors_as(app, media_type, status, body),
    }
}

/// What is wrong with the document is a 200 to clients of the older media type; what is wrong with the request is its
/// status to all.
pub fn answer_errors(app: &App, media_type: &str, status: StatusCode, errors: Vec<ServerError>) -> HttpResponse {
    let status = if media_type == JSON && status == StatusCode::BAD_REQUEST { StatusCode::OK } else { status };
    errors_as(app, media_type, status, errors)
}

fn errors_as(app: &App, media_type: &str, status: StatusCode, mut errors: Vec<ServerError>) -> HttpResponse {
    identify(app, &mut errors);
    body_of(status, media_type, &serde_json::json!({ "errors": errors }))
}

/// Gives the errors of a request its id, tells of them, and logs under the id what the client is not told.
pub fn identify(app: &App, errors: &mut [ServerError]) {
    if errors.is_empty() {
        return;
    }
    let visit = visit::current();
    let request_id = visit.map_or_else(|| app.clock.id().to_string(), |it| it.id.to_string());
    visit::tell(|told| {
        let code = errors[0].extensions.as_ref().and_then(|it| it.get("code"));
        told.code = Code::ALL.iter().map(|it| it.as_str()).find(|it| code == Some(&(*it).into()));
        told.errors = errors.len();
    });
    for error in errors {
        if let Some(Error::Unavailable(cause) | Error::Internal(cause)) = error.source::<Error>() {
            tracing::error!(request_id, path = ?error.path, cause, "a field failed");
        }
        error.extensions.get_or_insert_default().set("requestId", request_id.as_str());
    }
}

/// Gives an error its code.
pub fn set_code(error: &mut ServerError, code: Code) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    extensions.set("retryable", code.retryable());
}

/// An answer with this body.
pub fn body_of(status: StatusCode, media_type: &str, body: &impl serde::Serialize) -> HttpResponse {
    match serde_json::to_vec(body) {
        Ok(bytes) => HttpResponse::build(status)
            .content_type(format!("{media_type}; charset=utf-8"))
            .insert_header((header::VARY, "Accept"))
            .body(bytes),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}
