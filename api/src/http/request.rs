//! What a client asks: read from a query string or a body, within bounds.

use super::accept::JSON;
use super::answer::Refused;
use crate::app::App;
use crate::document::Reference;
use crate::error::Code;
use crate::text;
use crate::text::Text;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Payload;
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::error::Category;
use std::time::Duration;

/// What a client asks. Keys that the specification does not name are ignored.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// The document.
    pub query: Option<String>,
    /// The document by its id.
    #[serde(rename = "documentId")]
    pub document_id: Option<String>,
    /// Which operation of it.
    #[serde(rename = "operationName")]
    pub operation_name: Option<String>,
    /// Values of its variables.
    pub variables: Option<serde_json::Map<String, serde_json::Value>>,
    /// What the protocol leaves to client and server.
    pub extensions: Option<Extensions>,
}

/// What the protocol leaves to client and server: what is understood of it here.
#[derive(Debug, Deserialize)]
pub struct Extensions {
    /// The document by its hash, as clients of Apollo send it.
    #[serde(rename = "persistedQuery")]
    pub persisted_query: Option<PersistedQuery>,
}

/// The hash of a document.
#[derive(Debug, Deserialize)]
pub struct PersistedQuery {
    version: u32,
    #[serde(rename = "sha256Hash")]
    sha256_hash: String,
}

impl Asked {
    /// The document that is meant.
    pub fn document(&self) -> Result<Reference<'_>, Refused> {
        let persisted = self.extensions.as_ref().and_then(|it| it.persisted_query.as_ref());
        if let Some(other) = persisted.map(|it| it.version).filter(|version| *version != 1) {
            return Err(Refused::bad_request(text!(
                "`extensions.persistedQuery.version` 应为 1，而不是 {other}",
                "`extensions.persistedQuery.version` is 1, not {other}"
            )));
        }
        Ok(Reference {
            text: self.query.as_deref(),
            hash: persisted.map(|it| it.sha256_hash.as_str()),
            id: self.document_id.as_deref(),
        })
    }
}

/// The request of a query string.
pub fn from_query(query: &str) -> Result<Asked, Refused> {
    #[derive(Deserialize)]
    struct Parameters {
        query: Option<String>,
        #[serde(rename = "documentId")]
        document_id: Option<String>,
        #[serde(rename = "operationName")]
        operation_name: Option<String>,
        variables: Option<String>,
        extensions: Option<String>,
    }
    let given = actix_web::web::Query::<Parameters>::from_query(query)
        .map_err(|_| Refused::bad_request(text!("查询字符串格式不正确", "the query string is not well formed")))?
        .into_inner();
    fn object<T: serde::de::DeserializeOwned>(name: &str, text: Option<String>) -> Result<Option<T>, Refused> {
        let text = text.filter(|text| !text.is_empty());
        text.map(|text| serde_json::from_str(&text))
            .transpose()
            .map(Option::flatten)
            .map_err(|error| Refused::bad_request(malformed(&error).about(name)))
    }
    Ok(Asked {
        query: given.query.filter(|query| !query.is_empty()),
        document_id: given.document_id.filter(|id| !id.is_empty()),
        operation_name: given.operation_name.filter(|name| !name.is_empty()),
        variables: object("variables", given.variables)?,
        extensions: object("extensions", given.extensions)?,
    })
}

/// The request of a body: bounded in bytes and in time.
pub async fn from_body(app: &App, headers: &HeaderMap, mut body: Payload) -> Result<Asked, Refused> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some(JSON);
    let is_utf8 = parts
        .filter_map(|part| part.strip_prefix("charset=").map(str::to_owned))
        .all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"));
    if !is_json || !is_utf8 {
        let problem = text!(
            "请求体应为 UTF-8 编码的 JSON：`Content-Type: application/json`",
            "the body must be JSON in UTF-8: `Content-Type: application/json`"
        );
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, problem));
    }
    if headers.get(header::CONTENT_ENCODING).is_some_and(|value| value != "identity") {
        let problem = text!(
            "不接受压缩的请求体，请去掉 `Content-Encoding`",
            "compressed bodies are not taken: send it without `Content-Encoding`"
        );
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, problem));
    }
    let limit = app.config.max_body_bytes;
    let too_large = || {
        let problem = text!("请求体超过 {limit} 字节", "the body is larger than {limit} bytes");
        Refused::new(StatusCode::PAYLOAD_TOO_LARGE, Code::PayloadTooLarge, problem)
    };
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let read = async {
        let mut bytes = Vec::with_capacity(announced.unwrap_or_default());
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(|_| Refused::bad_request(text!("请求体中断", "the body broke off")))?;
            if bytes.len() + chunk.len() > limit {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    let limit = Duration::from_secs(app.config.client_timeout_seconds);
    let bytes = tokio::time::timeout(limit, read).await.map_err(|_| {
        let seconds = limit.as_secs();
        let problem = text!("请求体未在 {seconds} 秒内到达", "the body did not arrive within {seconds} s");
        Refused::new(StatusCode::REQUEST_TIMEOUT, Code::RequestTimeout, problem)
    })??;
    // A list would be read as the fields in their order.
    if bytes.iter().find(|it| !it.is_ascii_whitespace()) == Some(&b'[') {
        return Err(Refused::bad_request(text!(
            "每次只能发送一个请求，不接受批量",
            "one request at a time: batches are not taken"
        )));
    }
    serde_json::from_slice(&bytes).map_err(|error| Refused::bad_request(malformed(&error)))
}

/// What is wrong with a JSON text. Not in the words of the library that reads it, which name types of ours.
fn malformed(error: &serde_json::Error) -> Text {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        Category::Data => text!(
            "不是 GraphQL 请求：`query`、`documentId` 和 `operationName` 应为字符串，`variables` 和 `extensions` 应为对象",
            "this is no GraphQL request: `query`, `documentId` and `operationName` are \
             strings, `variables` and `extensions` objects"
        ),
        Category::Eof => text!("不是 JSON：内容不完整", "this is not JSON: it ends too early"),
        Category::Io | Category::Syntax => text!(
            "不是 JSON：第 {line} 行第 {column} 列有误",
            "this is not JSON: it goes wrong at line {line}, column {column}"
        ),
    }
}
