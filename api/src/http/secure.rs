//! What every answer says to browsers, and what inspectors scan for.

use super::answer::refusal;
use super::gate::Gate;
use super::stream::Pace;
use crate::app::App;
use crate::error::Code;
use crate::text;
use actix_http::ConnectionType;
use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    self, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS, X_XSS_PROTECTION,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use std::rc::Rc;

/// A page may embed no answer, and an answer that a browser takes for a page may load and do nothing. CORS stands above
/// `same-origin`: it speaks only of what a page embeds without asking.
const HEADERS: [(HeaderName, &str); 9] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Of use to old browsers only, but scanners report them as missing.
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
    (HeaderName::from_static("x-download-options"), "noopen"),
    (X_XSS_PROTECTION, "0"),
];

/// A year of https only.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Around everything: bounds the URI, counts who is inside, sets the headers, and asks clients of a service that is
/// about to end to go.
pub async fn guard(
    gate: Data<Gate>,
    app: Data<App>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let _inside = gate.inside();
    let pace = request.conn_data::<Rc<Pace>>().cloned();
    let _serving = pace.map(Pace::serve);
    let limit = app.config.max_uri_bytes;
    let is_long = request.uri().path_and_query().is_some_and(|it| it.as_str().len() > limit);
    let peer = request.peer_addr().map(|peer| peer.ip());
    let is_https = app.config.tls().is_some() || gate.proxies.says_https(peer, request.headers());
    let mut response = if is_long {
        let problem = text!(
            "地址超过 {limit} 字节；长查询请用 POST 发送",
            "the URI is longer than {limit} bytes; send long queries by POST"
        );
        let refused = refusal(&app, request.headers(), StatusCode::URI_TOO_LONG, Code::BadUserInput, problem);
        request.into_response(refused).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    for (name, value) in &HEADERS {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
    if is_https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    headers.remove(header::SERVER);
    if gate.is_draining() {
        response.response_mut().head_mut().set_connection_type(ConnectionType::Close);
    }
    Ok(response)
}
