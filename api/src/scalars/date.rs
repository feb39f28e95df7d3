use super::unreadable;
use crate::text;
use crate::text::shortened;
use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate};

/// A civil date in China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// 日期. A civil date in Asia/Shanghai, 0001-01-01 to 9999-12-31, written `2022-06-02`.
#[Scalar(specified_by_url = "https://scalars.graphql.org/chillicream/local-date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            let found = shortened(&value);
            return Err(unreadable(text!(
                "日期应为 \"2022-06-02\" 这样的字符串，而不是 {found}",
                "a date is a string such as \"2022-06-02\", not {found}"
            )));
        };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        match day.filter(|day| text.len() == 10 && (1..=9999).contains(&day.year())) {
            Some(day) => Ok(Self(day)),
            None => {
                let found = shortened(&value);
                Err(unreadable(text!(
                    "{found} 不是形如 2022-06-02 的日期",
                    "{found} is not a date of the form 2022-06-02"
                )))
            }
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Self(day)
    }
}
