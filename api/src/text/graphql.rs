//! Texts in the errors of the GraphQL library: put in where an error arises, taken out at the edge, where the language of
//! the request is known.

use super::{Text, library};
use crate::error::{Code, Error};
use crate::scalars::CHINESE;
use crate::text;
use async_graphql::{ServerError, Value};
use std::sync::Arc;

/// An error of the service's own with its code. It says its text in English until the edge knows the language.
pub fn refused(text: Text, code: Code) -> ServerError {
    let mut error = ServerError::new(text.en.as_str(), None);
    error.source = Some(Arc::new(text));
    set_code(&mut error, code);
    error
}

/// What is told of an answer that was not complete after the time that it may take.
pub fn too_late(seconds: u64) -> Text {
    text!("{seconds} 秒内未能完成", "the answer was not complete after {seconds} s")
}

/// Gives a code to an error that has none yet: the service's own say theirs; of the library's, those with a path arose
/// while a field read its arguments, those without while the document was made ready.
pub fn code(error: &mut ServerError) {
    let own = error.source::<Error>().map(Error::code);
    if error.extensions.get_or_insert_default().get("code").is_some() {
        return;
    }
    let code = own.unwrap_or_else(|| match error.message.as_str() {
        message if message.starts_with("The recursion depth") => Code::QueryTooDeep,
        _ if error.path.is_empty() => Code::GraphqlValidationFailed,
        _ => Code::BadUserInput,
    });
    set_code(error, code);
}

/// Gives an error its code.
fn set_code(error: &mut ServerError, code: Code) {
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code.as_str());
    extensions.set("retryable", code.retryable());
}

/// What an error says, in both languages: the service's own errors carry it, those of scalars tell the Chinese beside
/// the English, those of the libraries are looked up.
pub fn told(error: &mut ServerError) -> Text {
    if let Some(error) = error.source::<Error>() {
        return error.text();
    }
    if let Some(text) = error.source::<Text>() {
        return text.clone();
    }
    let extensions = error.extensions.get_or_insert_default();
    if let Some(Value::String(zh)) = extensions.get(CHINESE).cloned() {
        extensions.unset(CHINESE);
        return Text { zh, en: error.message.clone() };
    }
    library::told(&error.message, error.locations.first().map(|at| at.line))
}
