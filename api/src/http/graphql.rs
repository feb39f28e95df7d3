//! GraphQL over HTTP: by POST and GET, answered in the media type asked for.

use super::accept::{GRAPHQL_JSON, JSON, negotiated};
use super::answer::{Form, Refused, answer_errors, answer_refused, body_of, identify, refusal, tell_language};
use super::gate::Gate;
use super::load::try_again;
use super::request::{Asked, from_body, from_query};
use super::{compress, kept, language};
use crate::app::App;
use crate::cache::Wanted;
use crate::document::{Checked, Operation, Problem};
use crate::error::Code;
use crate::scope::Viewer;
use crate::text;
use crate::text::Text;
use crate::visit;
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{Bytes, Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response, ServerError, Value, Variables, value};
use serde_json::Map;
use std::sync::Arc;

/// The header by which a client asks for what its query costs.
const COST_HEADER: &str = "x-query-cost";

/// Answers a request. What is kept is compressed already; the rest is here.
pub async fn serve(app: Data<App>, gate: Data<Gate>, http: HttpRequest, body: Payload) -> HttpResponse {
    let answer = answer(&app, &gate, &http, body).await;
    compress::answer(http.headers(), answer).await
}

/// A request is read, its document found and checked, its operation picked, its variables coerced, its cost estimated;
/// then it is executed.
async fn answer(app: &App, gate: &Gate, http: &HttpRequest, body: Payload) -> HttpResponse {
    let Some(media_type) = negotiated(http.headers()) else {
        let problem = text!(
            "本服务以 {GRAPHQL_JSON} 或 {JSON} 作答，而 `Accept` 两者都不接受",
            "answers come as {GRAPHQL_JSON} or {JSON}; `Accept` allows neither"
        );
        return refusal(app, http.headers(), StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, problem);
    };
    let form = Form { media_type, locale: language::preferred(http.headers()) };
    let asked = match *http.method() {
        Method::GET => from_query(http.query_string()),
        Method::POST => from_body(app, http.headers(), body).await,
        _ => {
            let problem =
                text!("GraphQL 请求以 POST 发送，查询也可以用 GET", "GraphQL is served by POST, and queries by GET");
            return not_allowed(app, form, problem, "GET, POST");
        }
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(refused) => return answer_refused(app, form, refused),
    };
    let picked = match pick(app, http.method(), &asked) {
        Ok(picked) => picked,
        Err(unfit) => return unfit.answer(app, form),
    };
    visit::tell(|told| {
        let operation = picked.operation();
        told.operation_type = Some(word(operation.kind()));
        told.operation = operation.name.as_ref().map(ToString::to_string);
        told.document(&picked.checked.hash);
    });
    let with_cost = asks_for_cost(http.headers());
    let wanted = Wanted {
        document: &picked.checked.hash,
        operation: picked.number,
        variables: asked.variables.as_ref(),
        media_type,
        locale: form.locale,
        today: app.clock.today(),
        with_cost,
    };
    // What was answered once was found fit to run once: variables and cost are looked at only where it must be run.
    let execute = async || {
        let given = asked.variables.clone().unwrap_or_default();
        let run = picked.prepare(app, given).map_err(|unfit| unfit.answer(app, form))?;
        visit::tell(|told| told.cost = Some(run.cost));
        let cost = with_cost.then(|| run.told(app));
        let turn = gate.load.enter().map_err(|problem| try_again(app, http.headers(), problem))?;
        let mut response = app.execute(run.request(), Viewer::Anonymous, form.locale).await;
        gate.load.learn(&app.db, &response);
        drop(turn);
        if let Some(cost) = cost {
            response.extensions.insert("cost".into(), cost);
        }
        executed(app, form, response)
    };
    kept::answer(app, http, form, &wanted, execute).await
}

/// The operation that a request picks, of a document that is sound.
struct Picked {
    checked: Arc<Checked>,
    number: usize,
}

/// A request that can be executed.
struct Run<'a> {
    picked: &'a Picked,
    variables: Variables,
    cost: u64,
}

/// Why a request cannot be executed.
enum Unfit {
    /// It is not well formed.
    Request(Refused),
    /// Its document, its variables or what it asks for.
    Document(Vec<Problem>),
    /// It would change something, by GET.
    Method,
}

impl From<Problem> for Unfit {
    fn from(problem: Problem) -> Self {
        Self::Document(vec![problem])
    }
}

impl Unfit {
    fn answer(self, app: &App, form: Form) -> HttpResponse {
        match self {
            Self::Request(refused) => answer_refused(app, form, refused),
            Self::Document(problems) => {
                let errors = problems.into_iter().map(Problem::into_error).collect();
                answer_errors(app, form, StatusCode::BAD_REQUEST, errors)
            }
            Self::Method => {
                let problem =
                    text!("GET 只能用于查询，变更请用 POST 发送", "only queries go by GET; send mutations by POST");
                not_allowed(app, form, problem, "POST")
            }
        }
    }
}

/// Finds the document and picks the operation. What changes things does not go by GET, valid or not.
fn pick(app: &App, method: &Method, asked: &Asked) -> Result<Picked, Unfit> {
    let reference = asked.document().map_err(Unfit::Request)?;
    let checked = app.documents.find(reference).map_err(refused)?;
    let (number, operation) = checked.operation(asked.operation_name.as_deref())?;
    if *method == Method::GET && operation.kind() != OperationType::Query {
        return Err(Unfit::Method);
    }
    operation.can_run()?;
    if operation.figures.introspects && !app.config.introspection {
        return Err(Problem::introspection_off().into());
    }
    Ok(Picked { number, checked })
}

/// What is wrong with how a document is named is wrong with the request; what is wrong within it, with the document.
fn refused(problems: Vec<Problem>) -> Unfit {
    match problems.as_slice() {
        [Problem { code: code @ (Code::BadUserInput | Code::Forbidden), message, at: None }] => {
            let status = if *code == Code::Forbidden { StatusCode::FORBIDDEN } else { StatusCode::BAD_REQUEST };
            Unfit::Request(Refused::new(status, *code, message.clone()))
        }
        _ => Unfit::Document(problems),
    }
}

impl Picked {
    fn operation(&self) -> &Operation {
        &self.checked.operations[self.number]
    }

    /// Everything else that comes before execution.
    fn prepare(&self, app: &App, given: Map<String, serde_json::Value>) -> Result<Run<'_>, Unfit> {
        let operation = self.operation();
        let variables = operation.variables(&app.documents.schema, given).map_err(Unfit::Document)?;
        let (cost, limit) = (operation.cost(&variables), app.documents.limits.cost);
        if cost > limit {
            return Err(Problem::cost(cost, limit).into());
        }
        Ok(Run { picked: self, variables, cost })
    }
}

impl Run<'_> {
    fn request(self) -> Request {
        let operation = self.picked.operation();
        let document = self.picked.checked.executable(operation, &self.variables);
        let mut request = Request::new("");
        request.operation_name = operation.name.as_ref().map(ToString::to_string);
        request.set_parsed_query(document);
        request.variables = self.variables;
        request
    }

    /// The figures of the query beside its cost.
    fn told(&self, app: &App) -> Value {
        let figures = &self.picked.operation().figures;
        value!({
            "requested": self.cost,
            "limit": app.documents.limits.cost,
            "depth": figures.depth,
            "fields": figures.fields,
            "aliases": figures.aliases,
        })
    }
}

fn word(of: OperationType) -> &'static str {
    match of {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

fn asks_for_cost(headers: &HeaderMap) -> bool {
    headers.get(COST_HEADER).and_then(|it| it.to_str().ok()).is_some_and(|it| it.eq_ignore_ascii_case("true"))
}

/// The body of an answer without errors; else the answer, which nobody shall keep.
#[expect(clippy::result_large_err, reason = "the failure is an answer itself, made once a request")]
fn executed(app: &App, form: Form, mut response: Response) -> Result<Bytes, HttpResponse> {
    if response.errors.is_empty() {
        return serde_json::to_vec(&response).map(Bytes::from).map_err(|error| {
            tracing::error!(%error, "an answer could not be written");
            HttpResponse::InternalServerError().finish()
        });
    }
    // An error with a path arose in a field, so that something was executed.
    if response.errors.iter().all(|error| error.path.is_empty()) {
        let has_timed_out = response.errors.iter().any(|it| code_of(it) == Some(Code::RequestTimeout.as_str()));
        let status = if has_timed_out { StatusCode::GATEWAY_TIMEOUT } else { StatusCode::BAD_REQUEST };
        return Err(answer_errors(app, form, status, response.errors));
    }
    identify(app, form.locale, &mut response.errors);
    let mut answer = body_of(StatusCode::OK, form.media_type, &response);
    tell_language(&mut answer, form.locale);
    Err(answer)
}

fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}

fn not_allowed(app: &App, form: Form, problem: Text, allowed: &'static str) -> HttpResponse {
    let refused = Refused::new(StatusCode::METHOD_NOT_ALLOWED, Code::BadUserInput, problem);
    let mut response = answer_refused(app, Form { media_type: JSON, ..form }, refused);
    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
    response
}
