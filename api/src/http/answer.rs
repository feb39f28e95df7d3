//! What goes back to a client: a status, a media type, and errors that have codes and a request id.

use super::accept::{GRAPHQL_JSON, JSON};
use super::encoding::{Accepted, Effort};
use super::representation::{Representation, VARY, public};
use crate::app::App;
use crate::cache::{Key, Missed, Wanted};
use crate::error::{Code, Error};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
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

/// Gives the errors of a request its id, and logs under it what the client is not told.
pub fn identify(app: &App, errors: &mut [ServerError]) {
    if errors.is_empty() {
        return;
    }
    let request_id = app.clock.id().to_string();
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

/// An answer with this body, which nobody shall keep.
pub fn body_of(status: StatusCode, media_type: &str, body: &impl serde::Serialize) -> HttpResponse {
    match serde_json::to_vec(body) {
        Ok(bytes) => HttpResponse::build(status)
            .insert_header((header::CONTENT_TYPE, content_type(media_type)))
            .insert_header((header::VARY, VARY))
            .insert_header((header::CACHE_CONTROL, "no-store"))
            .body(bytes),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            HttpResponse::InternalServerError().finish()
        }
    }
}

/// The answer to a query: kept, or made by `execute`, which gives the body of an answer without errors, or else the whole
/// answer. Only the public's answers are kept; who shows a token gets one made for them.
pub async fn answer_query(
    app: &App,
    http: &HttpRequest,
    wanted: &Wanted<'_>,
    execute: impl AsyncFnOnce() -> Result<Bytes, HttpResponse>,
) -> HttpResponse {
    let asked = http.headers();
    let media_type = wanted.media_type;
    let is_public = !asked.contains_key(header::AUTHORIZATION);
    let accepted = if is_public { Accepted::by(asked) } else { Accepted::PLAIN };
    let found = match app.cache.as_deref().filter(|_| is_public) {
        Some(cache) => match cache.generation().await {
            Ok(generation) => cache.answer(Key::new(wanted, generation), media_type, accepted, execute).await,
            // What cannot be proved to be fresh is not told.
            Err(error) => return unavailable(app, media_type, error),
        },
        None => match execute().await {
            Ok(body) => {
                let plain = Representation::plain(body, media_type);
                Ok(plain.coded(accepted.coding(plain.body.len()), Effort::Passing).await)
            }
            Err(answer) => Err(Missed::Unshared(answer)),
        },
    };
    let found = match found {
        Ok(found) => found,
        Err(Missed::Unshared(answer)) => return answer,
        Err(Missed::TimedOut) => {
            let problem = format!("the answer was not complete after {} s", app.config.request_timeout_seconds);
            let refused = Refused::new(StatusCode::GATEWAY_TIMEOUT, Code::RequestTimeout, problem);
            return answer_refused(app, media_type, refused);
        }
    };
    let mut answer = match *http.method() {
        Method::GET if is_public => found.for_keeping(asked, content_type(media_type), public(&app.clock)),
        _ => found.for_once(content_type(media_type)),
    };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    answer
}

/// The answer while the database is away.
fn unavailable(app: &App, media_type: &str, error: Error) -> HttpResponse {
    let code = error.code();
    let mut error = async_graphql::Error::new_with_source(error).into_server_error(Default::default());
    error.locations.clear();
    set_code(&mut error, code);
    let mut answer = errors_as(app, media_type, StatusCode::SERVICE_UNAVAILABLE, vec![error]);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    answer
}

/// The header for a media type that answers come in.
fn content_type(media_type: &str) -> HeaderValue {
    HeaderValue::from_static(match media_type {
        GRAPHQL_JSON => "application/graphql-response+json; charset=utf-8",
        _ => "application/json; charset=utf-8",
    })
}
