//! Never an answer older than a write that the client has seen acknowledged: whoever wrote it, wherever.

use super::cli::gongkai;
use futures_util::future::join_all;
use gongkai::scope::Clock;
use gongkai::service::freshness::Freshness;
use gongkai::service::import::{self, Kind, Options};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::Duration;
use support::{Client, Engine, TestApp, Way, on_both, until};

on_both!(a_write_is_in_the_next_answer, a_write_of_another_process_is_too, without_proof_nothing_is_told);

const NAMES: &str = "{ units(first: 20) { nodes { code name } } }";

/// Gives a unit a name with a number in it; done when the write is acknowledged.
async fn write(db: &DatabaseConnection, clock: &Clock, unit: &str, number: u64) {
    let (text, options) = (row(unit, number), Options::default());
    let report = import::run(db, clock, Default::default(), &Kind::Units, text.as_bytes(), &options).await;
    let report = report.expect("the import runs");
    assert_eq!((report.rejected, report.created + report.updated), (0, 1), "{report}");
}

fn row(unit: &str, number: u64) -> String {
    format!("code,name,short_name,kind,level,parent_code\n{unit},第{number}局,,DEPARTMENT,CITY,\n")
}

/// The number in the unit's name.
fn number(data: &Value, unit: &str) -> u64 {
    let nodes = data["data"]["units"]["nodes"].as_array().unwrap_or_else(|| panic!("{data:#}"));
    let name = nodes.iter().find(|node| node["code"] == unit).and_then(|node| node["name"].as_str());
    name.map_or(0, |name| name.trim_start_matches('第').trim_end_matches('局').parse().expect("a number"))
}

async fn read(client: &Client, coding: &str) -> Value {
    let answer = client.raw(NAMES, &[("accept-encoding", coding)]).await;
    assert_eq!(answer.status(), 200);
    let body = answer.bytes().await.expect("a body");
    match coding {
        "zstd" if body.first() != Some(&b'{') => {
            serde_json::from_slice(&zstd::stream::decode_all(&body[..]).expect("zstd")).expect("JSON")
        }
        _ => serde_json::from_slice(&body).expect("JSON"),
    }
}

async fn a_write_is_in_the_next_answer(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let beside = TestApp::over(app.db.borrowed()).await;
    let other = app.db.connect().await;
    let clients = [app.client(), beside.client()];
    for round in 1..=1_000 {
        // By this instance, by another, by a connection that belongs to none.
        let writer = [app.connection(), beside.connection(), &other][round as usize % 3];
        write(writer, &app.app.clock, "A", round).await;
        for client in &clients {
            assert_eq!(number(&read(client, "identity").await, "A"), round);
            assert_eq!(number(&read(client, "identity").await, "A"), round, "kept");
        }
    }
    for app in [&app, &beside] {
        let told = app.app.cache.as_ref().expect("a cache").figures();
        assert_eq!((told.hits, told.misses), (1_000, 1_000), "{told:?}");
        assert_eq!(told.entries, 1, "what is out of date is gone: {told:?}");
    }
}

async fn a_write_of_another_process_is_too(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let file = std::env::temp_dir().join(format!("gongkai_it_{}_{engine:?}_fresh.csv", std::process::id()));
    for round in 1..=10 {
        std::fs::write(&file, row("A", round)).expect("a file");
        let path = file.to_str().expect("a path").to_owned();
        let url = app.db.url.clone();
        let run = move || gongkai().args(["import", "units", &path, "--database-url", &url]).output();
        let done = tokio::task::spawn_blocking(run).await.expect("a thread").expect("the binary runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        for _ in 0..3 {
            assert_eq!(number(&read(&app.client(), "identity").await, "A"), round);
        }
    }
    assert_eq!(app.app.cache.as_ref().expect("a cache").figures().hits, 20);
}

/// While the database cannot be asked, kept answers are kept back.
async fn without_proof_nothing_is_told(engine: Engine) {
    use sea_orm::ConnectionTrait;
    let app = TestApp::empty(engine).await;
    write(app.connection(), &app.app.clock, "A", 1).await;
    let client = app.client();
    assert_eq!(number(&read(&client, "identity").await, "A"), 1);
    match engine {
        Engine::Sqlite => {
            // The file is no database any more: what watches it is told so.
            let mut file = std::fs::OpenOptions::new().write(true).open(app.db.path()).expect("the file");
            app.connection().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
            std::io::Write::write_all(&mut file, &[7; 4_096]).expect("it is overwritten");
        }
        Engine::Postgres => {
            let admin = gongkai::config::Config {
                database_url: format!("{}/postgres", support::postgres_url()),
                ..app.app.config.clone()
            };
            let admin = gongkai::database::connect(&admin).await.expect("PostgreSQL answers");
            let name = app.db.name();
            let terminate = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
            for sql in [format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"), terminate] {
                admin.execute_unprepared(&sql).await.expect("an administrator may");
            }
        }
    }
    let answer = client.raw(NAMES, &[]).await;
    let headers = answer.headers().clone();
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!((status, &body["errors"][0]["extensions"]["code"]), (503, &"SERVICE_UNAVAILABLE".into()), "{body:#}");
    assert_eq!(
        (&headers["retry-after"], &headers["cache-control"]),
        (&"1".parse().expect("a header"), &"no-store".parse().expect("a header"))
    );
    assert!(body.get("data").is_none());
}

/// Writers and readers in parallel for a while: no answer is older than a write that was acknowledged before the read
/// began, and none is an error. `STRESS_SECONDS` makes it longer.
async fn stress(engine: Engine) {
    const WRITERS: usize = 2;
    const READERS: usize = 8;
    let seconds = std::env::var("STRESS_SECONDS").map_or(10, |text| text.parse().expect("a number of seconds"));
    let app = TestApp::empty(engine).await;
    let beside = TestApp::over(app.db.borrowed()).await;
    let (clock, clients) = (app.app.clock.clone(), [app.client(), beside.client()]);
    let acknowledged: Arc<[AtomicU64; WRITERS]> = Arc::default();
    let stop = Arc::new(AtomicBool::new(false));
    let mut writers = Vec::new();
    for at in 0..WRITERS {
        let (db, clock, acknowledged, stop) =
            (app.db.connect().await, clock.clone(), acknowledged.clone(), stop.clone());
        writers.push(tokio::spawn(async move {
            for number in 1.. {
                write(&db, &clock, &format!("W{at}"), number).await;
                acknowledged[at].store(number, SeqCst);
                if stop.load(SeqCst) {
                    return number;
                }
                // Now one write upon the other, now long enough apart for answers to be kept.
                tokio::time::sleep(Duration::from_millis(number % 4 * 5)).await;
            }
            0
        }));
    }
    let mut readers = Vec::new();
    for at in 0..READERS {
        let (client, acknowledged, stop) = (clients[at % 2].clone(), acknowledged.clone(), stop.clone());
        readers.push(tokio::spawn(async move {
            let coding = if at % 4 < 2 { "zstd, identity;q=0" } else { "identity" };
            let mut reads = 0_u64;
            while !stop.load(SeqCst) {
                let before: Vec<u64> = acknowledged.iter().map(|it| it.load(SeqCst)).collect();
                let answer = client.raw(NAMES, &[("accept-encoding", coding)]).await;
                assert_eq!(answer.status(), 200);
                let body = answer.bytes().await.expect("a body");
                let body = if at % 4 < 2 { zstd::stream::decode_all(&body[..]).expect("zstd") } else { body.to_vec() };
                let answer: Value = serde_json::from_slice(&body).expect("JSON");
                assert!(answer.get("errors").is_none(), "{answer:#}");
                for (writer, before) in before.into_iter().enumerate() {
                    let now = number(&answer, &format!("W{writer}"));
                    assert!(now >= before, "{now} was read after {before} had been acknowledged");
                }
                reads += 1;
            }
            reads
        }));
    }
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    stop.store(true, SeqCst);
    let reads: u64 = join_all(readers).await.into_iter().map(|it| it.expect("no reader fails")).sum();
    let writes: u64 = join_all(writers).await.into_iter().map(|it| it.expect("no writer fails")).sum();
    let told = [&app, &beside].map(|app| app.app.cache.as_ref().expect("a cache").figures());
    eprintln!("{engine:?}, {seconds} s: {writes} writes, {reads} reads, {told:?}");
    // However slow the machine is, this much shows that it was put to the proof.
    assert!(writes > 20 && reads > writes, "{writes} writes, {reads} reads");
    assert!(told.iter().all(|told| told.hits > 20 && told.misses > 20), "both kept and made: {told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stress_on_sqlite() {
    stress(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn stress_on_postgres() {
    stress(Engine::Postgres).await;
}

/// Whoever asks while a statement is under way may have seen more than it has: the next one answers.
#[tokio::test]
async fn what_a_statement_read_is_nothing_to_who_asks_after_it_began() {
    let app = TestApp::empty(Engine::Postgres).await;
    let way = Way::to(&app.db.url);
    let freshness = Freshness::watch(&way.url()).expect("a way").expect("a server is watched");
    let freshness = Arc::new(freshness);
    let ask = || {
        let freshness = freshness.clone();
        tokio::spawn(async move { freshness.generation().await.expect("it is told") })
    };
    // When the server last finished a statement of those that watch.
    let finished = async || {
        let sql = "SELECT MAX(state_change)::text AS at FROM pg_stat_activity WHERE state = 'idle'
                   AND application_name = 'gongkai freshness' AND datname = current_database()";
        let statement = Statement::from_string(DatabaseBackend::Postgres, sql);
        let row = app.connection().query_one_raw(statement).await.expect("the server tells").expect("a row");
        row.try_get::<Option<String>>("", "at").expect("a time")
    };
    write(app.connection(), &app.app.clock, "A", 1).await;
    let before = ask().await.expect("it ends");
    let then = finished().await;
    way.hold(true);
    let early = ask();
    until("the server has answered the early one", async || finished().await != then).await;
    write(app.connection(), &app.app.clock, "A", 2).await;
    let late = ask();
    // It has asked by now, and what the early one will hear is still on its way.
    tokio::time::sleep(Duration::from_millis(100)).await;
    way.hold(false);
    assert_eq!(early.await.expect("it ends"), before);
    assert_ne!(late.await.expect("it ends"), before);
}
