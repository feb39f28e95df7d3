//! Documents and all that hangs on them, many at a time.

use super::check::{self, Check};
use super::content::{self, Content, Stored};
use super::interpretation;
use super::lookup::{Entries, Sources};
use super::unit::Directory;
use super::{Deed, Outcome, Verdict, Writer, deadline, find_in, join, validity, withdraw};
use crate::error::Result;
use crate::service::package::{Package, SourceKey};
use chrono::{DateTime, Utc};
use entity::value::SubjectType;
use entity::{document, interpretation as interpretations};
use rows::{Counting, Rows};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

mod rows;

/// Writes packages, in their order. A few hundred at a time are fastest: each table is asked and written once for all.
pub async fn packages(writer: &mut Writer, packages: Vec<Package>) -> Result<Vec<Verdict>> {
    let mut verdicts = Vec::with_capacity(packages.len());
    let mut batch = Vec::new();
    for package in packages {
        match &package.withdrawal {
            None => batch.push(package),
            Some(told) => {
                verdicts.extend(put(writer, std::mem::take(&mut batch)).await?);
                let alone = Package { withdrawal: None, ..package.clone() };
                let is_alone = alone
                    == Package {
                        source: alone.source.clone(),
                        document: None,
                        interpretations: Vec::new(),
                        relations: Vec::new(),
                        validity_events: Vec::new(),
                        withdrawal: None,
                    };
                verdicts.push(if is_alone {
                    withdraw::by_key(writer, &package.source, told).await?
                } else {
                    Err(vec![super::Problem::new("withdrawal", "nothing but source stands beside a withdrawal")])
                });
            }
        }
    }
    verdicts.extend(put(writer, batch).await?);
    Ok(verdicts)
}

/// A package that has passed, on its way to the tables.
#[derive(Debug)]
struct Draft {
    package: Package,
    id: Uuid,
    held: Option<document::Model>,
    publisher_id: Uuid,
    issuers: Vec<Uuid>,
    /// Ids of the catalog entries.
    entries: BTreeSet<Uuid>,
    /// Ids of the interpretations, with their keys.
    interpretations: Vec<(SourceKey, Uuid)>,
    published_at: DateTime<Utc>,
}

/// What a batch of packages is checked against.
struct Known {
    directory: Arc<Directory>,
    entries: Arc<Entries>,
    sources: Sources,
    documents: HashMap<Uuid, document::Model>,
    interpretations: HashMap<Uuid, interpretations::Model>,
    /// Who has an index number, held or of this batch: the id and the title.
    index_numbers: HashMap<String, (Uuid, String)>,
    /// Interpretations of the batch so far.
    drafted: HashMap<SourceKey, interpretation::Draft>,
}

async fn put(writer: &mut Writer, packages: Vec<Package>) -> Result<Vec<Verdict>> {
    if packages.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = Known::of(writer, &packages).await?;
    let mut verdicts: Vec<Verdict> = vec![Ok(Outcome::Unchanged); packages.len()];
    let mut first: HashMap<SourceKey, (usize, Package)> = HashMap::new();
    let mut repeats = Vec::new();
    let mut drafts: Vec<(usize, Draft)> = Vec::new();
    for (place, package) in packages.into_iter().enumerate() {
        if let Some((earlier, other)) = first.get(&package.source) {
            if *other == package {
                repeats.push((place, *earlier));
            } else {
                let reason = format!("{} stands earlier in the file with other content", package.source);
                verdicts[place] = Err(vec![super::Problem::new("source", reason)]);
            }
            continue;
        }
        first.insert(package.source.clone(), (place, package.clone()));
        match known.draft(writer, package) {
            Ok(draft) => drafts.push((place, draft)),
            Err(problems) => verdicts[place] = Err(problems),
        }
    }
    drop(first);

    let explained: Vec<interpretation::Draft> = std::mem::take(&mut known.drafted).into_values().collect();
    let explained = interpretation::store(writer, &explained).await?;
    let outcomes = store(writer, &known, &drafts).await?;
    for ((place, draft), outcome) in drafts.iter().zip(outcomes) {
        let is_explained_anew = || draft.interpretations.iter().any(|(_, id)| explained[id] != Outcome::Unchanged);
        verdicts[*place] = Ok(match outcome {
            Outcome::Unchanged if is_explained_anew() => Outcome::Updated,
            outcome => outcome,
        });
    }
    for (place, earlier) in repeats {
        verdicts[place] = match &verdicts[earlier] {
            Ok(_) => Ok(Outcome::Unchanged),
            Err(problems) => Err(problems.clone()),
        };
    }
    Ok(verdicts)
}

impl Known {
    /// Asks each table once for what the packages name.
    async fn of(writer: &mut Writer, packages: &[Package]) -> Result<Self> {
        let (directory, entries) = (writer.directory().await?, writer.entries().await?);
        let mut keys = HashSet::new();
        for package in packages {
            keys.insert(package.source.clone());
            keys.extend((0..package.interpretations.len()).map(|place| package.interpretation_key(place)));
            keys.extend(package.relations.iter().filter_map(|relation| relation.target.clone()));
            keys.extend(package.validity_events.iter().filter_map(|event| event.instrument.clone()));
        }
        let txn = &writer.txn;
        let sources = Sources::find(txn, &keys).await?;
        let (kind, other) = (SubjectType::Document, SubjectType::Interpretation);
        let ids: Vec<Uuid> = packages.iter().filter_map(|package| sources.held(kind, &package.source)).collect();
        let documents = find_in::<document::Entity, _>(txn, document::Column::Id, &ids).await?;
        let ids: Vec<Uuid> = keys.iter().filter_map(|key| sources.held(other, key)).collect();
        let held = find_in::<interpretations::Entity, _>(txn, interpretations::Column::Id, &ids).await?;
        let numbers: Vec<String> = (packages.iter())
            .filter_map(|package| package.document.as_ref().and_then(|document| document.index_number.clone()))
            .collect();
        let numbered = find_in::<document::Entity, _>(txn, document::Column::IndexNumber, &numbers).await?;
        let number = |row: document::Model| row.index_number.map(|number| (number, (row.id, row.title)));
        Ok(Self {
            directory,
            entries,
            sources,
            documents: documents.into_iter().map(|row| (row.id, row)).collect(),
            interpretations: held.into_iter().map(|row| (row.id, row)).collect(),
            index_numbers: numbered.into_iter().filter_map(number).collect(),
            drafted: HashMap::new(),
        })
    }

    /// The package, ready to be stored; or all that is wrong with it, and nothing remembered of it.
    fn draft(&mut self, writer: &Writer, package: Package) -> std::result::Result<Draft, Vec<super::Problem>> {
        let mut check = Check::default();
        check::package(&package, &mut check);
        validity::check(&package.validity_events, &mut check);
        let Some(document) = &package.document else { return check.done().and(Err(Vec::new())) };
        if let Some(tombstone) = self.sources.tombstone(SubjectType::Document, &package.source) {
            check.problem("source", format!("{} {}", package.source, withdraw::told(tombstone)));
        }
        let held = self.sources.held(SubjectType::Document, &package.source).and_then(|id| self.documents.get(&id));
        let id = held.map_or_else(|| writer.clock.id(), |row| row.id);
        let mut unit = |path: String, code: &str| {
            let found = self.directory.id(code);
            if found.is_none() && !code.trim().is_empty() {
                check.problem(path, format!("no unit has the code {code:?}"));
            } else if found.is_none() {
                check.problem(path, "is required, but empty");
            }
            found.unwrap_or_default()
        };
        let publisher_id = unit("document.publisher".into(), &document.publisher);
        let issuers = document.issuers.iter().enumerate();
        let issuers = issuers.map(|(place, code)| unit(format!("document.issuers[{place}]"), code)).collect();
        let mut entries = BTreeSet::new();
        for (place, key) in document.catalog_entries.iter().enumerate() {
            let path = format!("document.catalogEntries[{place}]");
            match self.entries.newest(key) {
                Some(id) if !entries.insert(id) => check.problem(path, "stands twice"),
                Some(_) => {}
                None => {
                    let columns = key.columns.join(" / ");
                    let reason = format!("no edition holds the item {:?} of {:?} under {columns}", key.item, key.unit);
                    check.problem(path, reason);
                }
            }
        }
        if let Some(number) = &document.index_number
            && let Some((_, title)) = self.index_numbers.get(number).filter(|(other, _)| *other != id)
        {
            check.problem("document.indexNumber", format!("{number:?} is the index number of 《{title}》"));
        }
        let kept = held.map(|row| row.published_at);
        let path = "document.publishedAt";
        let published_at = check.published_at(path, document.published_at, kept, writer.now, writer.now);
        let mut drafted = Vec::new();
        for (place, given) in package.interpretations.iter().enumerate() {
            drafted.push(interpretation::Draft::new(
                (package.interpretation_key(place), given),
                &format!("interpretations[{place}]"),
                (&self.sources, &self.interpretations),
                &self.drafted,
                (writer, published_at),
                &mut check,
            ));
        }
        check.done()?;
        if let Some(number) = &document.index_number {
            self.index_numbers.insert(number.clone(), (id, document.title.clone()));
        }
        let interpretations = drafted.iter().map(|draft| (draft.key.clone(), draft.id)).collect();
        for draft in drafted {
            self.drafted.entry(draft.key.clone()).or_insert(draft);
        }
        let held = held.cloned();
        Ok(Draft { id, held, publisher_id, issuers, entries, interpretations, published_at, package })
    }
}

/// Stores those that are new or changed.
async fn store(writer: &mut Writer, known: &Known, drafts: &[(usize, Draft)]) -> Result<Vec<Outcome>> {
    let arriving: HashMap<&SourceKey, Uuid> = drafts.iter().map(|(_, it)| (&it.package.source, it.id)).collect();
    let resolve =
        |key: &SourceKey| arriving.get(key).copied().or_else(|| known.sources.held(SubjectType::Document, key));
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut changed: Vec<(&Draft, Content, String)> = Vec::new();
    for (_, draft) in drafts {
        let content = rows::content(draft, &known.entries, &resolve);
        let hash = content.hash()?;
        outcomes.push(match &draft.held {
            Some(held) if held.content_hash == hash => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
            None => Outcome::Created,
        });
        if outcomes.last() != Some(&Outcome::Unchanged) {
            changed.push((draft, content, hash));
        }
    }

    let held: Vec<Uuid> = changed.iter().filter_map(|(draft, ..)| draft.held.as_ref().map(|row| row.id)).collect();
    let mut stored = content::load(&writer.txn, &held, &known.directory, &known.entries).await?;
    let calendar = writer.calendar().await?;
    let judged = deadline::judged(&writer.txn, &held).await?;
    let counting = Counting { entries: &known.entries, calendar: &calendar, judged: &judged };
    let mut rows = Rows::default();
    let mut dropped = BTreeSet::new();
    let mut new = Vec::new();
    for (draft, content, hash) in changed {
        let before: Option<Stored> = stored.remove(&draft.id);
        let version = before.as_ref().map_or(1, |before| before.row.version + 1);
        let deed = Deed {
            subject: (SubjectType::Document, draft.id),
            action: "IMPORT",
            kinds: Some(content.kinds(before.as_ref().map(|before| &before.content))),
            version,
            before: before.as_ref().map(|before| before.row.content_hash.clone()),
            after: Some(hash.clone()),
            reason: None,
        };
        writer.log(deed).await?;
        match &before {
            None => new.push((&draft.package.source, draft.id)),
            Some(before) => {
                let kept = |id: &Uuid| draft.interpretations.iter().any(|(_, kept)| kept == id);
                dropped.extend(before.interpretations.iter().copied().filter(|id| !kept(id)));
            }
        }
        rows.add((writer, counting), draft, content, (version, hash), before, &resolve);
    }
    rows.write(writer, &held).await?;
    join::arrived(writer, &new).await?;
    withdraw::orphans(writer, &dropped).await?;
    Ok(outcomes)
}
