//! Which documents a request may name or bring, and where checked documents are kept.

use super::check::check;
use super::problem::echoed;
use super::{Checked, Hash, Limits, Problem};
use crate::config::Config;
use crate::error::Code;
use crate::metrics::Store;
use crate::schema;
use crate::text;
use crate::text::Text;
use apollo_compiler::Schema;
use apollo_compiler::validation::Valid;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which documents are answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[value(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Mode {
    /// Any text, and the hash of any text seen before
    #[default]
    Open,
    /// Texts only together with their hash, and hashes alone
    Apq,
    /// Only documents of the manifest, by id or by their text
    TrustedOnly,
}

impl Mode {
    /// The mode by its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Apq => "APQ",
            Self::TrustedOnly => "TRUSTED_ONLY",
        }
    }
}

/// How a request tells which document it means.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reference<'a> {
    /// The text itself.
    pub text: Option<&'a str>,
    /// The hash that it should have, or stands for it, in hexadecimal: `extensions.persistedQuery.sha256Hash`.
    pub hash: Option<&'a str>,
    /// The id: `documentId`.
    pub id: Option<&'a str>,
}

/// A manifest that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// It is not there, or cannot be read.
    #[error("document-manifest {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: std::io::Error,
    },
    /// It is no manifest.
    #[error("document-manifest {}: {problem}", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A document in it does not check.
    #[error("document-manifest {}: document {id}: {problem}", path.display())]
    Document {
        /// The file.
        path: PathBuf,
        /// The document.
        id: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// The documents that an instance knows.
pub struct Documents {
    /// The contract.
    pub schema: Valid<Schema>,
    /// What documents may ask for.
    pub limits: Limits,
    /// How often a document was known.
    pub counts: Store,
    mode: Mode,
    /// What clients sent, bounded in bytes. What is asked for again stays; what comes once makes room for it.
    seen: Cache<Hash, Arc<Checked>, Bytes>,
    /// What the operator vouches for, by hash and by id.
    trusted: HashMap<Hash, Arc<Checked>>,
    ids: HashMap<String, Arc<Checked>>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Hash, Arc<Checked>> for Bytes {
    fn weight(&self, _: &Hash, checked: &Arc<Checked>) -> u64 {
        checked.bytes() as u64
    }
}

/// The SHA-256 of a text.
pub fn hash(text: &str) -> Hash {
    Sha256::digest(text).into()
}

impl Documents {
    /// Those of the manifest, each checked, and room for others.
    pub fn new(config: &Config) -> Result<Self, ManifestError> {
        let mut documents = Self {
            schema: schema::contract(),
            limits: Limits::new(config),
            counts: Store::default(),
            mode: config.document_mode,
            // The weights of some thousand documents; the number only sizes the tables.
            seen: Cache::with_weighter(
                config.document_store_bytes / 8_192 + 16,
                config.document_store_bytes as u64,
                Bytes,
            ),
            trusted: HashMap::new(),
            ids: HashMap::new(),
        };
        if let Some(path) = &config.document_manifest {
            for (id, text) in manifest(path)? {
                documents.trust(&id, &text).map_err(|problem| ManifestError::Document {
                    path: path.clone(),
                    id,
                    problem,
                })?;
            }
        }
        Ok(documents)
    }

    fn trust(&mut self, id: &str, text: &str) -> Result<(), String> {
        let hash = hash(text);
        let checked = match self.trusted.get(&hash) {
            Some(checked) => checked.clone(),
            None => {
                let checked = check(&self.schema, &self.limits, text, hash);
                let checked = checked.map_err(|problems| problems.first().map(told).unwrap_or_default())?;
                Arc::new(checked)
            }
        };
        self.trusted.insert(hash, checked.clone());
        match self.ids.insert(id.to_owned(), checked) {
            Some(other) if other.hash != hash => Err("another document has the same id".into()),
            _ => Ok(()),
        }
    }

    /// The document that a request means, checked now if it was not before.
    pub fn find(&self, reference: Reference<'_>) -> Result<Arc<Checked>, Vec<Problem>> {
        if let Some(checked) = self.known(reference).map_err(|problem| vec![problem])? {
            self.counts.hits.inc();
            return Ok(checked);
        }
        self.counts.misses.inc();
        let text = reference.text.unwrap_or_default();
        let hash = hash(text);
        let checked = Arc::new(check(&self.schema, &self.limits, text, hash)?);
        self.seen.insert(hash, checked.clone());
        Ok(checked)
    }

    /// The names of the operations that the operator vouches for.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let operations = self.trusted.values().flat_map(|checked| &checked.operations);
        operations.filter_map(|operation| operation.name.as_ref().map(ToString::to_string))
    }

    /// The document, where it is known; none where its text is to be checked.
    fn known(&self, reference: Reference<'_>) -> Result<Option<Arc<Checked>>, Problem> {
        let bad = |message: Text| Problem::new(Code::BadUserInput, message, None);
        let Some(text) = reference.text else {
            let Some(name) = reference.hash.or(reference.id) else {
                return Err(bad(text!("缺少 `query`", "`query` is missing")));
            };
            let found = self.ids.get(name).cloned().or_else(|| {
                let hash = hash_of(name)?;
                self.trusted.get(&hash).cloned().or_else(|| match self.mode {
                    Mode::TrustedOnly => None,
                    Mode::Open | Mode::Apq => self.seen.get(&hash),
                })
            });
            // The words that clients of Apollo look for, to send the text as well.
            let unknown = || {
                Problem::new(
                    Code::PersistedQueryNotFound,
                    text!("PersistedQueryNotFound", "PersistedQueryNotFound"),
                    None,
                )
            };
            return found.map(Some).ok_or_else(unknown);
        };
        let hash = hash(text);
        for name in [reference.hash, reference.id].into_iter().flatten() {
            let is_id = self.ids.get(name).is_some_and(|it| it.hash == hash);
            if !is_id && hash_of(name) != Some(hash) {
                return Err(bad(text!(
                    "哈希与文档不符：{:?} 不是它的哈希",
                    "provided sha does not match query: {:?} is not the hash of it",
                    echoed(name)
                )));
            }
        }
        if let Some(trusted) = self.trusted.get(&hash) {
            return Ok(Some(trusted.clone()));
        }
        match self.mode {
            Mode::TrustedOnly => {
                let message = text!(
                    "只受理清单中登记的文档，而这个不在其中",
                    "only documents of the manifest are answered; this one is not among them"
                );
                Err(Problem::new(Code::Forbidden, message, None))
            }
            Mode::Apq if reference.hash.is_none() && reference.id.is_none() => Err(bad(text!(
                "请在 `extensions.persistedQuery` 中连同文档的哈希一起发送",
                "send the document together with its hash, in `extensions.persistedQuery`"
            ))),
            Mode::Apq | Mode::Open => Ok(self.seen.get(&hash)),
        }
    }

    /// How many documents that clients sent are kept, and the memory that they take by estimate.
    pub fn kept(&self) -> (usize, u64) {
        (self.seen.len(), self.seen.weight())
    }
}

/// A hash in hexadecimal, with or without the prefix that says so.
fn hash_of(name: &str) -> Option<Hash> {
    let digits = name.strip_prefix("sha256:").unwrap_or(name);
    if digits.len() != 64 || !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let mut hash = Hash::default();
    for (number, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * number..2 * number + 2)?, 16).ok()?;
    }
    Some(hash)
}

fn told(problem: &Problem) -> String {
    match problem.at {
        Some(at) => format!("{} (line {}, column {})", problem.message, at.line, at.column),
        None => problem.message.to_string(),
    }
}

/// The ids and texts of a manifest: Apollo's format, or an object of hashes and texts.
fn manifest(path: &Path) -> Result<Vec<(String, String)>, ManifestError> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Manifest {
        Apollo { format: String, version: u32, operations: Vec<Entry> },
        Plain(HashMap<String, String>),
    }
    #[derive(Deserialize)]
    struct Entry {
        id: String,
        body: String,
    }
    let form = |problem: String| ManifestError::Form { path: path.to_owned(), problem };
    let text = std::fs::read_to_string(path).map_err(|source| ManifestError::File { path: path.to_owned(), source })?;
    match serde_json::from_str(&text) {
        Ok(Manifest::Apollo { format, version: 1, operations }) if format == "apollo-persisted-query-manifest" => {
            Ok(operations.into_iter().map(|it| (it.id, it.body)).collect())
        }
        Ok(Manifest::Apollo { format, version, .. }) => {
            Err(form(format!("format {format:?} in version {version} is not known")))
        }
        Ok(Manifest::Plain(texts)) => {
            let wrong = texts.iter().find(|(id, text)| hash_of(id) != Some(hash(text)));
            match wrong {
                Some((id, _)) => Err(form(format!("{id} is not the SHA-256 of its text"))),
                None => Ok(texts.into_iter().collect()),
            }
        }
        Err(_) => Err(form("it is neither Apollo's manifest nor an object of hashes and texts".into())),
    }
}
