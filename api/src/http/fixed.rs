//! Texts that are the same as long as the process lives: compressed once, at first use, as well as can be.

use super::encoding::{Accepted, Coding, Effort};
use super::representation::Representation;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use tokio::sync::OnceCell;

/// A text that does not change, in every coding that was asked for.
#[derive(Debug)]
pub struct Fixed {
    media_type: &'static str,
    text: fn() -> &'static str,
    codings: [OnceCell<Representation>; 4],
}

impl Fixed {
    /// A text of a media type.
    pub const fn new(media_type: &'static str, text: fn() -> &'static str) -> Self {
        Self { media_type, text, codings: [const { OnceCell::const_new() }; 4] }
    }

    /// The answer with it.
    pub async fn answer(&'static self, asked: &HttpRequest, keeping: &'static str) -> HttpResponse {
        let text = (self.text)();
        let coding = Accepted::by(asked.headers()).coding(text.len());
        let plain = self.codings[Coding::Identity as usize]
            .get_or_init(async || Representation::plain(Bytes::from_static(text.as_bytes()), self.media_type))
            .await;
        let found = match coding {
            Coding::Identity => plain,
            coding => self.codings[coding as usize].get_or_init(|| plain.coded(coding, Effort::Fixed)).await,
        };
        let media_type = HeaderValue::from_static(self.media_type);
        let mut out = found.for_keeping(asked.headers(), media_type, HeaderValue::from_static(keeping));
        out.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        out
    }
}
