//! Which keys a file has told of already, in a few bytes each: a file may have millions of rows.

use crate::error::Result;
use crate::service::write::canonical;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Keys with their first lines, both keys and contents as digests.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<[u8; 16], ([u8; 8], u64)>);

impl Seen {
    /// Remembers the key; tells the earlier line where it stood with other content.
    pub fn meet(&mut self, key: &impl Serialize, content: &impl Serialize, line: u64) -> Result<Option<u64>> {
        let (key, content) = (digest(key)?, digest(content)?);
        Ok(match self.0.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert((content, line));
                None
            }
            Entry::Occupied(entry) => {
                let (other, earlier) = entry.get();
                (*other != content).then_some(*earlier)
            }
        })
    }
}

fn digest<const N: usize>(value: &impl Serialize) -> Result<[u8; N]> {
    let digest = Sha256::digest(canonical::text(value)?);
    let mut out = [0; N];
    out.iter_mut().zip(digest).for_each(|(out, byte)| *out = byte);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_other_content_under_the_same_key_is_told() {
        let mut seen = Seen::default();
        assert_eq!(seen.meet(&"a", &1, 2).unwrap(), None);
        assert_eq!(seen.meet(&"a", &1, 3).unwrap(), None);
        assert_eq!(seen.meet(&"b", &2, 4).unwrap(), None);
        assert_eq!(seen.meet(&"a", &2, 5).unwrap(), Some(2));
    }
}
