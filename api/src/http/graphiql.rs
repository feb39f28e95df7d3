//! GraphiQL, out of the binary: it needs no network beyond the server.

use super::fixed::Fixed;
use crate::app::App;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

/// What the page may load: nothing from elsewhere.
const POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; \
     frame-ancestors 'none'";

static PAGE: Fixed = Fixed::new("text/html; charset=utf-8", || include_str!("../../assets/graphiql/index.html"));
static SCRIPT: Fixed =
    Fixed::new("text/javascript; charset=utf-8", || include_str!("../../assets/graphiql/graphiql.js"));
static STYLE: Fixed = Fixed::new("text/css; charset=utf-8", || include_str!("../../assets/graphiql/graphiql.css"));
static LICENSES: Fixed =
    Fixed::new("text/plain; charset=utf-8", || include_str!("../../assets/graphiql/THIRD-PARTY-LICENSES.txt"));

/// The page.
pub async fn page(asked: HttpRequest) -> HttpResponse {
    let mut page = PAGE.answer(&asked, "no-cache").await;
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    page
}

/// What the page loads.
pub async fn asset(app: Data<App>, asked: HttpRequest, file: Path<String>) -> HttpResponse {
    let text = match file.as_str() {
        "graphiql.js" => &SCRIPT,
        "graphiql.css" => &STYLE,
        "THIRD-PARTY-LICENSES.txt" => &LICENSES,
        _ => return super::health::not_found(app, asked).await,
    };
    text.answer(&asked, "public, max-age=3600").await
}
