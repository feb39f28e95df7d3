//! Answers as they can be compared: what differs from run to run (ids, cursors) becomes a name in order of appearance.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use std::collections::HashMap;

/// An answer with stable names for what is made anew in every run.
pub fn stable(answer: &Value) -> String {
    let mut names = Names::default();
    let mut answer = answer.clone();
    names.walk("", &mut answer);
    format!("{answer:#}\n")
}

#[derive(Default)]
struct Names {
    known: HashMap<String, String>,
    counts: HashMap<String, usize>,
}

impl Names {
    fn walk(&mut self, key: &str, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(key, item)),
            Value::Object(fields) => fields.iter_mut().for_each(|(key, field)| self.walk(key, field)),
            Value::String(text) => {
                let kind = match (key, node_type(text)) {
                    (_, Some(node)) => node,
                    (key, None) if key.to_ascii_lowercase().ends_with("cursor") => "cursor".to_owned(),
                    ("requestId", None) => "request".to_owned(),
                    _ => return,
                };
                let counts = &mut self.counts;
                let name = self.known.entry(text.clone()).or_insert_with(|| {
                    let count = counts.entry(kind.clone()).or_default();
                    *count += 1;
                    format!("<{kind} {count}>")
                });
                *text = name.clone();
            }
            _ => {}
        }
    }
}

fn node_type(text: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (name, id) = text.split_once(':')?;
    uuid::Uuid::try_parse(id).ok()?;
    Some(name.to_owned())
}
