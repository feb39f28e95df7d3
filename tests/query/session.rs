//! PostgreSQL read over sessions of its own: they cannot write, they are no more than allowed, and one that is given up is
//! missed by nobody.

use gongkai::config::Config;
use gongkai::service::db::Db;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use support::{Engine, TestApp};

/// How many sessions that read the server has.
async fn sessions(app: &TestApp) -> i64 {
    let sql = "SELECT COUNT(*) AS total FROM pg_stat_activity
               WHERE application_name = 'gongkai reader' AND datname = current_database()";
    let backend = app.connection().get_database_backend();
    let row = app.connection().query_one_raw(Statement::from_string(backend, sql)).await.expect("the server tells");
    row.expect("a row").try_get("", "total").expect("a count")
}

#[tokio::test]
async fn a_session_that_reads_cannot_write() {
    let app = TestApp::sample(Engine::Postgres).await;
    let db = Db::new(app.connection().clone(), Arc::default()).within(app.app.readers.clone(), Duration::from_secs(60));
    let backend = db.get_database_backend();
    let write = Statement::from_string(backend, "DELETE FROM setting WHERE name = 'nothing' RETURNING name");
    let refused = db.query_all_raw(write).await.expect_err("it only reads").to_string();
    assert!(refused.contains("read-only transaction"), "{refused}");
    // What the server refuses costs the session nothing.
    let read = Statement::from_string(backend, "SELECT 1 AS one");
    assert_eq!(db.query_all_raw(read).await.expect("it reads").len(), 1);
    assert_eq!(sessions(&app).await, 1);
}

#[tokio::test]
async fn there_are_no_more_sessions_than_allowed() {
    let db = Engine::Postgres.sample().await;
    let config = Config { database_connections: 5, cache_bytes: 0, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let query = "{ documents { totalCount nodes { id interpretations { id } publisher { id } } } }";
    let all = futures_util::future::join_all((0..60).map(|_| client.ask(query, json!({})))).await;
    assert!(all.iter().all(|answer| answer.status == 200 && answer.code().is_empty()));
    // Two of the five are the pool's.
    let held = sessions(&app).await;
    assert!((1..=3).contains(&held), "{held}");
}

#[tokio::test]
async fn what_is_given_up_takes_its_session_along() {
    let db = Engine::Postgres.sample().await;
    let config = Config { database_connections: 3, cache_bytes: 0, request_timeout_seconds: 1, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let slow =
        Db::new(app.connection().clone(), Arc::default()).within(app.app.readers.clone(), Duration::from_secs(60));
    let sleep = Statement::from_string(slow.get_database_backend(), "SELECT pg_sleep(60)");
    let given_up = tokio::time::timeout(Duration::from_millis(300), slow.query_all_raw(sleep)).await;
    assert!(given_up.is_err());
    // There is one session only: it is another one now.
    let answer = client.ask("{ documents { totalCount } }", json!({})).await;
    assert_eq!((answer.status, answer.code()), (200, ""));
}
