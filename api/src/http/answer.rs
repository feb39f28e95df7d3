//! What goes back to a client: a status, a media type, and errors that have codes and a request id.

use super::accept::{GRAPHQL_JSON, JSON};
use super::language;
use super::representation::VARY;
use crate::app::App;
use crate::error::{Code, Error};
use crate::scope::Locale;
use crate::text::{Text, graphql};
use crate::visit;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use async_graphql::{ServerError, Value};

/// Why a request is not executed.
#[derive(Debug)]
pub struct Refused {
    /// The status.
    pub status: StatusCode,
    /// What clients act on.
    pub code: Code,
    /// What people read.
    pub problem: Text,
}

impl Refused {
    /// Refuses with a status, a code and a reason.
    pub fn new(status: StatusCode, code: Code, problem: Text) -> Self {
        Self { status, code, problem }
    }

    /// A request that is not well formed.
    pub fn bad_request(problem: Text) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, problem)
    }
}

/// How a client wants its answer.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The media type.
    pub media_type: &'static str,
    /// The language of messages.
    pub locale: Locale,
}

impl Form {
    /// As JSON, whatever media type the client prefers.
    pub fn json(headers: &HeaderMap) -> Self {
        Self { media_type: JSON, locale: language::preferred(headers) }
    }
}

/// An answer without data, as JSON, whatever media type the client prefers.
pub fn refusal(app: &App, headers: &HeaderMap, status: StatusCode, code: Code, problem: Text) -> HttpResponse {
    answer_refused(app, Form::json(headers), Refused::new(status, code, problem))
}

/// An answer that refuses.
pub fn answer_refused(app: &App, form: Form, refused: Refused) -> HttpResponse {
    errors_as(app, form, refused.status, vec![graphql::refused(refused.problem, refused.code)])
}

/// What is wrong with the document is a 200 to clients of the older media type; what is wrong with the request is its
/// status to all.
pub fn answer_errors(app: &App, form: Form, status: StatusCode, errors: Vec<ServerError>) -> HttpResponse {
    let status = if form.media_type == JSON && status == StatusCode::BAD_REQUEST { StatusCode::OK } else { status };
    errors_as(app, form, status, errors)
}

fn errors_as(app: &App, form: Form, status: StatusCode, mut errors: Vec<ServerError>) -> HttpResponse {
    identify(app, form.locale, &mut errors);
    let mut response = body_of(status, form.media_type, &serde_json::json!({ "errors": errors }));
    tell_language(&mut response, form.locale);
    response
}

/// Says in which language the messages of an answer are.
pub fn tell_language(response: &mut HttpResponse, locale: Locale) {
    response.headers_mut().insert(header::CONTENT_LANGUAGE, header::HeaderValue::from_static(locale.tag()));
}

/// Gives the errors of a request its id and its language, tells of them, and logs under the id what the client is not
/// told.
pub fn identify(app: &App, locale: Locale, errors: &mut [ServerError]) {
    if errors.is_empty() {
        return;
    }
    let visit = visit::current();
    let request_id = visit.map_or_else(|| app.clock.id().to_string(), |it| it.id.to_string());
    visit::tell(|told| {
        let code = errors[0].extensions.as_ref().and_then(|it| it.get("code"));
        told.code =
            Code::ALL.iter().map(|it| it.as_str()).find(|it| matches!(code, Some(Value::String(code)) if code == it));
        told.errors = errors.len();
    });
    for error in errors {
        if let Some(Error::Unavailable(cause) | Error::Internal(cause)) = error.source::<Error>() {
            tracing::error!(request_id, path = ?error.path, cause, "a field failed");
        }
        error.message = graphql::told(error).in_locale(locale).to_owned();
        error.extensions.get_or_insert_default().set("requestId", request_id.as_str());
    }
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

/// The header for a media type that answers come in.
pub fn content_type(media_type: &str) -> HeaderValue {
    HeaderValue::from_static(match media_type {
        GRAPHQL_JSON => "application/graphql-response+json; charset=utf-8",
        _ => "application/json; charset=utf-8",
    })
}
