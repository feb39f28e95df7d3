//! SQLite read in place: the same rows as the pool reads, the last commit always, and nothing that runs on.

use gongkai::database::Readers;
use gongkai::database::cell::Kind;
use gongkai::error::Error;
use gongkai::service::db::{Db, Entities, Read, totals};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Iterable, QuerySelect,
    Related,
};
use std::sync::Arc;
use std::time::Duration;
use support::{Engine, TestApp};

const LONG: Duration = Duration::from_secs(60);

/// The database as a request has it.
fn in_place(app: &TestApp, limit: Duration) -> Db {
    Db::new(app.connection().clone(), Arc::default()).within(app.app.readers.clone(), limit)
}

/// Every row of an entity, by both ways; how many there are.
async fn agree<E: Entities>(app: &TestApp, entity: E) -> usize
where
    E::Model: PartialEq,
{
    let table = entity.table_name().to_owned();
    for column in E::Column::iter() {
        let definition = column.def();
        let kind = Kind::of(definition.get_column_type()).expect("a kind of column that is read");
        let mut row = <E::ActiveModel as ActiveModelTrait>::default();
        // A null of a kind that is not the field's would be refused as any other value of it would.
        let took = row.try_set(column, kind.null());
        assert_eq!(took.is_ok(), definition.is_null(), "{table}.{column:?}: {took:?}");
    }
    let pooled = E::find().all(app.connection()).await.expect("the pool reads");
    let found = E::find().rows(&in_place(app, LONG)).await.expect("it is read in place");
    assert_eq!(found.len(), pooled.len(), "{table}");
    for (found, pooled) in found.iter().zip(&pooled) {
        assert_eq!(found, pooled, "{table}");
    }
    found.len()
}

macro_rules! agree {
    ($app:expr, $($noun:ident),+ $(,)?) => {
        [$((stringify!($noun), agree($app, entity::$noun::Entity).await)),+]
    };
}

#[tokio::test]
async fn all_entities_read_as_by_the_pool() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let rows = agree!(
        &app,
        attachment,
        audit_event,
        bigram,
        catalog,
        catalog_column,
        catalog_entry,
        change,
        disclosure_deadline,
        document,
        document_bigram,
        document_body,
        document_catalog_entry,
        document_interpretation,
        document_issuer,
        document_relation,
        document_topic,
        holiday,
        holiday_notice,
        interpretation,
        interpretation_body,
        setting,
        source_reference,
        task,
        task_plan,
        task_unit,
        task_unit_member,
        tombstone,
        unit,
        unit_ancestor,
        validity_event,
        validity_span,
    );
    let empty: Vec<_> = rows.iter().filter(|(_, rows)| *rows == 0).map(|(noun, _)| *noun).collect();
    assert_eq!(empty, ["tombstone"], "a table without rows shows nothing");
}

#[tokio::test]
async fn joined_rows_read_as_by_the_pool() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let db = in_place(&app, LONG);
    // 78 documents, of which some have relations to what is held and some to what is not.
    let select = || entity::document::Entity::find().find_also_related(entity::unit::Entity);
    assert_eq!(select().rows(&db).await.expect("rows"), select().all(app.connection()).await.expect("rows"));
    let unmet = || {
        let never = |_: sea_orm::sea_query::DynIden, _: sea_orm::sea_query::DynIden| {
            sea_orm::sea_query::IntoCondition::into_condition(Expr::cust("1 = 0"))
        };
        let join = <entity::document::Entity as Related<entity::unit::Entity>>::to().on_condition(never);
        let select = entity::document::Entity::find().join(sea_orm::JoinType::LeftJoin, join);
        select.select_also(entity::unit::Entity)
    };
    let found = unmet().rows(&db).await.expect("rows");
    assert!(found.len() > 50 && found.iter().all(|(_, unit)| unit.is_none()), "a join that met nothing is none");
    assert_eq!(found, unmet().all(app.connection()).await.expect("rows"));
}

#[tokio::test]
async fn a_value_of_another_kind_is_an_error_never_null() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let db = in_place(&app, LONG);
    for (column, value, good) in [
        ("number_year", "'x'", "NULL"),
        ("number_year", "x'00'", "NULL"),
        ("number_year", "4294967296", "NULL"),
        ("number_year", "1.5", "NULL"),
        ("formed_on", "'2026-02-30'", "NULL"),
        ("formed_on", "x'20260101'", "NULL"),
        ("updated_at", "'yesterday'", "'2026-01-01T00:00:00+00:00'"),
        ("number_text", "x'ff'", "NULL"),
        ("is_normative", "2", "1"),
    ] {
        let set = async |value: &str| {
            let update = format!("UPDATE document SET {column} = {value}");
            app.connection().execute_unprepared(&update).await.expect("SQLite takes anything");
            entity::document::Entity::find().first(&db).await
        };
        let read = set(value).await;
        assert!(matches!(&read, Err(DbErr::Type(why)) if why.contains(column)), "{column} = {value}: {read:?}");
        set(good).await.expect("a good value is read");
    }
    let found = entity::unit::Entity::find()
        .select_only()
        .column(entity::unit::Column::Name)
        .into_tuple::<(Option<i32>,)>()
        .rows(&db)
        .await;
    assert!(matches!(found, Err(DbErr::Type(_))), "a column read as what it is not: {found:?}");
}

#[tokio::test]
async fn a_commit_is_seen_at_once() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let db = in_place(&app, LONG);
    // Not to be kept: ten thousand times to the disk would tell nothing more.
    let writer = app.db.connect().await;
    writer.execute_unprepared("PRAGMA synchronous = OFF").await.expect("a pragma");
    writer.execute_unprepared("INSERT INTO setting (name, value) VALUES ('seen', '0')").await.expect("a row");
    for turn in 1..=10_000 {
        let write = format!("UPDATE setting SET value = '{turn}' WHERE name = 'seen'");
        writer.execute_unprepared(&write).await.expect("a write");
        let read = entity::setting::Entity::find_by_id("seen").first(&db).await.expect("a read");
        assert_eq!(read.map(|row| row.value), Some(turn.to_string()));
    }
    // Nobody holds an old snapshot: the whole log can be moved into the file and cut.
    let checkpoint =
        sea_orm::Statement::from_string(sea_orm::DatabaseBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
    let row = writer.query_one_raw(checkpoint).await.expect("a checkpoint").expect("a row");
    assert_eq!(row.try_get_by_index::<i32>(0).expect("a number"), 0, "a reader holds up the checkpoint");
}

/// A statement that counts so far.
fn count_to(limit: u64) -> SelectStatement {
    let numbers = format!(
        "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {limit}) SELECT COUNT(*) FROM n)"
    );
    SelectStatement::new().expr_as(Expr::cust(numbers), "total").to_owned()
}

/// All turns of those that take long are free again: what had them runs no more.
async fn nothing_runs(app: &TestApp) {
    let db = in_place(app, LONG);
    for _ in 0..8 {
        assert_eq!(totals(&db, &count_to(300_000)).await.expect("a count"), [(0, 300_000)]);
    }
}

#[tokio::test]
async fn what_takes_long_holds_up_nobody_and_ends_with_its_request() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let for_ever = count_to(u64::MAX / 4);
    let short = in_place(&app, Duration::from_millis(200));
    // More than have turns: the last wait for theirs, and their time runs out there.
    let long = || totals(&short, &for_ever);
    let (a, b, c, d, e, f) = tokio::join!(long(), long(), long(), long(), long(), long());
    for ended in [a, b, c, d, e, f] {
        let ended = ended.expect_err("it has no end");
        assert!(matches!(Error::from(ended), Error::Unavailable(_)), "at the time limit");
    }
    nothing_runs(&app).await;

    // A request that is given up takes its statements with it, long before their own limit.
    let db = in_place(&app, LONG);
    for _ in 0..8 {
        let given_up = tokio::time::timeout(Duration::from_millis(20), totals(&db, &for_ever)).await;
        assert!(given_up.is_err());
    }
    nothing_runs(&app).await;
}

async fn unavailable(app: &TestApp, limit: Duration) -> Error {
    let read = entity::setting::Entity::find().rows(&in_place(app, limit)).await;
    Error::from(read.expect_err("it cannot be read"))
}

#[tokio::test]
async fn a_file_that_is_locked_gone_or_broken_is_told_apart() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let path = app.db.path();
    let connection: &DatabaseConnection = app.connection();
    connection.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
    // Nothing is open there yet, so each read opens the file anew.
    let aside = path.with_extension("aside");
    std::fs::rename(&path, &aside).expect("the file goes");
    assert!(matches!(unavailable(&app, LONG).await, Error::Unavailable(_)), "gone");
    std::fs::write(&path, [b'x'; 8192]).expect("a file of something else");
    assert!(matches!(unavailable(&app, LONG).await, Error::Internal(_)), "broken");
    std::fs::rename(&aside, &path).expect("the file is back");
    assert!(!entity::setting::Entity::find().rows(&in_place(&app, LONG)).await.expect("a read").is_empty(), "back");
}

#[tokio::test]
async fn what_is_in_memory_is_read_by_the_pool() {
    let config = gongkai::config::Config {
        database_url: "sqlite::memory:".into(),
        database_connections: 1,
        ..Default::default()
    };
    let db = gongkai::database::connect(&config).await.expect("memory");
    gongkai::database::migrate(&db).await.expect("tables");
    let app = gongkai::app::App::new(config, TestApp::clock(), db).await.expect("an instance");
    assert!(matches!(app.readers, Readers::Pool));
    let viewer = gongkai::scope::Viewer::Anonymous;
    let answer =
        app.execute(gongkai::app::Request::new("{ documents { totalCount } }"), viewer, Default::default()).await;
    assert_eq!(answer.data.into_json().expect("JSON")["documents"]["totalCount"], 0, "{:?}", answer.errors);
}

#[tokio::test]
async fn a_read_outlives_the_connections_that_the_server_ends() {
    let app = TestApp::sample(Engine::Postgres).await;
    let query = "{ documents { totalCount nodes { publisher { name } issuers { name } } } }";
    let before = app.client().data(query).await;
    for _ in 0..5 {
        // All at once are in the pool and in use a moment ago, so no ping finds out.
        let (one, two) = (app.client(), app.client());
        let (one, two) = tokio::join!(one.data(query), two.data(query));
        assert!(one == before && two == before);
        let end = format!(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()",
            app.db.name()
        );
        let other = app.db.connect().await;
        other.execute_unprepared(&end).await.expect("the server ends them");
        assert_eq!(app.client().data(query).await, before);
    }
}
