//! Selects of sea-orm, read by whichever way the request has.

use super::Db;
use super::shape::{Armed, Counted, Pair, Tuple, Whole};
use crate::database::inline::Shape;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DbErr, EntityTrait, FromQueryResult, QueryResult, QuerySelect, QueryTrait,
    Select, SelectGetableTuple, SelectTwo, Selector, TryGetableMany, TryIntoModel,
};

/// The column that numbers the parts of a statement.
pub const ARM: &str = "arm";

/// The column that counts.
pub const TOTAL: &str = "total";

/// An entity that is read whole.
pub trait Entities: EntityTrait<Model: Send, ActiveModel: TryIntoModel<Self::Model>> + 'static {}

impl<E> Entities for E where E: EntityTrait<Model: Send, ActiveModel: TryIntoModel<E::Model>> + 'static {}

/// A select whose rows are read.
pub trait Read: Sized {
    /// A row.
    type Row;

    /// All rows.
    fn rows(self, db: &Db) -> impl Future<Output = Result<Vec<Self::Row>, DbErr>> + Send;

    /// The first row.
    fn first(self, db: &Db) -> impl Future<Output = Result<Option<Self::Row>, DbErr>> + Send;
}

impl<E: Entities> Read for Select<E> {
    type Row = E::Model;

    async fn rows(self, db: &Db) -> Result<Vec<E::Model>, DbErr> {
        match db.inline() {
            Some(inline) => db.in_place::<Whole<E>>(inline, self.build(DatabaseBackend::Sqlite)).await,
            None => self.all(db).await,
        }
    }

    async fn first(self, db: &Db) -> Result<Option<E::Model>, DbErr> {
        Ok(self.limit(1).rows(db).await?.pop())
    }
}

impl<E: Entities, F: Entities> Read for SelectTwo<E, F> {
    type Row = (E::Model, Option<F::Model>);

    async fn rows(self, db: &Db) -> Result<Vec<Self::Row>, DbErr> {
        match db.inline() {
            Some(inline) => db.in_place::<Pair<E, F>>(inline, self.build(DatabaseBackend::Sqlite)).await,
            None => self.all(db).await,
        }
    }

    async fn first(self, db: &Db) -> Result<Option<Self::Row>, DbErr> {
        Ok(self.limit(1).rows(db).await?.pop())
    }
}

impl<T> Read for Selector<SelectGetableTuple<T>>
where
    T: TryGetableMany + Send + 'static,
    Tuple<T>: Shape<Row = T>,
{
    type Row = T;

    async fn rows(self, db: &Db) -> Result<Vec<T>, DbErr> {
        match db.inline() {
            Some(inline) => db.in_place::<Tuple<T>>(inline, self.into_statement(DatabaseBackend::Sqlite)).await,
            None => self.all(db).await,
        }
    }

    async fn first(self, db: &Db) -> Result<Option<T>, DbErr> {
        match db.inline() {
            Some(_) => Ok(self.rows(db).await?.into_iter().next()),
            None => self.one(db).await,
        }
    }
}

/// The rows of a statement of several arms, each with the number of its own; 0 where the statement has but one.
pub async fn arms<E: Entities>(db: &Db, select: &SelectStatement) -> Result<Vec<(usize, E::Model)>, DbErr> {
    if let Some(inline) = db.inline() {
        return db.in_place::<Armed<E>>(inline, DatabaseBackend::Sqlite.build(select)).await;
    }
    let rows = db.query_all(select).await?;
    rows.into_iter().map(|row| Ok((number(&row)?, E::Model::from_query_result(&row, "")?))).collect()
}

/// The counts of a statement of several arms, likewise.
pub async fn totals(db: &Db, select: &SelectStatement) -> Result<Vec<(usize, i64)>, DbErr> {
    if let Some(inline) = db.inline() {
        return db.in_place::<Counted>(inline, DatabaseBackend::Sqlite.build(select)).await;
    }
    let rows = db.query_all(select).await?;
    rows.into_iter().map(|row| Ok((number(&row)?, row.try_get("", TOTAL)?))).collect()
}

fn number(row: &QueryResult) -> Result<usize, DbErr> {
    let arm: Option<i32> = row.try_get("", ARM)?;
    usize::try_from(arm.unwrap_or(0)).map_err(|error| DbErr::Type(error.to_string()))
}
