//! In what media type to answer.

use actix_web::http::header::{self, HeaderMap};

/// The media type of the GraphQL over HTTP specification.
pub const GRAPHQL_JSON: &str = "application/graphql-response+json";
/// The media type of before.
pub const JSON: &str = "application/json";

/// The media type to answer in: the newer one where it is asked for at least as much, none where both are refused.
pub fn negotiated(headers: &HeaderMap) -> Option<&'static str> {
    let accept: Vec<&str> = headers.get_all(header::ACCEPT).filter_map(|value| value.to_str().ok()).collect();
    if accept.is_empty() || accept.iter().all(|value| value.trim().is_empty()) {
        return Some(JSON);
    }
    // How much a media type is wanted: by the most exact range that names it.
    let wanted = |media_type: &str| {
        let ranges = accept.iter().flat_map(|value| value.split(',')).filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next()?.to_ascii_lowercase();
            let exactness = match name.as_str() {
                name if name == media_type => 2,
                "application/*" => 1,
                "*/*" => 0,
                _ => return None,
            };
            let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            Some((exactness, quality.map_or(Some(1.0), |q| q.parse::<f32>().ok()).unwrap_or(0.0)))
        });
        ranges.max_by_key(|(exactness, _)| *exactness)
    };
    let quality = |media_type| wanted(media_type).map_or(0.0, |(_, quality)| quality);
    let exact = wanted(GRAPHQL_JSON).is_some_and(|(exactness, _)| exactness == 2);
    match (quality(GRAPHQL_JSON), quality(JSON)) {
        (newer, older) if newer <= 0.0 && older <= 0.0 => None,
        // A range that names neither gets what every client can read.
        (newer, older) if newer > older || (newer > 0.0 && exact && newer >= older) => Some(GRAPHQL_JSON),
        (newer, 0.0) if newer > 0.0 => Some(GRAPHQL_JSON),
        _ => Some(JSON),
    }
}
