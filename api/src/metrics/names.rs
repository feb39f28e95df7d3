//! Names of operations as labels. Clients choose the names, and every label is memory here and in whatever scrapes us:
//! so only so many names are told apart.

use crate::visit::Told;
use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

/// How many names are told apart beside those that the operator vouches for.
const MAX_NAMES: usize = 100;
/// A longer name is no label.
const MAX_LENGTH: usize = 64;

/// The names that are labels. No name of GraphQL has a bracket, so none can pose as one of the two that stand for many.
#[derive(Debug)]
pub struct Names {
    known: RwLock<HashSet<Arc<str>>>,
    unnamed: Arc<str>,
    other: Arc<str>,
    none: Arc<str>,
}

impl Default for Names {
    fn default() -> Self {
        Self { known: RwLock::default(), unnamed: "(unnamed)".into(), other: "(other)".into(), none: "".into() }
    }
}

impl Names {
    /// Names that are told apart however many there are: those of a manifest.
    pub fn vouch(&self, names: impl IntoIterator<Item = impl Into<Arc<str>>>) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).extend(names.into_iter().map(Into::into));
    }

    /// The label of a request: the name of its operation while there is room for names, nothing where it has none.
    pub fn label(&self, told: &Told) -> Arc<str> {
        match (told.operation_type, told.operation.as_deref()) {
            (None, _) => self.none.clone(),
            (Some(_), None) => self.unnamed.clone(),
            (Some(_), Some(name)) => self.known(name).unwrap_or_else(|| self.other.clone()),
        }
    }

    fn known(&self, name: &str) -> Option<Arc<str>> {
        {
            let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(name) = known.get(name) {
                return Some(name.clone());
            }
            if known.len() >= MAX_NAMES || name.len() > MAX_LENGTH {
                return None;
            }
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        // Others may have taken the room between the two locks.
        if known.len() >= MAX_NAMES {
            return None;
        }
        let name: Arc<str> = name.into();
        known.insert(name.clone());
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: Option<&str>) -> Told {
        Told { operation_type: Some("query"), operation: name.map(str::to_owned), ..Told::default() }
    }

    #[test]
    fn so_many_and_no_more() {
        let names = Names::default();
        let labels: HashSet<_> = (0..1_000).map(|n| names.label(&told(Some(&format!("Q{n}"))))).collect();
        assert_eq!(labels.len(), MAX_NAMES + 1);
        assert_eq!(&*names.label(&told(Some("Q0"))), "Q0");
        assert_eq!(&*names.label(&told(Some("Q999"))), "(other)");
        names.vouch(["Q999"]);
        assert_eq!(&*names.label(&told(Some("Q999"))), "Q999");
    }

    #[test]
    fn what_has_no_name() {
        let names = Names::default();
        assert_eq!(&*names.label(&told(None)), "(unnamed)");
        assert_eq!(&*names.label(&Told::default()), "");
        assert_eq!(&*names.label(&told(Some(&"x".repeat(65)))), "(other)");
    }
}
