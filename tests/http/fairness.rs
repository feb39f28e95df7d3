//! Nobody takes more than a share: limits by address and by token, and a bound on what is executed at once.

use gongkai::config::Config;
use reqwest::header::HeaderMap;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;
use support::{Client, Engine, TestApp};

/// A minute for one request more, so that no bucket fills while a test runs.
async fn limited(change: impl FnOnce(&mut Config)) -> TestApp {
    let db = Engine::Sqlite.empty().await;
    let none = "".parse().expect("no range");
    let mut config = Config {
        rate_limit_address: 1,
        rate_limit_token: 0,
        rate_limit_burst: 3,
        rate_limit_exempt: none,
        ..db.config()
    };
    change(&mut config);
    TestApp::with(db, config, TestApp::clock()).await
}

async fn ask(client: &Client, headers: &[(&str, &str)]) -> (u16, HeaderMap, serde_json::Value) {
    let mut request = client.http.get(client.url("/graphql?query=%7B__typename%7D"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, response.json().await.expect("JSON"))
}

async fn statuses(client: &Client, times: usize, headers: &[(&str, &str)]) -> Vec<u16> {
    let mut out = Vec::new();
    for _ in 0..times {
        out.push(ask(client, headers).await.0);
    }
    out
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_again() {
    let app = limited(|_| {}).await;
    let client = app.client();
    for left in [2, 1, 0] {
        let (status, headers, _) = ask(&client, &[]).await;
        assert_eq!((status, &headers["ratelimit-policy"]), (200, &"\"address\";q=3;w=180".parse().expect("a value")));
        let state = headers["ratelimit"].to_str().expect("a text");
        assert!(state.starts_with(&format!("\"address\";r={left};t=")), "{state}");
    }
    let (status, headers, body) = ask(&client, &[]).await;
    assert_eq!(status, 429);
    let seconds: u64 = headers["retry-after"].to_str().expect("a text").parse().expect("whole seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert!(headers["ratelimit"].to_str().expect("a text").starts_with("\"address\";r=0;t="));
    let error = &body["errors"][0];
    assert_eq!(
        (&error["extensions"]["code"], &error["extensions"]["retryable"]),
        (&json!("RATE_LIMITED"), &json!(true))
    );
    assert!(error["extensions"]["requestId"].is_string() && body.get("data").is_none(), "{body:#}");
    // A refusal costs nothing, so that who is refused is not refused for longer.
    assert_eq!(statuses(&client, 3, &[]).await, [429, 429, 429]);
    for path in ["/healthz", "/readyz", "/schema.graphql", "/graphiql"] {
        assert_eq!(client.get(path, &[]).await.status, 200, "{path}");
    }
    // What an untrusted peer says of its address changes nothing.
    assert_eq!(statuses(&client, 1, &[("x-forwarded-for", "198.51.100.1")]).await, [429]);
}

#[tokio::test]
async fn clients_behind_a_trusted_proxy_are_told_apart_and_cannot_invent_addresses() {
    let app = limited(|config| config.trusted_proxies = "127.0.0.1".parse().expect("a range")).await;
    let client = app.client();
    let via = async |words: &str| statuses(&client, 1, &[("x-forwarded-for", words)]).await[0];
    for nonsense in ["1.1.1.1, 198.51.100.1", "2.2.2.2,198.51.100.1", "198.51.100.1"] {
        assert_eq!(via(nonsense).await, 200, "{nonsense}");
    }
    assert_eq!(via("3.3.3.3, 198.51.100.1").await, 429);
    assert_eq!(via("198.51.100.2").await, 200, "another client");
    // One household with IPv6 is one client.
    for host in 1..=3 {
        assert_eq!(via(&format!("2001:db8::{host}")).await, 200);
    }
    assert_eq!(via("2001:db8::ffff:4").await, 429);
    assert_eq!(via("2001:db8:0:1::4").await, 200);
    // What cannot be read is the proxy's own; `Forwarded` is not the header that this proxy sets.
    assert_eq!(
        statuses(&client, 4, &[("x-forwarded-for", "\u{7f16}"), ("forwarded", "for=9.9.9.9")]).await,
        [200, 200, 200, 429]
    );
}

#[tokio::test]
async fn a_token_has_a_limit_of_its_own_besides_that_of_its_address() {
    let app = limited(|config| (config.rate_limit_address, config.rate_limit_token) = (0, 1)).await;
    let client = app.client();
    assert_eq!(statuses(&client, 4, &[("authorization", "Bearer one")]).await, [200, 200, 200, 429]);
    assert_eq!(statuses(&client, 4, &[("authorization", "Bearer two")]).await, [200, 200, 200, 429]);
    let (status, headers, _) = ask(&client, &[]).await;
    assert_eq!((status, headers.contains_key("ratelimit")), (200, false));
    let app = limited(|config| config.rate_limit_token = 1).await;
    let client = app.client();
    let (_, headers, _) = ask(&client, &[("authorization", "Bearer one")]).await;
    assert_eq!(headers["ratelimit-policy"], "\"address\";q=3;w=180, \"token\";q=3;w=180");
    for made_up in ["Bearer 1", "Bearer 2", "Bearer 3"] {
        ask(&client, &[("authorization", made_up)]).await;
    }
    assert_eq!(statuses(&client, 1, &[("authorization", "Bearer 4")]).await, [429], "made-up tokens free nobody");
}

#[tokio::test]
async fn this_machine_itself_has_no_limit_unless_one_is_set() {
    let app = limited(|config| config.rate_limit_exempt = Config::default().rate_limit_exempt).await;
    assert!(statuses(&app.client(), 20, &[]).await.iter().all(|status| *status == 200));
}

/// Queries stand still while somebody holds the table: so it is certain how many are executed at once.
#[tokio::test]
async fn more_at_once_than_the_bound_are_told_to_try_again() {
    let db = Engine::Postgres.sample().await;
    // Without the cache, which would let one of the two wait for the other.
    let config = Config { max_in_flight: 2, cache_bytes: 0, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let admin = app.db.connect().await;
    let hold = admin.begin().await.expect("a transaction");
    hold.execute_unprepared("LOCK TABLE document IN ACCESS EXCLUSIVE MODE").await.expect("the table is held");
    let query = "{ documents(first: 1) { nodes { title } } }";
    let waiting: Vec<_> = (0..2)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.ask(query, json!({})).await })
        })
        .collect();
    let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let backend = sea_orm::DatabaseBackend::Postgres;
    loop {
        let row = admin.query_one_raw(sea_orm::Statement::from_string(backend, count)).await.expect("rows");
        if row.expect("a row").try_get_by_index::<i64>(0).expect("a number") == 2 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let third =
        client.http.get(client.url("/graphql?query=%7Bdocuments%7BtotalCount%7D%7D")).send().await.expect("an answer");
    assert_eq!((third.status().as_u16(), &third.headers()["retry-after"]), (503, &"1".parse().expect("a value")));
    let body: serde_json::Value = third.json().await.expect("JSON");
    assert_eq!(body["errors"][0]["extensions"]["code"], "SERVICE_UNAVAILABLE", "{body:#}");
    assert_eq!(client.get("/healthz", &[]).await.status, 200);
    assert_eq!(client.get("/readyz", &[]).await.status, 200);
    hold.rollback().await.expect("the table is let go");
    for answer in waiting {
        let answer = answer.await.expect("it ends");
        assert_eq!(answer.status, 200, "{:#}", answer.body);
        assert!(answer.body.get("errors").is_none(), "{:#}", answer.body);
    }
    assert!(client.data(query).await["documents"]["nodes"][0]["title"].is_string());
}
