//! An answer in one content coding, with the tag by which clients and caches know it again.

use super::encoding::{Coding, Effort, compressed};
use crate::scope::{Clock, civil_day, end_of};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, HttpResponseBuilder};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What an answer of `/graphql` rests on beside its address.
pub const VARY: &str = "Accept, Accept-Language, Authorization, Accept-Encoding";
/// How long others may keep an answer to the public, in seconds.
const MAX_AGE: i64 = 60;

/// An answer in one content coding.
#[derive(Clone, Debug)]
pub struct Representation {
    /// The body.
    pub body: Bytes,
    /// Its strong entity tag.
    pub etag: HeaderValue,
    /// How the body is coded.
    pub coding: Coding,
}

impl Representation {
    /// A body in a media type, as it is.
    pub fn plain(body: Bytes, media_type: &str) -> Self {
        let digest = Sha256::new().chain_update(media_type).chain_update([0]).chain_update(&body).finalize();
        let etag = tag(&format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16])));
        Self { body, etag, coding: Coding::Identity }
    }

    /// The same in another coding; the tag differs, as the bytes do. Stays as it is where it cannot be compressed.
    pub async fn coded(&self, coding: Coding, effort: Effort) -> Self {
        let Some(body) = compressed(self.body.clone(), coding, effort).await else { return self.clone() };
        let plain = self.etag.to_str().unwrap_or_default().trim_end_matches('"');
        Self { body, etag: tag(&format!("{plain}-{}\"", coding.name())), coding }
    }

    /// The answer with this body to one who may keep it, or that what the client holds is still right.
    pub fn for_keeping(&self, asked: &HeaderMap, media_type: HeaderValue, keeping: HeaderValue) -> HttpResponse {
        let mut out = if is_held(asked, &self.etag) {
            HttpResponse::NotModified().finish()
        } else {
            self.build(HttpResponse::Ok(), media_type)
        };
        let headers = out.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, keeping);
        out
    }

    /// The answer with this body, to one who may not.
    pub fn for_once(&self, media_type: HeaderValue) -> HttpResponse {
        let mut out = self.build(HttpResponse::Ok(), media_type);
        out.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        out
    }

    fn build(&self, mut out: HttpResponseBuilder, media_type: HeaderValue) -> HttpResponse {
        let mut out = out.body(self.body.clone());
        out.headers_mut().insert(header::CONTENT_TYPE, media_type);
        if self.coding != Coding::Identity {
            out.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(self.coding.name()));
        }
        out
    }
}

/// How long others may keep an answer to the public: a minute, but not into the next day, on which documents lapse.
pub fn public(clock: &Clock) -> HeaderValue {
    let now = clock.now();
    match (end_of(civil_day(now)) - now).num_seconds().clamp(0, MAX_AGE) {
        MAX_AGE => HeaderValue::from_static("public, max-age=60"),
        seconds => HeaderValue::from_str(&format!("public, max-age={seconds}"))
            .unwrap_or(HeaderValue::from_static("public, max-age=0")),
    }
}

/// Whether `If-None-Match` names the tag, by the weak comparison that RFC 9110, 13.1.2 asks for.
fn is_held(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    asked.get_all(header::IF_NONE_MATCH).filter_map(|value| value.to_str().ok()).any(|value| {
        // Our tags hold no comma, so that a foreign one that does cannot be taken for them.
        let mut tags = value.split(',').map(|tag| tag.trim());
        value.trim() == "*" || tags.any(|tag| tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag.as_bytes())
    })
}

fn tag(text: &str) -> HeaderValue {
    // Letters, digits, dashes, underscores and quotes are always a header's value.
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("\"\""))
}
