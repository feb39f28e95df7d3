//! GraphQL over HTTP: by POST and GET, answered in the media type asked for.

use super::accept::{GRAPHQL_JSON, JSON, negotiated};
use super::answer::{Form, Refused, answer_errors, answer_refused, body_of, identify, refusal, tell_language};
use super::request::{from_body, from_query};
use super::{kept, language};
use crate::app::{App, Response};
use crate::cache::Wanted;
use crate::document::{self, TooMuch};
use crate::error::Code;
use crate::scope::Viewer;
use crate::text;
use crate::text::{Text, graphql::set_code};
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{Bytes, Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Name, Request, ServerError, Variables, parser};
use sha2::{Digest, Sha256};

/// Answers a request.
pub async fn serve(app: Data<App>, http: HttpRequest, body: Payload) -> HttpResponse {
    let Some(media_type) = negotiated(http.headers()) else {
        let problem = text!(
            "本服务以 {GRAPHQL_JSON} 或 {JSON} 作答，而 `Accept` 两者都不接受",
            "answers come as {GRAPHQL_JSON} or {JSON}; `Accept` allows neither"
        );
        return refusal(&app, http.headers(), StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, problem);
    };
    let form = Form { media_type, locale: language::preferred(http.headers()) };
    let asked = match *http.method() {
        Method::GET => from_query(http.query_string()),
        Method::POST => from_body(&app, http.headers(), body).await,
        _ => {
            let problem =
                text!("GraphQL 请求以 POST 发送，查询也可以用 GET", "GraphQL is served by POST, and queries by GET");
            let mut response =
                refusal(&app, http.headers(), StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
            response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, POST"));
            return response;
        }
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(refused) => return answer_refused(&app, form, refused),
    };
    let too_much = |it: TooMuch| Refused::new(StatusCode::BAD_REQUEST, it.code, it.problem);
    if let Err(problem) = document::check_text(&asked.query) {
        return answer_refused(&app, form, too_much(problem));
    }
    let document = match parser::parse_query(&asked.query) {
        Ok(document) => document,
        Err(error) => return answer_errors(&app, form, StatusCode::BAD_REQUEST, vec![parse_failed(error)]),
    };
    if let Err(problem) =
        operation_type(&document, asked.operation_name.as_deref()).and_then(|of| only_queries_by_get(http.method(), of))
    {
        return match problem {
            Problem::Unresolved(problem) => answer_refused(
                &app,
                form,
                Refused::new(StatusCode::BAD_REQUEST, Code::OperationResolutionFailure, problem),
            ),
            Problem::MutationByGet => {
                let problem =
                    text!("GET 只能用于查询，变更请用 POST 发送", "only queries go by GET; send mutations by POST");
                let mut response =
                    refusal(&app, http.headers(), StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
                response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("POST"));
                response
            }
        };
    }
    if let Err(problem) = document::check(&document, app.config.max_depth, app.config.max_fields) {
        return answer_refused(&app, form, too_much(problem));
    }
    let hash: [u8; 32] = Sha256::digest(&asked.query).into();
    let variables = asked.variables.unwrap_or_default();
    let wanted = Wanted {
        document: &hash,
        operation: asked.operation_name.as_deref(),
        variables: Some(&variables),
        media_type: form.media_type,
        locale: form.locale,
        today: app.clock.today(),
        with_cost: false,
    };
    let execute = async || {
        let mut request = Request::new(asked.query);
        request.set_parsed_query(document);
        request.operation_name = asked.operation_name.clone();
        request.variables = Variables::from_json(serde_json::Value::Object(variables.clone()));
        executed(&app, form, app.execute(request, Viewer::Anonymous, form.locale).await)
    };
    kept::answer(&app, &http, form, &wanted, execute).await
}

/// The body of an answer without errors; else the answer, which nobody shall keep.
fn executed(app: &App, form: Form, mut response: Response) -> Result<Bytes, HttpResponse> {
    if response.errors.is_empty() {
        return serde_json::to_vec(&response).map(Bytes::from).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            HttpResponse::InternalServerError().finish()
        });
    }
    // An error with a path arose in a field, so that something was executed.
    if response.errors.iter().all(|error| error.path.is_empty()) {
        let timed_out = Some(&Code::RequestTimeout.as_str().into());
        let timed_out =
            response.errors.iter().any(|it| it.extensions.as_ref().and_then(|it| it.get("code")) == timed_out);
        let status = if timed_out { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_REQUEST };
        return Err(answer_errors(app, form, status, response.errors));
    }
    identify(app, form.locale, &mut response.errors);
    let mut answer = body_of(StatusCode::OK, form.media_type, &response);
    tell_language(&mut answer, form.locale);
    Err(answer)
}

enum Problem {
    Unresolved(Text),
    MutationByGet,
}

/// What sort of operation the request picks.
fn operation_type(document: &ExecutableDocument, name: Option<&str>) -> Result<OperationType, Problem> {
    let unresolved = |problem: Text| Err(Problem::Unresolved(problem));
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok(operation.node.ty),
        (DocumentOperations::Single(_), Some(name)) => {
            unresolved(text!("文档中没有名为 {name:?} 的操作", "the document has no operation named {name:?}"))
        }
        (DocumentOperations::Multiple(all), Some(name)) => match all.get(&Name::new(name)) {
            Some(operation) => Ok(operation.node.ty),
            None => unresolved(text!("文档中没有名为 {name:?} 的操作", "the document has no operation named {name:?}")),
        },
        (DocumentOperations::Multiple(all), None) => match all.values().next() {
            Some(only) if all.len() == 1 => Ok(only.node.ty),
            _ => unresolved(text!(
                "文档中有多个操作，请用 `operationName` 指明一个",
                "the document has several operations: name one in `operationName`"
            )),
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
