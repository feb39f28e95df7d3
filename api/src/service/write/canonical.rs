//! The canonical form of an object's content, and its hash.

use crate::error::{Error, Result};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The content hash: SHA-256, in lower-case hex, of the content's [`text`].
///
/// The content is told in keys that another copy of the data shares (codes of units, keys of source systems, paths of
/// columns), never in our ids or in the order in which rows happen to lie. Lists that have an order keep it, others are
/// sorted before they come here.
pub fn hash(content: &impl Serialize) -> Result<String> {
    Ok(hex(&Sha256::digest(text(content)?)))
}

/// Canonical JSON: keys sorted by their bytes, members that are null left out, no white space.
pub fn text(content: &impl Serialize) -> Result<String> {
    let value = serde_json::to_value(content).map_err(|error| Error::Internal(error.to_string()))?;
    let mut out = String::new();
    write(&value, &mut out).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(out)
}

fn write(value: &Value, out: &mut String) -> std::fmt::Result {
    match value {
        Value::Object(members) => {
            // Whatever order the map keeps, which a feature of serde_json decides.
            let mut members: Vec<_> = members.iter().filter(|(_, value)| !value.is_null()).collect();
            members.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (place, (key, value)) in members.into_iter().enumerate() {
                let comma = if place > 0 { "," } else { "" };
                write!(out, "{comma}{}:", Value::from(key.as_str()))?;
                write(value, out)?;
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(item, out)?;
            }
            out.push(']');
        }
        scalar => write!(out, "{scalar}")?,
    }
    Ok(())
}

/// Bytes in lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        out.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_nulls_left_out_and_lists_kept() {
        let value = json!({"b": [2, 1, null], "a": {"y": "甲\n\"", "x": null}, "é": true});
        assert_eq!(text(&value).unwrap(), r#"{"a":{"y":"甲\n\""},"b":[2,1,null],"é":true}"#);
        assert_eq!(hash(&json!({})).unwrap(), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
}
