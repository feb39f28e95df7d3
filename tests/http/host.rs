//! The host: its paths, GraphiQL without a network, a database that goes away and comes back.

use gongkai::config::Config;
use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(it_is_alive_and_ready);

async fn it_is_alive_and_ready(engine: Engine) {
    let app = TestApp::empty(engine).await;
    for (path, body) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let answer = app.client().get(path, &[]).await;
        assert_eq!((answer.status, answer.body), (200, json!(body)), "{path}");
    }
    let contract = app.client().get("/schema.graphql", &[]).await;
    assert_eq!(contract.body, json!(gongkai::schema::sdl()));
    let answer = app.client().get("/nowhere", &[]).await;
    assert_eq!((answer.status, answer.code()), (404, "NOT_FOUND"));
}

#[tokio::test]
async fn graphiql_needs_nothing_from_elsewhere() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let page = client.http.get(client.url("/graphiql")).send().await.expect("a page");
    assert!(page.headers()["content-security-policy"].to_str().expect("a policy").starts_with("default-src 'self'"));
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    let html = page.text().await.expect("a page");
    assert!(!html.contains("http://") && !html.contains("https://"), "the page names another host");
    let mut loaded = 0;
    for part in html.split(['"', '\'']).filter(|part| part.starts_with("/graphiql/")) {
        let asset = client.http.get(client.url(part)).send().await.expect("an asset");
        assert_eq!(asset.status(), 200, "{part}");
        let text = asset.text().await.expect("an asset");
        assert!(text.len() > 1_000, "{part}");
        // Nothing is loaded from elsewhere at run time: no foreign imports, styles, fonts or workers.
        for word in ["@import url(http", "src=\"http", "importScripts(\"http", "url(http"] {
            assert!(!text.contains(word), "{part} holds {word}");
        }
        loaded += 1;
    }
    assert_eq!(loaded, 2, "a script and a style sheet");
    // Its default queries are valid here.
    let script = client
        .http
        .get(client.url("/graphiql/graphiql.js"))
        .send()
        .await
        .expect("the script")
        .text()
        .await
        .expect("text");
    assert!(script.contains("validityStatus"), "the examples are in the script");
}

#[tokio::test]
async fn production_shows_neither_graphiql_nor_the_schema() {
    let db = Engine::Sqlite.empty().await;
    let config = Config { graphiql: false, introspection: false, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    assert_eq!(app.client().get("/graphiql", &[]).await.status, 404);
    let answer = app.client().ask("{ __schema { types { name } } }", json!({})).await;
    assert!(answer.body["data"].get("__schema").is_none_or(|it| it.is_null()), "{:#}", answer.body);
    let answer = app.client().ask("{ document { titel } }", json!({})).await;
    assert!(!answer.body.to_string().contains("Did you mean"), "{:#}", answer.body);
}

/// PostgreSQL's server ends the connections and takes no new ones for this database, as when it is gone; then it is
/// back. The service says so while it lasts, and needs no restart.
#[tokio::test]
async fn a_database_that_is_gone_and_comes_back() {
    use sea_orm::ConnectionTrait;
    let app = TestApp::sample(Engine::Postgres).await;
    let client = app.client();
    let query = "{ documents(first: 1) { totalCount } }";
    assert!(client.data(query).await["documents"]["totalCount"].as_i64() > Some(0));
    let admin = Config { database_url: format!("{}/postgres", support::postgres_url()), ..Config::default() };
    let admin = gongkai::database::connect(&admin).await.expect("PostgreSQL answers");
    let name = app.db.name();
    let run = async |sql: String| admin.execute_unprepared(&sql).await.expect("an administrator may");
    run(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
    run(format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")).await;
    let answer = client.ask(query, json!({})).await;
    assert_eq!((answer.status, answer.code()), (503, "SERVICE_UNAVAILABLE"), "{:#}", answer.body);
    let error = &answer.body["errors"][0];
    assert_eq!(
        (&error["message"], &error["extensions"]["retryable"]),
        (&json!("the database does not answer"), &json!(true))
    );
    assert!(!answer.body.to_string().contains(name), "the store is not named");
    assert_eq!(client.get("/readyz", &[]).await.status, 503);
    assert_eq!(client.get("/healthz", &[]).await.status, 200);
    run(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
    let mut back = false;
    for _ in 0..40 {
        if client.ask(query, json!({})).await.body.get("errors").is_none() {
            back = true;
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    assert!(back, "the service is back within 10 s");
    support::until("it is ready", async || client.get("/readyz", &[]).await.status == 200).await;
}

#[test]
fn configuration_is_bounded_and_refuses_what_it_does_not_know() {
    use gongkai::config::Settings;
    let file = |name: &str, text: &str| {
        let path = std::env::temp_dir().join(format!("gongkai_it_{}_{name}.toml", std::process::id()));
        std::fs::write(&path, text).expect("a file");
        path
    };
    let path = file("good", "listen = \"127.0.0.1:9\"\nmax-depth = 7\ntoday = \"2026-01-02\"\n");
    let config =
        Config::resolve(Settings { max_depth: Some(8), ..Settings::default() }, Some(&path)).expect("a configuration");
    assert_eq!((config.listen, config.max_depth), (vec!["127.0.0.1:9".to_owned()], 8), "flags stand above the file");
    let path = file("unknown", "lissten = \"x\"\n");
    let error = Config::resolve(Settings::default(), Some(&path)).expect_err("an unknown key").to_string();
    assert!(error.contains("lissten") && error.contains("unknown.toml"), "{error}");
    let error = Config::resolve(Settings { max_depth: Some(51), ..Settings::default() }, None)
        .expect_err("a bound")
        .to_string();
    assert_eq!(error, "max-depth must be 1 to 50, not 51");
    // What `gongkai config` prints is a configuration that means the same.
    let path = file("printed", &Config::default().explain());
    let again = Config::resolve(Settings::default(), Some(&path)).expect("its own words");
    assert_eq!(again.values(), Config::default().values());
    let hidden = Config { database_url: "postgres://me:secret@host/db".into(), ..Config::default() };
    assert!(!hidden.explain().contains("secret"));
}
