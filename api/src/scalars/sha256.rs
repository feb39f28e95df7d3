use super::unreadable;
use crate::text;
use crate::text::shortened;
use async_graphql::{InputValueResult, Scalar, ScalarType, Value};

/// A SHA-256 in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sha256(pub String);

/// 摘要. A SHA-256, 64 lower-case hexadecimal digits.
#[Scalar]
impl ScalarType for Sha256 {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text)
                if text.len() == 64 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')) =>
            {
                Ok(Self(text))
            }
            other => {
                let found = shortened(&other);
                Err(unreadable(text!(
                    "{found} 不是 64 位小写十六进制数字",
                    "{found} is not 64 lower-case hexadecimal digits"
                )))
            }
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
