//! GraphQL over HTTP: by POST and GET, answered in the media type asked for.

use super::accept::{GRAPHQL_JSON, JSON, negotiated};
use crate::app::App;
use crate::document::{self, TooMuch};
use crate::error::{Code, Error};
use crate::scope::Viewer;
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Name, Request, ServerError, Variables, parser};
use futures_util::StreamExt;
use serde::Deserialize;
use std::time::Duration;

/// How long a body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// What a client asks. Keys that the specification does not name are ignored.
#[derive(Debug, Deserialize)]
struct Asked {
    query: String,
    #[serde(rename = "operationName")]
    operation_name: Option<String>,
    variables: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(rename = "extensions")]
    _extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Why a request is not executed.
struct Refused {
    status: StatusCode,
    code: Code,
    problem: String,
}

impl Refused {
    fn new(status: StatusCode, code: Code, problem: impl Into<String>) -> Self {
        Self { status, code, problem: problem.into() }
    }

    fn bad_request(problem: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::BadUserInput, problem)
    }
}

/// Answers a request.
pub async fn serve(app: Data<App>, http: HttpRequest, body: Payload) -> HttpResponse {
    let Some(media_type) = negotiated(http.headers()) else {
        let problem = format!("answers come as {GRAPHQL_JSON} or {JSON}; `Accept` allows neither");
        return refusal(&app, StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, &problem);
    };
    let asked = match *http.method() {
        Method::GET => from_query(http.query_string()),
        Method::POST => from_body(&app, http.headers(), body).await,
        _ => {
            let problem = "GraphQL is served by POST, and queries by GET";
            let mut response = refusal(&app, StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
            response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, POST"));
            return response;
        }
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(refused) => return answer_refused(&app, media_type, refused),
    };
    let too_much = |it: TooMuch| Refused::new(StatusCode::BAD_REQUEST, it.code, it.problem);
    if let Err(problem) = document::check_text(&asked.query) {
        return answer_refused(&app, media_type, too_much(problem));
    }
    let document = match parser::parse_query(&asked.query) {
        Ok(document) => document,
        Err(error) => return answer_errors(&app, media_type, StatusCode::BAD_REQUEST, vec![parse_failed(error)]),
    };
    if let Err(problem) =
        operation_type(&document, asked.operation_name.as_deref()).and_then(|of| only_queries_by_get(http.method(), of))
    {
        return match problem {
            Problem::Unresolved(problem) => answer_refused(
                &app,
                media_type,
                Refused::new(StatusCode::BAD_REQUEST, Code::OperationResolutionFailure, problem),
            ),
            Problem::MutationByGet => {
                let problem = "only queries go by GET; send mutations by POST";
                let mut response = refusal(&app, StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
                response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("POST"));
                response
            }
        };
    }
    if let Err(problem) = document::check(&document, app.config.max_depth, app.config.max_fields) {
        return answer_refused(&app, media_type, too_much(problem));
    }
    let mut request = Request::new(asked.query);
    request.set_parsed_query(document);
    request.operation_name = asked.operation_name;
    request.variables = Variables::from_json(serde_json::Value::Object(asked.variables.unwrap_or_default()));

    let mut response = app.execute(request, Viewer::Anonymous).await;
    // An error with a path arose in a field, so that something was executed.
    if response.errors.iter().all(|error| error.path.is_empty()) && !response.errors.is_empty() {
        let timed_out = Some(&Code::RequestTimeout.as_str().into());
        let timed_out =
            response.errors.iter().any(|it| it.extensions.as_ref().and_then(|it| it.get("code")) == timed_out);
        let status = if timed_out { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_REQUEST };
        return answer_errors(&app, media_type, status, response.errors);
    }
    identify(&app, &mut response.errors);
    body_of(StatusCode::OK, media_type, &response)
}

/// An answer without data, as JSON, whatever the client prefers.
pub fn refusal(app: &App, status: StatusCode, code: Code, problem: &str) -> HttpResponse {
    answer_refused(app, JSON, Refused::new(status, code, problem))
}

fn answer_refused(app: &App, media_type: &str, refused: Refused) -> HttpResponse {
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
fn answer_errors(app: &App, media_type: &str, status: StatusCode, errors: Vec<ServerError>) -> HttpResponse {
    let status = if media_type == JSON && status == StatusCode::BAD_REQUEST { StatusCode::OK } else { status };
    errors_as(app, media_type, status, errors)
}

fn errors_as(app: &App, media_type: &str, status: StatusCode, mut errors: Vec<ServerError>) -> HttpResponse {
    identify(app, &mut errors);
    body_of(status, media_type, &serde_json::json!({ "errors": errors }))
}

/// Gives the errors of a request its id, and logs under it what the client is not told.
fn identify(app: &App, errors: &mut [ServerError]) {
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

fn set_code(error: &mut ServerError, code: Code) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    extensions.set("retryable", code.retryable());
}

fn body_of(status: StatusCode, media_type: &str, body: &impl serde::Serialize) -> HttpResponse {
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

fn from_query(query: &str) -> Result<Asked, Refused> {
    #[derive(Deserialize)]
    struct Parameters {
        query: Option<String>,
        #[serde(rename = "operationName")]
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
    }
    let given = actix_web::web::Query::<Parameters>::from_query(query)
        .map_err(|_| Refused::bad_request("the query string is not well formed"))?
        .into_inner();
    let object = |name: &str, text: Option<String>| {
        let text = text.filter(|text| !text.is_empty());
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map(Option::flatten)
            .map_err(|error| Refused::bad_request(format!("`{name}` must be a JSON object: {error}")))
    };
    Ok(Asked {
        query: given.query.ok_or_else(|| Refused::bad_request("`query` is missing"))?,
        operation_name: given.operation_name.filter(|name| !name.is_empty()),
        variables: object("variables", given.variables)?,
        _extensions: object("extensions", given.extensions)?,
    })
}

async fn from_body(app: &App, headers: &HeaderMap, mut body: Payload) -> Result<Asked, Refused> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some(JSON);
    let is_utf8 = parts
        .filter_map(|part| part.strip_prefix("charset=").map(str::to_owned))
        .all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"));
    if !is_json || !is_utf8 {
        let problem = "the body must be JSON in UTF-8: `Content-Type: application/json`";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, problem));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|value| value != "identity") {
        let problem = "compressed bodies are not taken: send it without `Content-Encoding`";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, problem));
    }
    let limit = app.config.max_body_bytes;
    let too_large = || {
        let problem = format!("the body is larger than {limit} bytes");
        Refused::new(StatusCode::PAYLOAD_TOO_LARGE, Code::PayloadTooLarge, problem)
    };
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let read = async {
        let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|_| Refused::bad_request("the body broke off"))?;
            if bytes.len() + chunk.len() > limit {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    let bytes = tokio::time::timeout(BODY_TIMEOUT, read).await.map_err(|_| {
        let problem = format!("the body did not arrive within {} s", BODY_TIMEOUT.as_secs());
        Refused::new(StatusCode::REQUEST_TIMEOUT, Code::RequestTimeout, problem)
    })??;
    let json: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|error| Refused::bad_request(format!("the body is not JSON: {error}")))?;
    match json {
        serde_json::Value::Array(_) => Err(Refused::bad_request("one request at a time: batches are not taken")),
        json => serde_json::from_value(json)
            .map_err(|error| Refused::bad_request(format!("the body is not a GraphQL request: {error}"))),
    }
}

enum Problem {
    Unresolved(String),
    MutationByGet,
}

/// What sort of operation the request picks.
fn operation_type(document: &ExecutableDocument, name: Option<&str>) -> Result<OperationType, Problem> {
    let unresolved = |problem: String| Err(Problem::Unresolved(problem));
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation.node.ty),
        (DocumentOperations::Single(_), Some(name)) => {
            unresolved(format!("the document has no operation named {name:?}"))
        }
        (DocumentOperations::Multiple(all), Some(name)) => match all.get(&Name::new(name)) {
            Some(operation) => Ok(operation.node.ty),
            None => unresolved(format!("the document has no operation named {name:?}")),
        },
        (DocumentOperations::Multiple(all), None) => match all.values().next() {
            Some(only) if all.len() == 1 => Ok(only.node.ty),
            _ => unresolved("the document has several operations: name one in `operationName`".into()),
        },
    }
}

fn only_queries_by_get(method: &Method, of: OperationType) -> Result<(), Problem> {
    match (method, of) {
        (&Method::GET, OperationType::Query) | (&Method::POST, _) => Ok(()),
        _ => Err(Problem::MutationByGet),
    }
}

fn parse_failed(error: parser::Error) -> ServerError {
    let mut error = ServerError::from(error);
    set_code(&mut error, Code::GraphqlParseFailed);
    error
}
