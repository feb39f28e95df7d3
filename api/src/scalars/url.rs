use super::unreadable;
use crate::text;
use crate::text::shortened;
use async_graphql::{InputValueResult, Scalar, ScalarType, Value};

/// An address on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub String);

/// 网址. An absolute URL (RFC 3986).
#[Scalar(name = "URL")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if text.contains("://") => Ok(Self(text)),
            other => {
                let found = shortened(&other);
                Err(unreadable(text!("{found} 不是完整的网址", "{found} is not an absolute URL")))
            }
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
