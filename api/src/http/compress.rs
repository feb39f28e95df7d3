//! Compresses what no other part has: errors, and answers that nobody keeps.

use super::encoding::{Accepted, Coding, Effort, compressed};
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

/// Compresses what the service within answers.
pub async fn layer(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (request, response) = next.call(request).await?.map_into_boxed_body().into_parts();
    let response = answer(request.headers(), response).await;
    Ok(ServiceResponse::new(request, response))
}

/// Compresses the body of an answer by `Accept-Encoding`. A body with a tag is as long as it shall be already.
///
/// Who shows a token gets bodies as they are: what is secret and what a stranger chose may then stand in one answer, and
/// the length of the compressed body would tell of the one by the other (the attack known as BREACH).
pub async fn answer(asked: &HeaderMap, response: HttpResponse) -> HttpResponse {
    let BodySize::Sized(length) = response.body().size() else { return response };
    let told = response.headers();
    if told.contains_key(header::ETAG)
        || told.contains_key(header::CONTENT_ENCODING)
        || asked.contains_key(header::AUTHORIZATION)
    {
        return response;
    }
    let coding = Accepted::by(asked).coding(usize::try_from(length).unwrap_or(usize::MAX));
    if coding == Coding::Identity || length == 0 {
        return response;
    }
    let (mut response, body) = response.into_parts();
    let body = match body.try_into_bytes() {
        Ok(plain) => match compressed(plain.clone(), coding, Effort::Passing).await {
            Some(body) => {
                response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
                BoxBody::new(body)
            }
            None => BoxBody::new(plain),
        },
        // A stream of a known length; nothing of ours is one.
        Err(body) => body,
    };
    response.set_body(body)
}
