//! GraphiQL, out of the binary: it needs no network beyond the server.

use crate::app::App;
use actix_web::http::header;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

/// What the page may load: nothing from elsewhere.
const POLICY: &str =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";

/// The page.
pub async fn page() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(include_str!("../../assets/graphiql/index.html"))
}

/// What the page loads.
pub async fn asset(app: Data<App>, file: Path<String>, http: HttpRequest) -> HttpResponse {
    let (media_type, text) = match file.as_str() {
        "graphiql.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/graphiql/graphiql.js")),
        "graphiql.css" => ("text/css; charset=utf-8", include_str!("../../assets/graphiql/graphiql.css")),
        "THIRD-PARTY-LICENSES.txt" => {
            ("text/plain; charset=utf-8", include_str!("../../assets/graphiql/THIRD-PARTY-LICENSES.txt"))
        }
        _ => return super::health::not_found(app, http).await,
    };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(text)
}
