//! Answers to queries, out of the cache where they can be.

use super::answer::{Form, Refused, answer_refused, content_type};
use super::encoding::{Accepted, Coding, Effort};
use super::representation::{Representation, VARY, public};
use crate::app::App;
use crate::cache::{Key, Missed, Wanted};
use crate::error::{Code, Error};
use crate::text::graphql;
use crate::visit;
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};

/// The answer to a query: kept, or made by `execute`, which gives the body of an answer without errors, or else the whole
/// answer. Only the public's answers are kept; who shows a token gets one made for them.
pub async fn answer(
    app: &App,
    http: &HttpRequest,
    form: Form,
    wanted: &Wanted<'_>,
    execute: impl AsyncFnOnce() -> Result<Bytes, HttpResponse>,
) -> HttpResponse {
    let asked = http.headers();
    let is_public = !asked.contains_key(header::AUTHORIZATION);
    let accepted = if is_public { Accepted::by(asked) } else { Accepted::PLAIN };
    let found = match app.cache.as_deref().filter(|_| is_public) {
        Some(cache) => match cache.generation().await {
            Ok(generation) => {
                let found = cache.answer(Key::new(wanted, generation), form.media_type, accepted, execute).await;
                found.map(|(found, at_hand)| (found, Some(at_hand)))
            }
            // What cannot be proved to be fresh is not told.
            Err(error) => return unavailable(app, form, error),
        },
        None => match execute().await {
            Ok(body) => {
                let plain = Representation::plain(body, form.media_type);
                let coding = accepted.coding(plain.body.len());
                let coded = if coding == Coding::Identity { plain } else { plain.coded(coding, Effort::Passing).await };
                Ok((coded, None))
            }
            Err(answer) => Err(Missed::Unshared(answer)),
        },
    };
    let found = match found {
        Ok((found, at_hand)) => {
            tell(app, at_hand);
            found
        }
        Err(Missed::Unshared(answer)) => return answer,
        Err(Missed::TimedOut) => {
            let problem = graphql::too_late(app.config.request_timeout_seconds);
            return answer_refused(app, form, Refused::new(StatusCode::GATEWAY_TIMEOUT, Code::RequestTimeout, problem));
        }
    };
    let media_type = content_type(form.media_type);
    let mut answer = match *http.method() {
        // What a header of our own asks for is for who sent it.
        Method::GET if is_public && !wanted.with_cost => found.for_keeping(asked, media_type, public(&app.clock)),
        _ => found.for_once(media_type),
    };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static(VARY));
    answer
}

/// Tells the log and the metrics whether the answer was at hand.
fn tell(app: &App, at_hand: Option<bool>) {
    let Some(at_hand) = at_hand else { return };
    let kept = &app.metrics.response_cache;
    if at_hand {
        kept.hits.inc();
    } else {
        kept.misses.inc();
    }
    visit::tell(|told| told.cache = if at_hand { visit::Cache::Hit } else { visit::Cache::Miss });
}

/// The answer while the database is away.
fn unavailable(app: &App, form: Form, error: Error) -> HttpResponse {
    let refused = Refused::new(StatusCode::SERVICE_UNAVAILABLE, error.code(), error.text());
    let mut answer = answer_refused(app, form, refused);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    answer
}
