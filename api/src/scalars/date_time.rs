use super::unreadable;
use crate::scope::CHINA;
use crate::text;
use crate::text::shortened;
use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use chrono::{FixedOffset, SecondsFormat, Utc};

/// An instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime(pub chrono::DateTime<FixedOffset>);

/// 时间. An instant, written `2022-06-02T16:05:45+08:00`. An offset is required on input; output is always +08:00.
#[Scalar(specified_by_url = "https://scalars.graphql.org/chillicream/date-time")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            let found = shortened(&value);
            return Err(unreadable(text!("时间应为字符串，而不是 {found}", "a time is a string, not {found}")));
        };
        match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(instant) => Ok(Self(instant)),
            Err(_) => {
                let found = shortened(&value);
                Err(unreadable(text!(
                    "{found} 不是形如 2022-06-02T16:05:45+08:00、写明时差的时间",
                    "{found} is not a time of the form 2022-06-02T16:05:45+08:00, with its offset"
                )))
            }
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.with_timezone(&CHINA).to_rfc3339_opts(SecondsFormat::AutoSi, false))
    }
}

impl From<chrono::DateTime<Utc>> for DateTime {
    fn from(instant: chrono::DateTime<Utc>) -> Self {
        Self(instant.with_timezone(&CHINA))
    }
}
