//! What a row must be before it is let in: everything that can be told without the database.

use super::Problem;
use crate::service::package::{Interpretation, Package, SourceKey};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, SubsecRound, Utc};
use std::collections::HashSet;

/// Longest body in bytes.
const BODY: usize = 2 * 1024 * 1024;
/// Longest line of text, in characters.
const LINE: usize = 500;
/// Longest list.
const LIST: usize = 100;
/// Most interpretations of one document: the API shows them unpaged.
const INTERPRETATIONS: usize = 50;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Check(Vec<Problem>);

impl Check {
    pub fn problem(&mut self, path: impl Into<String>, reason: impl Into<String>) {
        self.0.push(Problem::new(path, reason));
    }

    pub fn done(self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }

    /// One line of text that must be there.
    pub fn line(&mut self, path: &str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.problem(path, "is required, but empty");
        } else if text.chars().count() > most {
            self.problem(path, format!("has {} characters, {most} are allowed", text.chars().count()));
        } else if text.chars().any(char::is_control) {
            self.problem(path, "must be one line, without control characters");
        }
    }

    /// One line of text that may be absent.
    pub fn line_if(&mut self, path: &str, text: Option<&str>, most: usize) {
        if let Some(text) = text {
            self.line(path, text, most);
        }
    }

    /// Text of several lines that may be empty.
    pub fn text(&mut self, path: &str, text: &str) {
        if text.len() > BODY {
            self.problem(path, format!("has {} bytes, {BODY} are allowed", text.len()));
        } else if text.contains('\0') {
            self.problem(path, "must not contain the character U+0000");
        }
    }

    pub fn list<T>(&mut self, path: &str, list: &[T], most: usize) {
        if list.len() > most {
            self.problem(path, format!("has {} items, {most} are allowed", list.len()));
        }
    }

    pub fn date(&mut self, path: &str, date: Option<NaiveDate>) {
        if let Some(date) = date
            && !(1800..=9998).contains(&date.year())
        {
            self.problem(path, format!("{date} is not a date of the years 1800 to 9998"));
        }
    }

    fn body(&mut self, path: &str, text: &str) {
        if text.trim().is_empty() {
            self.problem(path, "is required, but empty");
        }
        self.text(path, text);
    }

    fn key(&mut self, path: &str, key: &SourceKey) {
        self.line(&format!("{path}.system"), &key.system, 100);
        self.line(&format!("{path}.id"), &key.id, LINE);
    }

    fn url(&mut self, path: &str, url: &str) {
        self.line(path, url, LINE);
        let is_path = url.starts_with('/') && !url.starts_with("//");
        if !is_path && !url.starts_with("https://") && !url.starts_with("http://") {
            self.problem(path, "must be an http or https address, or a path that begins with /");
        }
    }

    fn distinct(&mut self, path: &str, items: &[String]) {
        let mut met = HashSet::new();
        for (place, item) in items.iter().enumerate() {
            if !met.insert(item) {
                self.problem(format!("{path}[{place}]"), format!("{item:?} stands twice"));
            }
        }
    }

    /// When something was published: as kept, else as given, else `default`.
    pub fn published_at(
        &mut self,
        path: &str,
        given: Option<DateTime<FixedOffset>>,
        kept: Option<DateTime<Utc>>,
        default: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let given = given.map(|given| given.with_timezone(&Utc).trunc_subsecs(3));
        if let Some(given) = given {
            if given > now {
                self.problem(path, format!("{} is in the future", shown(given)));
            }
            if given.year() < 1800 {
                self.problem(path, format!("{} is before the year 1800", shown(given)));
            }
            if let Some(kept) = kept.filter(|kept| *kept != given) {
                let (kept, given) = (shown(kept), shown(given));
                self.problem(path, format!("cannot be altered: it is {kept}, the file says {given}"));
            }
        }
        kept.or(given).unwrap_or(default)
    }
}

/// An instant in China's time, for people.
pub(super) fn shown(instant: DateTime<Utc>) -> String {
    instant.with_timezone(&crate::scope::CHINA).to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

/// Everything about a package's own words; validity has its own rules, see `super::validity`.
pub(super) fn package(package: &Package, check: &mut Check) {
    check.key("source", &package.source);
    let Some(document) = &package.document else {
        check.problem("document", "is required, unless there is a withdrawal");
        return;
    };
    check.line("document.title", &document.title, LINE);
    check.line_if("document.number", document.number.as_deref(), 100);
    check.line_if("document.indexNumber", document.index_number.as_deref(), LINE);
    check.list("document.issuers", &document.issuers, LIST);
    if document.issuers.is_empty() {
        check.problem("document.issuers", "is required, but empty");
    }
    check.distinct("document.issuers", &document.issuers);
    check.list("document.topics", &document.topics, LIST);
    check.distinct("document.topics", &document.topics);
    for (place, topic) in document.topics.iter().enumerate() {
        check.line(&format!("document.topics[{place}]"), topic, LINE);
    }
    check.date("document.formedOn", document.formed_on);
    check.date("document.issuedOn", document.issued_on);
    if let Some(summary) = &document.summary {
        check.body("document.summary", summary);
    }
    check.body("document.body", &document.body);
    check.line_if("document.draftingOffice", document.drafting_office.as_deref(), LINE);
    check.line_if("document.publicContact", document.public_contact.as_deref(), LINE);
    check.list("document.attachments", &document.attachments, LIST);
    for (place, attachment) in document.attachments.iter().enumerate() {
        let path = |field: &str| format!("document.attachments[{place}].{field}");
        check.line(&path("name"), &attachment.name, LINE);
        check.line(&path("mediaType"), &attachment.media_type, LINE);
        check.url(&path("url"), &attachment.url);
        if attachment.byte_size < 0 {
            check.problem(path("byteSize"), format!("{} is less than 0", attachment.byte_size));
        }
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if attachment.sha256.len() != 64 || !attachment.sha256.bytes().all(is_hex) {
            check.problem(path("sha256"), "must be 64 lower-case hexadecimal digits");
        }
    }
    check.list("document.catalogEntries", &document.catalog_entries, LIST);
    check.list("interpretations", &package.interpretations, INTERPRETATIONS);
    let mut keys = HashSet::new();
    for (place, it) in package.interpretations.iter().enumerate() {
        interpretation(it, &format!("interpretations[{place}]"), check);
        let key = package.interpretation_key(place);
        if !keys.insert(key.clone()) {
            check.problem(format!("interpretations[{place}].source"), format!("{key} stands twice"));
        }
    }
    check.list("relations", &package.relations, LIST);
    for (place, relation) in package.relations.iter().enumerate() {
        check.line(&format!("relations[{place}].citation"), &relation.citation, LINE);
        reference(&format!("relations[{place}].target"), relation.target.as_ref(), package, check);
    }
    check.list("validityEvents", &package.validity_events, LIST);
    for (place, event) in package.validity_events.iter().enumerate() {
        let path = |field: &str| format!("validityEvents[{place}].{field}");
        check.date(&path("effectiveOn"), Some(event.effective_on));
        check.date(&path("decidedOn"), event.decided_on);
        check.date(&path("until"), event.until);
        check.line_if(&path("citation"), event.citation.as_deref(), LINE);
        check.line_if(&path("scope"), event.scope.as_deref(), LINE);
        reference(&path("instrument"), event.instrument.as_ref(), package, check);
    }
}

fn interpretation(it: &Interpretation, path: &str, check: &mut Check) {
    if let Some(key) = &it.source {
        check.key(&format!("{path}.source"), key);
    }
    check.line(&format!("{path}.title"), &it.title, LINE);
    check.body(&format!("{path}.body"), &it.body);
    if let Some(url) = &it.media_url {
        check.url(&format!("{path}.mediaUrl"), url);
    }
    check.line_if(&format!("{path}.interpretedBy"), it.interpreted_by.as_deref(), LINE);
    let mut met = HashSet::new();
    for (place, element) in it.elements.iter().enumerate() {
        if !met.insert(element) {
            check.problem(format!("{path}.elements[{place}]"), format!("{} stands twice", element.code()));
        }
    }
}

fn reference(path: &str, key: Option<&SourceKey>, package: &Package, check: &mut Check) {
    let Some(key) = key else { return };
    check.key(path, key);
    if *key == package.source {
        check.problem(path, "a document cannot refer to itself");
    }
}
