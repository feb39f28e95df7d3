//! Answers that are kept: which are, under what, and how others may keep them.

use chrono::DateTime;
use futures_util::future::join_all;
use gongkai::cache::Figures;
use gongkai::config::Config;
use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(
    a_hit_is_the_same_to_the_byte_and_asks_the_database_for_nothing,
    many_at_once_cost_the_statements_of_one,
    the_turn_of_the_day_changes_the_answer
);

const PAGE: &str = "{ documents(first: 20) { totalCount nodes { title publisher { name } } } }";
const NEWER: &str = "application/graphql-response+json";

fn figures(app: &TestApp) -> Figures {
    app.app.cache.as_ref().expect("a cache").figures()
}

async fn a_hit_is_the_same_to_the_byte_and_asks_the_database_for_nothing(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let text = async || client.raw(PAGE, &[]).await.bytes().await.expect("a body");
    let (first, statements) = app.statements(text()).await;
    assert!(!statements.is_empty());
    let (second, statements) = app.statements(text()).await;
    assert_eq!((first, statements), (second.clone(), Vec::<String>::new()));
    assert_eq!((figures(&app).hits, figures(&app).misses), (1, 1));
    // By POST it is the same answer, to which others must not come.
    let (posted, statements) = app.statements(client.ask(PAGE, json!({}))).await;
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&second).ok(), Some(posted.body));
    assert_eq!(statements, Vec::<String>::new());
    // Who shows a token gets an answer of their own.
    let (_, statements) = app.statements(client.raw(PAGE, &[("authorization", "Bearer x")])).await;
    assert!(!statements.is_empty());
    assert_eq!((figures(&app).hits, figures(&app).misses), (2, 1));
}

async fn many_at_once_cost_the_statements_of_one(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let (_, alone) = app.statements(client.raw(&PAGE.replace("20", "19"), &[])).await;
    let all = join_all((0..64).map(|_| client.raw(PAGE, &[])));
    let (all, together) = app.statements(all).await;
    assert_eq!(together.len(), alone.len(), "{together:#?}");
    assert!(all.iter().all(|answer| answer.status() == 200));
    let told = figures(&app);
    assert_eq!((told.misses, told.hits + told.shared), (2, 63), "{told:?}");
}

async fn the_turn_of_the_day_changes_the_answer(engine: Engine) {
    let db = engine.sample().await;
    let at = |text: &str| DateTime::parse_from_rfc3339(text).expect("an instant").to_utc();
    let clock = gongkai::scope::Clock::stopped(at("2026-11-22T23:58:00+08:00"));
    let config = db.config();
    let app = TestApp::with(db, config, clock.clone()).await;
    let client = app.client();
    let ask = async || {
        let answer = client.raw("{ serviceConfig { today } }", &[]).await;
        let keeping = answer.headers()["cache-control"].to_str().expect("text").to_owned();
        (answer.text().await.expect("a body"), keeping)
    };
    let day = |day: &str| format!("{{\"data\":{{\"serviceConfig\":{{\"today\":\"{day}\"}}}}}}");
    assert_eq!(ask().await, (day("2026-11-22"), "public, max-age=60".into()));
    clock.turn_to(at("2026-11-22T23:59:43.5+08:00"));
    assert_eq!(ask().await, (day("2026-11-22"), "public, max-age=16".into()));
    clock.turn_to(at("2026-11-22T23:59:59.999+08:00"));
    assert_eq!(ask().await, (day("2026-11-22"), "public, max-age=0".into()));
    assert_eq!(figures(&app).misses, 1);
    clock.turn_to(at("2026-11-23T00:00:00+08:00"));
    assert_eq!(ask().await, (day("2026-11-23"), "public, max-age=60".into()));
}

#[tokio::test]
async fn what_differs_is_not_mixed_and_what_does_not_is() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    let misses = || figures(&app).misses;
    let two = "query A($x: Int, $y: Int) { a: documents(first: $x, offset: $y) { nodes { title } } } query B { viewer { role } }";
    let ask = async |name: &str, variables: &str, accept: &str| {
        let body = format!("{{\"query\":{},\"operationName\":{name:?},\"variables\":{variables}}}", json!(two));
        let answer = client.post(&body, &[("accept", accept)]).await;
        assert_eq!(answer.status, 200, "{:#}", answer.body);
        (answer.body["data"].clone(), answer.media_type)
    };
    let first = ask("A", "{\"x\":1,\"y\":2}", "*/*").await;
    assert_eq!(ask("A", "{\"y\":2,\"x\":1}", "*/*").await, first);
    assert_eq!(misses(), 1, "the order of variables tells nothing");
    let other = ask("A", "{\"x\":2,\"y\":1}", "*/*").await;
    assert_ne!(other, first);
    let (data, _) = ask("B", "{\"x\":1,\"y\":2}", "*/*").await;
    assert_eq!(data, json!({ "viewer": { "role": "ANONYMOUS" } }));
    let (data, media_type) = ask("A", "{\"x\":1,\"y\":2}", NEWER).await;
    assert_eq!((&data, media_type.as_str()), (&first.0, "application/graphql-response+json; charset=utf-8"));
    assert_eq!((misses(), figures(&app).hits), (4, 1));
}

#[tokio::test]
async fn the_bytes_are_bounded() {
    let db = Engine::Sqlite.sample().await;
    let config = Config { cache_bytes: 262_144, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let mut most = 0;
    for round in 0..400 {
        let query = format!("{{ documents(first: 10) {{ nodes {{ a{round}: title summary }} }} }}");
        assert_eq!(client.raw(&query, &[("accept-encoding", "gzip")]).await.status(), 200);
        let told = figures(&app);
        assert!(told.bytes <= 262_144, "{told:?}");
        most = most.max(told.entries);
    }
    assert!(most > 20 && figures(&app).entries < 800, "{:?}", figures(&app));
    // One that would take more than its share is answered and not kept.
    let large =
        "{ documents(first: 100) { nodes { id title summary body publisher { id name } issuers { id name } } } }";
    let answers = [client.raw(large, &[]).await, client.raw(large, &[]).await];
    let before = figures(&app).misses;
    for answer in answers {
        assert!(answer.bytes().await.expect("a body").len() > 262_144 / 16);
    }
    assert_eq!(before, 402);
}

#[tokio::test]
async fn none_are_kept_where_none_shall_be() {
    let db = Engine::Sqlite.sample().await;
    let config = Config { cache_bytes: 0, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    assert!(app.app.cache.is_none());
    let ask = async || app.client().raw(PAGE, &[("accept-encoding", "gzip")]).await;
    let (first, one) = app.statements(ask()).await;
    let (second, two) = app.statements(ask()).await;
    assert_eq!(one.len(), two.len());
    assert_eq!(first.headers()["etag"], second.headers()["etag"], "a tag all the same");
    assert!(first.headers()["etag"].to_str().expect("text").ends_with("-gzip\""));
}

#[tokio::test]
async fn errors_are_not_kept() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    for query in
        ["{ documents(first: 101) { totalCount } }", "{ a: viewer { role } documents(first: 101) { totalCount } }"]
    {
        let mut ids = Vec::new();
        for _ in 0..2 {
            let answer = client.raw(query, &[]).await;
            assert_eq!(answer.headers()["cache-control"], "no-store");
            assert!(!answer.headers().contains_key("etag"));
            let body: serde_json::Value = answer.json().await.expect("JSON");
            ids.push(body["errors"][0]["extensions"]["requestId"].clone());
        }
        assert!(ids[0].is_string() && ids[0] != ids[1], "{ids:?}");
    }
    assert_eq!((figures(&app).entries, figures(&app).hits), (0, 0));
}

#[tokio::test]
async fn what_the_client_holds_is_not_sent_again() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    let whole = client.raw(PAGE, &[]).await;
    let tag = whole.headers()["etag"].to_str().expect("text").to_owned();
    let vary = "Accept, Accept-Language, Authorization, Accept-Encoding";
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 16, "{tag}: strong");
    assert_eq!(
        (&whole.headers()["vary"], &whole.headers()["cache-control"]),
        (&vary.parse().expect("a header"), &"public, max-age=60".parse().expect("a header"))
    );
    for (held, status) in [
        (tag.clone(), 304),
        (format!("W/{tag}"), 304),
        (format!("\"x\", {tag}"), 304),
        (format!("\"x\" ,W/{tag},\"y\""), 304),
        ("*".into(), 304),
        (tag.trim_matches('"').to_owned(), 200),
        ("\"x\"".into(), 200),
        (tag.to_uppercase(), 200),
        (String::new(), 200),
    ] {
        let answer = client.raw(PAGE, &[("if-none-match", &held)]).await;
        assert_eq!(answer.status(), status, "{held}");
        for name in ["etag", "cache-control", "vary"] {
            assert_eq!(answer.headers()[name], whole.headers()[name], "{held}: {name}");
        }
        assert_eq!(answer.bytes().await.expect("a body").is_empty(), status == 304, "{held}");
    }
    // Another coding, another media type: other bytes or another meaning, another tag.
    let coded = client.raw(PAGE, &[("accept-encoding", "br"), ("if-none-match", &tag)]).await;
    assert_eq!(
        (coded.status().as_u16(), &coded.headers()["content-encoding"]),
        (200, &"br".parse().expect("a header"))
    );
    let coded_tag = coded.headers()["etag"].to_str().expect("text").to_owned();
    let again = client.raw(PAGE, &[("accept-encoding", "br"), ("if-none-match", &coded_tag)]).await;
    assert_eq!((again.status().as_u16(), &again.headers()["etag"]), (304, &coded_tag.parse().expect("a header")));
    let newer = client.raw(PAGE, &[("accept", NEWER), ("if-none-match", &tag)]).await;
    assert_eq!(newer.status(), 200);
    // What others must not keep.
    for answer in [
        client.http.post(client.url("/graphql")).json(&json!({ "query": PAGE })),
        client.http.post(client.url("/graphql")).json(&json!({ "query": PAGE })).header("authorization", "Bearer x"),
        client
            .http
            .get(client.url("/graphql?query=%7B%20viewer%20%7B%20role%20%7D%20%7D"))
            .header("authorization", "Bearer x")
            .header("if-none-match", "*"),
    ] {
        let answer = answer.header("accept-encoding", "gzip").send().await.expect("an answer");
        let headers = answer.headers();
        assert_eq!(
            (answer.status().as_u16(), &headers["cache-control"]),
            (200, &"private, no-store".parse().expect("a header"))
        );
        assert!(!headers.contains_key("etag") && headers["vary"] == vary);
    }
    // A write changes the tag.
    app.import_units("code,name,short_name,kind,level,parent_code\nZZ,新局,,DEPARTMENT,CITY,\n").await;
    let all = "{ units(first: 100) { totalCount } }";
    let old = client.raw(all, &[]).await.headers()["etag"].clone();
    app.import_units("code,name,short_name,kind,level,parent_code\nZY,更新局,,DEPARTMENT,CITY,\n").await;
    let new = client.raw(all, &[("if-none-match", old.to_str().expect("text"))]).await;
    assert_eq!(new.status(), 200);
}
