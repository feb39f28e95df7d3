//! A value on its way between sea-orm and SQLite, written and read exactly as sqlx does: what one writes the other reads,
//! and texts of dates and instants compare.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
use sea_orm::sea_query::ColumnType;
use sea_orm::{DbErr, Value};
use std::borrow::Cow;
use uuid::Uuid;

/// What a cell is read as. What stands in it must be that: nothing is guessed, and what does not fit is an error, since
/// a null in its place would be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// True or false, kept as 1 or 0.
    Bool,
    /// A whole number of 16 bits.
    SmallInt,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 64 bits.
    BigInt,
    /// A text.
    Text,
    /// Sixteen bytes.
    Uuid,
    /// A civil date.
    Date,
    /// An instant.
    Instant,
    /// JSON, kept as a text.
    Json,
}

impl Kind {
    /// How columns of a type are kept.
    pub fn of(column: &ColumnType) -> Result<Self, DbErr> {
        Ok(match column {
            ColumnType::Boolean => Self::Bool,
            ColumnType::SmallInteger => Self::SmallInt,
            ColumnType::Integer => Self::Int,
            ColumnType::BigInteger => Self::BigInt,
            ColumnType::String(_) | ColumnType::Text | ColumnType::Char(_) | ColumnType::Enum { .. } => Self::Text,
            ColumnType::Uuid => Self::Uuid,
            ColumnType::Date => Self::Date,
            ColumnType::TimestampWithTimeZone | ColumnType::Timestamp => Self::Instant,
            ColumnType::Json | ColumnType::JsonBinary => Self::Json,
            other => return Err(DbErr::Type(format!("no column of type {other:?} is read from SQLite"))),
        })
    }

    /// The value of a cell.
    pub fn read(self, cell: ValueRef<'_>) -> Result<Value, DbErr> {
        let misfit = |why: &dyn std::fmt::Display| DbErr::Type(format!("{} where {self:?}: {why}", cell.data_type()));
        match cell {
            ValueRef::Null => Ok(self.null()),
            ValueRef::Integer(number) => match self {
                Self::Bool if number == 0 || number == 1 => Ok(Value::Bool(Some(number == 1))),
                Self::SmallInt => number.try_into().map(|it| Value::SmallInt(Some(it))).map_err(|it| misfit(&it)),
                Self::Int => number.try_into().map(|it| Value::Int(Some(it))).map_err(|it| misfit(&it)),
                Self::BigInt => Ok(Value::BigInt(Some(number))),
                _ => Err(misfit(&number)),
            },
            ValueRef::Text(bytes) => {
                let text = std::str::from_utf8(bytes).map_err(|it| misfit(&it))?;
                match self {
                    Self::Text => Ok(Value::String(Some(text.to_owned()))),
                    Self::Date => {
                        let day = NaiveDate::parse_from_str(text, "%F").map_err(|it| misfit(&it))?;
                        Ok(Value::ChronoDate(Some(day)))
                    }
                    Self::Instant => {
                        let at = DateTime::parse_from_rfc3339(text).map_err(|it| misfit(&it))?;
                        Ok(Value::ChronoDateTimeUtc(Some(at.with_timezone(&Utc))))
                    }
                    Self::Json => {
                        let json = serde_json::from_str(text).map_err(|it| misfit(&it))?;
                        Ok(Value::Json(Some(Box::new(json))))
                    }
                    _ => Err(misfit(&"a text")),
                }
            }
            ValueRef::Blob(bytes) if self == Self::Uuid => {
                Ok(Value::Uuid(Some(Uuid::from_slice(bytes).map_err(|it| misfit(&it))?)))
            }
            ValueRef::Blob(_) | ValueRef::Real(_) => Err(misfit(&"another storage class")),
        }
    }

    /// No value, of this kind.
    pub fn null(self) -> Value {
        match self {
            Self::Bool => Value::Bool(None),
            Self::SmallInt => Value::SmallInt(None),
            Self::Int => Value::Int(None),
            Self::BigInt => Value::BigInt(None),
            Self::Text => Value::String(None),
            Self::Uuid => Value::Uuid(None),
            Self::Date => Value::ChronoDate(None),
            Self::Instant => Value::ChronoDateTimeUtc(None),
            Self::Json => Value::Json(None),
        }
    }
}

/// A value that a statement binds.
pub struct Bound<'a>(pub &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        fn owned<T>(value: Option<T>, make: impl FnOnce(T) -> Owned) -> ToSqlOutput<'static> {
            ToSqlOutput::Owned(value.map_or(Owned::Null, make))
        }
        fn number(value: Option<impl Into<i64>>) -> ToSqlOutput<'static> {
            owned(value, |it| Owned::Integer(it.into()))
        }
        fn text<'a>(value: &'a Option<impl AsRef<str>>) -> ToSqlOutput<'a> {
            let null = ToSqlOutput::Owned(Owned::Null);
            value.as_ref().map_or(null, |it| ToSqlOutput::Borrowed(ValueRef::Text(it.as_ref().as_bytes())))
        }
        Ok(match self.0 {
            Value::Bool(it) => number(it.map(i64::from)),
            Value::TinyInt(it) => number(*it),
            Value::SmallInt(it) => number(*it),
            Value::Int(it) => number(*it),
            Value::BigInt(it) => number(*it),
            Value::TinyUnsigned(it) => number(*it),
            Value::SmallUnsigned(it) => number(*it),
            Value::Unsigned(it) => number(*it),
            Value::BigUnsigned(it) => match it.map(i64::try_from).transpose() {
                Ok(it) => number(it),
                Err(error) => return Err(unbound(error.to_string())),
            },
            Value::Float(it) => owned(*it, |it| Owned::Real(it.into())),
            Value::Double(it) => owned(*it, Owned::Real),
            Value::String(it) => text(it),
            Value::Bytes(it) => {
                let null = ToSqlOutput::Owned(Owned::Null);
                it.as_ref().map_or(null, |it| ToSqlOutput::Borrowed(ValueRef::Blob(it)))
            }
            Value::Uuid(it) => it
                .as_ref()
                .map_or(ToSqlOutput::Owned(Owned::Null), |it| ToSqlOutput::Borrowed(ValueRef::Blob(it.as_bytes()))),
            Value::ChronoDate(it) => owned(*it, |it| Owned::Text(it.format("%F").to_string())),
            Value::ChronoDateTimeUtc(it) => {
                owned(*it, |it| Owned::Text(it.to_rfc3339_opts(SecondsFormat::AutoSi, false)))
            }
            Value::Json(it) => owned(it.as_ref(), |it| Owned::Text(it.to_string())),
            other => return Err(unbound(format!("{other:?} is not bound to SQLite"))),
        })
    }
}

fn unbound(why: impl Into<Cow<'static, str>>) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(why.into().into())
}
