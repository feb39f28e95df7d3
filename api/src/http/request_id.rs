//! By which id a request goes: the client's, where it may stand in a log, or one of ours.

use crate::scope::Clock;
use actix_web::http::header::{HeaderMap, HeaderName};
use std::sync::Arc;
use uuid::Uuid;

/// The header of ids, in requests and in answers.
pub const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken.
const MAX_LENGTH: usize = 128;

/// The id of a request.
pub fn request_id(headers: &HeaderMap, clock: &Clock) -> Arc<str> {
    let given = headers.get(X_REQUEST_ID).and_then(|value| value.to_str().ok());
    match given.filter(|id| is_plain(id)) {
        Some(id) => id.into(),
        None => (&*clock.id().hyphenated().encode_lower(&mut Uuid::encode_buffer())).into(),
    }
}

fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(plain)
}
