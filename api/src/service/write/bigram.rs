//! The index by which titles are searched, kept in step with them.

use super::setting_value::{outdated, remember};
use super::{Writer, insert_all};
use crate::error::Result;
use crate::scope::Clock;
use chrono::{DateTime, Utc};
use entity::document_bigram::bigrams;
use entity::value::validity::DefaultTerm;
use entity::{bigram, document, document_bigram};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// The setting that tells by which reading of titles the index was made.
const NAME: &str = "title_index";
/// The reading of this program: to be raised when the index comes to hold something else.
const READING: &str = "1";
/// Documents at a time.
const BATCH: u64 = 1_000;

/// A document whose title has come, changed or gone; an empty one stands for none.
#[derive(Debug)]
pub(super) struct Retitled {
    pub document_id: Uuid,
    pub published_at: DateTime<Utc>,
    pub before: String,
    pub after: String,
}

/// Brings the index in step with titles. How often each pair stands in titles is summed up and written at the commit.
pub(super) async fn retitled(writer: &mut Writer, titles: &[Retitled]) -> Result<()> {
    let mut come = Vec::new();
    for title in titles {
        let (before, after) = (bigrams(&title.before), bigrams(&title.after));
        let gone: Vec<&str> = before.difference(&after).copied().collect();
        for bigram in after.difference(&before).copied() {
            writer.count_bigram(bigram, 1);
            let (document_id, published_at) = (title.document_id, title.published_at);
            come.push(document_bigram::Model { bigram: bigram.into(), published_at, document_id });
        }
        if gone.is_empty() {
            continue;
        }
        for bigram in &gone {
            writer.count_bigram(bigram, -1);
        }
        document_bigram::Entity::delete_many()
            .filter(document_bigram::Column::Bigram.is_in(gone))
            .filter(document_bigram::Column::PublishedAt.eq(title.published_at))
            .filter(document_bigram::Column::DocumentId.eq(title.document_id))
            .exec(&writer.txn)
            .await?;
    }
    // In the order of the key: rows that lie together are written together.
    come.sort_unstable_by(|a, b| a.bigram.cmp(&b.bigram));
    insert_all::<document_bigram::Entity>(&writer.txn, come).await
}

/// Adds what was summed up to the counts.
pub(super) async fn write_counts(writer: &mut Writer) -> Result<()> {
    let counts = std::mem::take(&mut writer.bigrams).into_iter().filter(|(_, by)| *by != 0);
    let counts: Vec<_> = counts.map(|(text, by)| bigram::ActiveModel { text: Set(text), documents: Set(by) }).collect();
    let sum = Expr::col((bigram::Entity, bigram::Column::Documents)).add(Expr::cust("excluded.documents"));
    let add = OnConflict::column(bigram::Column::Text).value(bigram::Column::Documents, sum).to_owned();
    for some in counts.chunks(super::ROWS) {
        let insert = bigram::Entity::insert_many(some.to_vec()).on_conflict(add.clone());
        insert.exec_without_returning(&writer.txn).await?;
    }
    Ok(())
}

/// Makes the whole index where it has not been made, or was made by another reading of titles.
pub(super) async fn ensure(db: &DatabaseConnection, clock: &Clock, term: DefaultTerm) -> Result<()> {
    let Some(mut writer) = outdated(db, clock, term, NAME, READING).await? else { return Ok(()) };
    document_bigram::Entity::delete_many().exec(&writer.txn).await?;
    bigram::Entity::delete_many().exec(&writer.txn).await?;
    let mut last = Uuid::nil();
    loop {
        let documents: Vec<(Uuid, DateTime<Utc>, String)> = document::Entity::find()
            .select_only()
            .columns([document::Column::Id, document::Column::PublishedAt, document::Column::Title])
            .filter(document::Column::Id.gt(last))
            .order_by_asc(document::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(&writer.txn)
            .await?;
        let Some((end, ..)) = documents.last() else { break };
        last = *end;
        let title = |(document_id, published_at, after)| {
            let before = String::new();
            Retitled { document_id, published_at, before, after }
        };
        let titles: Vec<Retitled> = documents.into_iter().map(title).collect();
        retitled(&mut writer, &titles).await?;
    }
    remember(&writer.txn, NAME, READING).await?;
    writer.commit().await
}
