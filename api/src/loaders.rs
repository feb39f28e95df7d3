//! Batching per request: what the fields of many objects ask for one by one is read in one statement.

use crate::error::{Error, Result};
use crate::pagination::Page;
use crate::service::health::{Health, Obligation, Question, Whose};
use crate::service::listing::{ListKey, Listed, grouped};
use crate::service::{self, Reader};
use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use async_graphql::runtime::{Timer, TokioSpawner};
use entity::*;
use futures_util::future::{BoxFuture, FutureExt};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// The loaders of one request, with what they have read: an object that is met twice is read once.
pub type Loaders = DataLoader<Reader, HashMapCache>;

/// A batch larger than this is sent at once. No list within the limits of a query comes near it.
const MAX_BATCH: usize = 10_000;

/// Loaders for one request.
pub fn loaders(reader: Reader) -> Loaders {
    DataLoader::with_cache(reader, TokioSpawner::current(), NextTurn, HashMapCache::default()).max_batch_size(MAX_BATCH)
}

/// Waits for the other fields of the request to be asked, not for a time: they are all asked in the turn that asked the
/// first, and the batch runs in the next.
struct NextTurn;

impl Timer for NextTurn {
    fn delay(&self, _: Duration) -> BoxFuture<'static, ()> {
        tokio::task::yield_now().boxed()
    }
}

/// The loaders of the request at hand.
pub fn of<'a>(ctx: &Context<'a>) -> Result<&'a Loaders> {
    ctx.data::<Loaders>().map_err(|_| Error::Internal("a request without loaders".into()))
}

/// What the request at hand reads with.
pub fn reader<'a>(ctx: &Context<'a>) -> Result<&'a Reader> {
    Ok(of(ctx)?.loader())
}

/// One thing by its key; none where there is none.
pub async fn one<K, V>(ctx: &Context<'_>, key: K) -> Result<Option<V>>
where
    K: Send + Sync + Hash + Eq + Clone + 'static,
    Reader: Loader<K, Value = V, Error = Error>,
    V: Send + Sync + Clone + 'static,
{
    of(ctx)?.load_one(key).await
}

macro_rules! loader {
    ($(#[$doc:meta])* $key:ident -> $value:ty = $load:path) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $key(pub Uuid);

        impl Loader<$key> for Reader {
            type Value = Arc<$value>;
            type Error = Error;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Self::Value>> {
                let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
                Ok($load(self, &ids).await?.into_iter().map(|(id, value)| ($key(id), Arc::from(value))).collect())
            }
        }
    };
}

loader!(
    /// A unit.
    UnitById -> unit::Model = service::unit::by_ids
);
loader!(
    /// The units beneath a unit.
    UnitChildren -> Vec<unit::Model> = service::unit::children
);
loader!(
    /// An edition.
    CatalogById -> catalog::Model = service::catalog::by_ids
);
loader!(
    /// A column.
    ColumnById -> catalog_column::Model = service::catalog_column::by_ids
);
loader!(
    /// The columns beneath a column.
    ColumnChildren -> Vec<catalog_column::Model> = service::catalog_column::children
);
loader!(
    /// An entry.
    EntryById -> catalog_entry::Model = service::catalog_entry::by_ids
);
loader!(
    /// The entries of a document.
    EntriesOfDocument -> Vec<catalog_entry::Model> = service::catalog_entry::of_documents
);
loader!(
    /// A document.
    DocumentById -> document::Model = service::document::by_ids
);
loader!(
    /// The body of a document.
    DocumentBody -> String = service::document::bodies
);
loader!(
    /// The issuers of a document.
    IssuersOfDocument -> Vec<unit::Model> = service::document::issuers
);
loader!(
    /// The topics of a document.
    TopicsOfDocument -> Vec<String> = service::document::topics
);
loader!(
    /// An attachment.
    AttachmentById -> attachment::Model = service::attachment::by_ids
);
loader!(
    /// The attachments of a document.
    AttachmentsOfDocument -> Vec<attachment::Model> = service::attachment::of_documents
);
loader!(
    /// The references of a document to others.
    RelationsOfDocument -> Vec<document_relation::Model> = service::document_relation::of_documents
);
loader!(
    /// An interpretation.
    InterpretationById -> interpretation::Model = service::interpretation::by_ids
);
loader!(
    /// The interpretations of a document.
    InterpretationsOfDocument -> Vec<Arc<interpretation::Model>> = service::interpretation::of_documents
);
loader!(
    /// The body of an interpretation.
    InterpretationBody -> String = service::interpretation::bodies
);
loader!(
    /// The documents that an interpretation explains.
    DocumentsOfInterpretation -> Vec<document::Model> = service::document::of_interpretations
);
loader!(
    /// A validity event.
    ValidityEventById -> validity_event::Model = service::validity::by_ids
);
loader!(
    /// The validity events of a document.
    EventsOfDocument -> Vec<validity_event::Model> = service::validity::events
);
loader!(
    /// A notice of holidays.
    NoticeById -> holiday_notice::Model = service::calendar::notices
);
loader!(
    /// What a notice of holidays says of single days.
    DaysOfNotice -> Vec<holiday::Model> = service::calendar::days_of_notices
);
loader!(
    /// The last days on which a document was in time, by entry.
    DeadlinesOfDocument -> Vec<disclosure_deadline::Model> = service::disclosure_deadline::of_documents
);
loader!(
    /// The document of a task plan's number.
    DocumentOfPlan -> Uuid = service::task_plan::documents
);
loader!(
    /// What stands where an object stood.
    TombstoneById -> tombstone::Model = service::tombstone::by_ids
);
loader!(
    /// A task plan.
    PlanById -> task_plan::Model = service::task_plan::by_ids
);
loader!(
    /// What a program finds wrong with a task plan.
    FindingsOfPlan -> Vec<service::task_plan::finding::Finding> = service::task_plan::findings
);
loader!(
    /// A task.
    TaskById -> task::Model = service::task::by_ids
);
loader!(
    /// Whom a task names, with the units that are meant.
    UnitsOfTask -> Vec<service::task_unit::Named> = service::task_unit::of_tasks
);

/// The columns of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnTree(pub service::catalog_column::TreeKey);

impl Loader<ColumnTree> for Reader {
    type Value = Arc<Vec<Arc<catalog_column::Model>>>;
    type Error = Error;

    async fn load(&self, keys: &[ColumnTree]) -> Result<HashMap<ColumnTree, Self::Value>> {
        let mut out = HashMap::new();
        for key in keys {
            out.insert(*key, Arc::new(service::catalog_column::tree(self, key.0).await?));
        }
        Ok(out)
    }
}

/// The figures of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HealthOfUnit(pub Question, pub Uuid);

impl Loader<HealthOfUnit> for Reader {
    type Value = Arc<Health>;
    type Error = Error;

    async fn load(&self, keys: &[HealthOfUnit]) -> Result<HashMap<HealthOfUnit, Arc<Health>>> {
        let mut out = HashMap::new();
        for (question, units) in grouped(keys.iter().map(|key| (key.0, key.1))) {
            let healths = service::health::of_units(self, question, &units).await?;
            out.extend(healths.into_iter().map(|(unit, health)| (HealthOfUnit(question, unit), health)));
        }
        Ok(out)
    }
}

/// The figures of all units of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HealthOfCatalog(pub Question, pub Uuid);

impl Loader<HealthOfCatalog> for Reader {
    type Value = Arc<BTreeMap<Uuid, Arc<Health>>>;
    type Error = Error;

    async fn load(&self, keys: &[HealthOfCatalog]) -> Result<HashMap<HealthOfCatalog, Self::Value>> {
        let mut out = HashMap::new();
        for key in keys {
            out.insert(*key, Arc::new(service::health::of_catalog(self, key.0, key.1).await?));
        }
        Ok(out)
    }
}

/// Documents that a unit, or all units of an edition, did not disclose in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LateDocuments(pub Question, pub Whose);

impl Loader<LateDocuments> for Reader {
    type Value = Arc<Vec<Obligation>>;
    type Error = Error;

    async fn load(&self, keys: &[LateDocuments]) -> Result<HashMap<LateDocuments, Self::Value>> {
        let mut out = HashMap::new();
        for (question, whose) in grouped(keys.iter().map(|key| (key.0, key.1))) {
            let late = service::health::late_documents(self, question, &whose).await?;
            out.extend(late.into_iter().map(|(whose, late)| (LateDocuments(question, whose), Arc::new(late))));
        }
        Ok(out)
    }
}

impl<L: Listed> Loader<ListKey<L>> for Reader {
    type Value = Arc<Page<L::Model>>;
    type Error = Error;

    async fn load(&self, keys: &[ListKey<L>]) -> Result<HashMap<ListKey<L>, Self::Value>> {
        service::listing::load(self, keys).await
    }
}

/// The total of a list.
pub struct TotalKey<L: Listed>(pub ListKey<L>);

impl<L: Listed> Clone for TotalKey<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<L: Listed> PartialEq for TotalKey<L> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<L: Listed> Eq for TotalKey<L> {}

impl<L: Listed> Hash for TotalKey<L> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<L: Listed> Loader<TotalKey<L>> for Reader {
    type Value = i64;
    type Error = Error;

    async fn load(&self, keys: &[TotalKey<L>]) -> Result<HashMap<TotalKey<L>, i64>> {
        let lists: Vec<ListKey<L>> = keys.iter().map(|key| key.0.clone()).collect();
        let totals = service::listing::count(self, &lists).await?;
        Ok(totals.into_iter().map(|(list, total)| (TotalKey(list), total)).collect())
    }
}
