//! What tells one answer from another.

use crate::scope::Locale;
use crate::service::freshness::Generation;
use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Everything on which an answer to the public rests, but for the database's content.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The SHA-256 of the document.
    pub document: &'a [u8; 32],
    /// Which operation of it.
    pub operation: usize,
    /// Values of its variables.
    pub variables: Option<&'a Map<String, Value>>,
    /// The media type of the answer.
    pub media_type: &'a str,
    /// The language of its messages.
    pub locale: Locale,
    /// The civil day.
    pub today: NaiveDate,
    /// Whether it tells what it cost.
    pub with_cost: bool,
}

/// What an answer is kept under: a digest, so that nobody can make two requests meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a request, for the content that the database has in this generation.
    pub fn new(wanted: &Wanted<'_>, generation: Generation) -> Self {
        let mut text = Vec::with_capacity(256);
        text.extend_from_slice(wanted.document);
        text.extend_from_slice(&generation.bytes());
        text.extend_from_slice(&wanted.today.num_days_from_ce().to_be_bytes());
        text.push(u8::from(wanted.with_cost));
        text.extend_from_slice(&(wanted.operation as u64).to_be_bytes());
        // With their lengths, so that what ends one part cannot begin the next.
        for part in [wanted.media_type, wanted.locale.tag()] {
            text.extend_from_slice(&(part.len() as u64).to_be_bytes());
            text.extend_from_slice(part.as_bytes());
        }
        if let Some(variables) = wanted.variables.filter(|variables| !variables.is_empty()) {
            object(variables, &mut text);
        }
        Self(Sha256::digest(&text).into())
    }
}

/// An object as JSON, its keys in order: two clients that write the same in another order get the same answer.
fn object(map: &Map<String, Value>, out: &mut Vec<u8>) {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    out.push(b'{');
    for (name, value) in entries {
        scalar(name, out);
        out.push(b':');
        canonical(value, out);
        out.push(b',');
    }
    out.push(b'}');
}

// Values are no deeper than the parser let them be.
fn canonical(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(map) => object(map, out),
        Value::Array(values) => {
            out.push(b'[');
            for value in values {
                canonical(value, out);
                out.push(b',');
            }
            out.push(b']');
        }
        other => scalar(other, out),
    }
}

fn scalar(value: &(impl serde::Serialize + ?Sized), out: &mut Vec<u8>) {
    // Writing text, a number or a truth value into memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key<'a>(change: impl FnOnce(&mut Wanted<'a>)) -> Key {
        let mut wanted = Wanted {
            document: &[7; 32],
            operation: 0,
            variables: None,
            media_type: "application/json",
            locale: Locale::Chinese,
            today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            with_cost: false,
        };
        change(&mut wanted);
        Key::new(&wanted, Generation::default())
    }

    #[test]
    fn whatever_changes_the_answer_changes_the_key() {
        let variables = |value: Value| value.as_object().cloned().unwrap();
        let (one, two) = (variables(json!({ "a": 1 })), variables(json!({ "a": "1" })));
        let keys = [
            key(|_| {}),
            key(|it| it.document = &[8; 32]),
            key(|it| it.operation = 1),
            key(|it| it.variables = Some(&one)),
            key(|it| it.variables = Some(&two)),
            key(|it| it.media_type = "application/graphql-response+json"),
            key(|it| it.locale = Locale::English),
            key(|it| it.today = it.today.succ_opt().unwrap()),
            key(|it| it.with_cost = true),
        ];
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{at}");
        }
    }

    #[test]
    fn the_order_of_variables_does_not() {
        let parse = |text: &str| serde_json::from_str::<Map<String, Value>>(text).unwrap();
        let one = parse(r#"{"a":{"x":1,"y":[{"p":null,"q":2}]},"b":true}"#);
        let two = parse(r#"{"b":true,"a":{"y":[{"q":2,"p":null}],"x":1}}"#);
        assert_eq!(key(|it| it.variables = Some(&one)), key(|it| it.variables = Some(&two)));
        let none = Map::new();
        assert_eq!(key(|it| it.variables = Some(&none)), key(|_| {}));
        // What is told as null is told.
        let null = parse(r#"{"a":null}"#);
        assert_ne!(key(|it| it.variables = Some(&null)), key(|_| {}));
    }
}
