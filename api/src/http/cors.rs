//! Which pages of other origins may read answers.

use crate::config::Config;
use actix_cors::Cors;
use actix_web::middleware::Condition;

/// What a client may send beyond what any page may.
const HEADERS: [&str; 14] = [
    "accept",
    "accept-language",
    "apollo-require-preflight",
    "apollographql-client-name",
    "apollographql-client-version",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-none-match",
    "traceparent",
    "tracestate",
    "x-apollo-operation-name",
    "x-query-cost",
    "x-request-id",
];

/// What a page may read beyond what any may.
const EXPOSED: [&str; 7] =
    ["etag", "idempotent-replayed", "ratelimit", "ratelimit-policy", "retry-after", "traceresponse", "x-request-id"];

/// Seconds for which a browser need not ask again; none remembers longer.
const MAX_AGE: usize = 7_200;

/// The rules, or none where no origin is configured. No credentials (cookies, that is) are ever allowed: the service
/// knows none, and a page sends `Authorization` without them.
pub fn cors(config: &Config) -> Condition<Cors> {
    let mut rules = Cors::default()
        .allowed_methods(["GET", "POST"])
        .allowed_headers(HEADERS)
        .expose_headers(EXPOSED)
        .max_age(MAX_AGE);
    for origin in &config.cors_origins {
        rules = match origin.as_str() {
            "*" => rules.allow_any_origin().send_wildcard(),
            origin => rules.allowed_origin(origin),
        };
    }
    Condition::new(!config.cors_origins.is_empty(), rules)
}
