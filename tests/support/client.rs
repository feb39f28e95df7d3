//! A client over real HTTP.

use reqwest::header::{ACCEPT_LANGUAGE, HeaderValue};
use serde_json::{Value, json};

/// A client of the service.
#[derive(Clone, Debug)]
pub struct Client {
    /// The client itself, for requests of any kind.
    pub http: reqwest::Client,
    base: String,
}

/// An answer to a GraphQL request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// The body.
    pub body: Value,
}

impl Client {
    /// A client of the service at `base` that reads English, since the tests do.
    pub fn new(base: &str) -> Self {
        Self::reading(base, Some("en"))
    }

    /// A client of the service at `base` with an `Accept-Language` of its own, or with none. A header of a single
    /// request stands above it.
    pub fn reading(base: &str, languages: Option<&str>) -> Self {
        let headers = languages.map(|it| (ACCEPT_LANGUAGE, HeaderValue::from_str(it).expect("a header's value")));
        let http = reqwest::Client::builder().default_headers(headers.into_iter().collect());
        Self { http: http.build().expect("a client"), base: base.to_owned() }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Asks by POST.
    pub async fn ask(&self, query: &str, variables: Value) -> Answer {
        self.post(&json!({ "query": query, "variables": variables }).to_string(), &[]).await
    }

    /// The data of an answer that must have no error.
    pub async fn data(&self, query: &str) -> Value {
        self.data_with(query, json!({})).await
    }

    /// The data of an answer that must have no error.
    pub async fn data_with(&self, query: &str, variables: Value) -> Value {
        let answer = self.ask(query, variables).await;
        assert!(answer.body.get("errors").is_none(), "{query}\n{:#}", answer.body);
        answer.body["data"].clone()
    }

    /// Posts a body with further headers; `Content-Type: application/json` unless they say otherwise.
    pub async fn post(&self, body: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.post(self.url("/graphql")).body(body.to_owned());
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Self::answer(request).await
    }

    /// Gets a path with further headers.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.get(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Self::answer(request).await
    }

    /// Gets a GraphQL query's answer as it comes over the wire: nothing decoded, every header.
    pub async fn raw(&self, query: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        let url = reqwest::Url::parse_with_params(&self.url("/graphql"), [("query", query)]).expect("an address");
        let request = self.http.get(url);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        request.send().await.expect("the service answers")
    }

    /// Sends a request.
    pub async fn answer(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the service answers");
        let media_type = response.headers().get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
        let (status, media_type) = (response.status().as_u16(), media_type.to_owned());
        let text = response.text().await.expect("the answer is whole");
        Answer { status, media_type, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
    }
}

impl Answer {
    /// The code of the first error.
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
    }

    /// The message of the first error.
    pub fn message(&self) -> &str {
        self.body["errors"][0]["message"].as_str().unwrap_or_default()
    }
}
