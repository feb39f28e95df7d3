//! What the service tells of itself: ids, a line for each request, metrics, traces.

use super::cli::gongkai;
use actix_web::web::{self, Bytes, Data};
use gongkai::config::Config;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use support::{Client, Engine, TestApp};

const QUERY: &str = "query Home($word: String!) { documents(first: 3, filter: { title: { contains: $word } }) { nodes { title issuers { name } } totalCount } }";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// The binary, with its standard error kept.
struct Watched {
    child: Child,
    base: String,
    log: JoinHandle<String>,
}

impl Watched {
    fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut child = gongkai()
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut errors = child.stderr.take().expect("its errors");
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).expect("a text");
            text
        });
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let first = lines.find_map(|line| {
            let line = line.expect("a line");
            let rest = line.strip_prefix("gongkai serves ")?;
            rest.split("/graphql").next().map(str::to_owned)
        });
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, base: first.expect("it serves"), log }
    }

    fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// Asks it to end; what it has logged.
    fn end(mut self) -> String {
        let kill = std::process::Command::new("kill").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(kill.success());
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
        self.log.join().expect("its log is read")
    }
}

fn body(query: &str, variables: Value) -> String {
    json!({ "query": query, "variables": variables }).to_string()
}

#[tokio::test]
async fn ids_come_back_and_hostile_ones_are_replaced() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let ask = async |id: Option<&[u8]>, path: &str| {
        let mut request = client.http.get(client.url(path));
        if let Some(id) = id {
            request = request.header("x-request-id", reqwest::header::HeaderValue::from_bytes(id).expect("a header"));
        }
        let answer = request.send().await.expect("an answer");
        let ids: Vec<_> = answer.headers().get_all("x-request-id").iter().collect();
        assert_eq!(ids.len(), 1, "{path}");
        let id = ids[0].to_str().expect("a text").to_owned();
        (id, serde_json::from_str::<Value>(&answer.text().await.expect("a text")).unwrap_or_default())
    };
    let long = "x".repeat(128);
    for good in ["a", "0.9_Az-", &long] {
        // A request that fails, one that is refused, one for nothing, and one that is well.
        for path in ["/graphql?query={x}", "/graphql", "/nowhere", "/healthz"] {
            let (id, answer) = ask(Some(good.as_bytes()), path).await;
            assert_eq!(id, good, "{path}");
            if path != "/healthz" {
                assert_eq!(answer["errors"][0]["extensions"]["requestId"], good, "{path}: {answer:#}");
            }
        }
    }
    let mut seen = HashSet::new();
    let too_long = "x".repeat(129);
    let hostile: [&[u8]; 9] =
        [b"", b"a b", b"a\tb", b"a\"b", b"<script>", b"\xe5\x85\xac", b"a,b", b"${jndi:ldap://x}", too_long.as_bytes()];
    for given in hostile.into_iter().map(Some).chain([None, None]) {
        let (id, answer) = ask(given, "/graphql?query={x}").await;
        assert!(uuid::Uuid::parse_str(&id).is_ok(), "{given:?} became {id}");
        assert_eq!(answer["errors"][0]["extensions"]["requestId"], json!(id));
        assert!(seen.insert(id), "each has its own");
    }
}

#[tokio::test]
async fn a_request_is_one_line_of_json_without_what_people_searched_for() {
    let db = Engine::Sqlite.sample().await;
    let connection = db.connect().await;
    let served = Watched::start(&["--log-format", "json", "--database-url", &db.url], &[]);
    let client = served.client();
    let parent = format!("00-{TRACE}-{PARENT}-01");
    let headers =
        [("x-request-id", "id.1"), ("traceparent", parent.as_str()), ("authorization", "Bearer GEHEIMNIS-token")];
    let good = client.post(&body(QUERY, json!({ "word": "GEHEIMNIS-word" })), &headers).await;
    assert_eq!(good.body["data"]["documents"]["totalCount"], 0, "{:#}", good.body);
    let literal = "query=%7Bdocuments(filter:%7Btitle:%7Bcontains:%22GEHEIMNIS%22%7D%7D)%7Bnope%7D%7D";
    client.get(&format!("/graphql?{literal}"), &[("x-request-id", "id.2")]).await;
    client.get("/nowhere%0A%7B%22forged%22:1%7D", &[("x-request-id", "id.3"), ("traceparent", "00-GEHEIMNIS")]).await;
    client.get("/healthz", &[("x-request-id", "id.4")]).await;
    for id in ["id.6", "id.7"] {
        client.post(&body(QUERY, json!({ "word": "GEHEIMNIS-word" })), &[("x-request-id", id)]).await;
    }
    // A fault of the service's own: its cause is for the log alone, once, under the request's id.
    connection.execute_unprepared("ALTER TABLE unit RENAME TO gone").await.expect("the table is renamed");
    let failed =
        client.post(&body("query F { units { nodes { name } } }", json!({})), &[("x-request-id", "id.5")]).await;
    assert_eq!(failed.code(), "INTERNAL_SERVER_ERROR", "{:#}", failed.body);
    assert!(!failed.body.to_string().contains("no such table"), "{:#}", failed.body);
    let log = served.end();

    assert!(!log.contains("GEHEIMNIS") && !log.contains("totalCount"), "{log}");
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect();
    let of = |id: &str| -> Vec<&Value> { lines.iter().filter(|line| line["request_id"] == id).collect() };
    let [line] = of("id.1")[..] else { panic!("{log}") };
    for (field, value) in [
        ("level", json!("INFO")),
        ("target", json!("gongkai::request")),
        ("trace_id", json!(TRACE)),
        ("client", json!("127.0.0.1")),
        ("method", json!("POST")),
        ("path", json!("/graphql")),
        ("status", json!(200)),
        ("operation_type", json!("query")),
        ("operation", json!("Home")),
        // It shows a token, so its answer is made for it alone.
        ("cache", json!("off")),
        ("errors", json!(0)),
        ("code", Value::Null),
    ] {
        assert_eq!(line[field], value, "{field}: {line:#}");
    }
    assert_eq!(line["bytes"].as_u64(), Some(good.body.to_string().len() as u64), "{line:#}");
    assert!(line["statements"].as_u64().is_some_and(|it| (1..=3).contains(&it)), "{line:#}");
    let (all, database) = (line["duration_ms"].as_f64(), line["database_ms"].as_f64());
    assert!(all > Some(0.0) && database > Some(0.0), "{line:#}");
    let document = line["document"].as_str().expect("a hash");
    assert!(document.len() == 12 && document.bytes().all(|it| it.is_ascii_hexdigit()), "{line:#}");

    assert!(line["cost"].as_u64().is_some_and(|it| it > 0), "{line:#}");
    // Who shows a token gets an answer made for them; of the public, the second finds it made.
    let [miss, hit] = [of("id.6")[0], of("id.7")[0]];
    assert_eq!(
        (&miss["cache"], &hit["cache"], &hit["statements"]),
        (&json!("miss"), &json!("hit"), &json!(0)),
        "{log}"
    );

    let [line] = of("id.2")[..] else { panic!("{log}") };
    assert_eq!((&line["code"], &line["errors"]), (&json!("GRAPHQL_VALIDATION_FAILED"), &json!(1)), "{line:#}");
    let [line] = of("id.3")[..] else { panic!("{log}") };
    assert_eq!((&line["status"], &line["code"], &line["trace_id"]), (&json!(404), &json!("NOT_FOUND"), &Value::Null));
    assert!(of("id.4").is_empty(), "health is for the level debug: {log}");
    let [cause, line] = of("id.5")[..] else { panic!("{log}") };
    assert!(cause["level"] == "ERROR" && cause["cause"].to_string().contains("no such table"), "{cause:#}");
    assert_eq!((&line["code"], &line["operation"]), (&json!("INTERNAL_SERVER_ERROR"), &json!("F")), "{line:#}");
}

#[tokio::test]
async fn lines_of_text_are_lines_too_and_the_level_is_a_setting() {
    let db = Engine::Sqlite.empty().await;
    let quiet = Watched::start(&["--log-level", "warn", "--database-url", &db.url], &[]);
    quiet.client().get("/nowhere", &[]).await;
    assert_eq!(quiet.end(), "");
    let served = Watched::start(&["--log-level", "debug", "--database-url", &db.url], &[]);
    served.client().get("/nowhere%0Aforged=1", &[("x-request-id", "one")]).await;
    served.client().get("/healthz", &[("x-request-id", "two")]).await;
    let log = served.end();
    let lines: Vec<_> = log.lines().filter(|line| line.contains("gongkai::request")).collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].contains("request_id=\"one\"") && lines[0].contains("status=404"), "{log}");
    assert!(lines[1].contains("request_id=\"two\"") && lines[1].contains("path=\"/healthz\""), "{log}");
}

/// The value of a line of the metrics.
fn figure(metrics: &str, line: &str) -> f64 {
    let rest = metrics.lines().find_map(|it| it.strip_prefix(line)).unwrap_or_else(|| panic!("{line}: {metrics}"));
    rest.trim().parse().expect("a number")
}

async fn metrics(client: &Client) -> String {
    let answer = client.get("/metrics", &[]).await;
    assert_eq!((answer.status, answer.media_type.split(';').next()), (200, Some("application/openmetrics-text")));
    let text = answer.body.as_str().expect("a text").to_owned();
    assert!(text.ends_with("# EOF\n"), "{text}");
    text
}

#[tokio::test]
async fn counters_move_and_names_do_not_grow_without_bound() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    let (_, statements) = app.statements(client.data_with(QUERY, json!({ "word": "办法" }))).await;
    client.ask("{ nope }", json!({})).await;
    let text = metrics(&client).await;
    let home = "route=\"/graphql\",operation=\"Home\",type=\"query\"";
    assert_eq!(figure(&text, &format!("gongkai_requests_total{{{home},status=\"200\",code=\"\"}}")), 1.0);
    let invalid = "route=\"/graphql\",operation=\"\",type=\"\",status=\"200\",code=\"GRAPHQL_VALIDATION_FAILED\"";
    assert_eq!(figure(&text, &format!("gongkai_requests_total{{{invalid}}}")), 1.0);
    assert_eq!(figure(&text, &format!("gongkai_request_duration_seconds_count{{{home}}}")), 1.0);
    assert_eq!(figure(&text, "gongkai_requests_in_flight "), 1.0, "this one");
    assert_eq!(figure(&text, "gongkai_database_statement_duration_seconds_count "), statements.len() as f64);
    assert_eq!(figure(&text, "gongkai_database_connections{state=\"max\"}"), 4.0);
    for name in ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds"] {
        assert!(figure(&text, name) > 0.0, "{name}");
    }
    assert_eq!(figure(&text, "gongkai_document_store_misses_total "), 2.0);
    assert!(figure(&text, "gongkai_document_store_bytes ") > 0.0);
    assert_eq!(figure(&text, "gongkai_response_cache_misses_total "), 1.0);
    client.data_with(QUERY, json!({ "word": "办法" })).await;
    let again = metrics(&client).await;
    assert_eq!(figure(&again, "gongkai_response_cache_hits_total "), 1.0);
    assert_eq!(figure(&again, "gongkai_document_store_hits_total "), 1.0);
    assert!(figure(&again, "gongkai_response_cache_bytes ") > 0.0);
    let before = text.lines().count();
    for n in 0..1_000 {
        client.data(&format!("query Name{n:04} {{ __typename }}")).await;
    }
    let text = metrics(&client).await;
    let names: HashSet<_> = text.split("operation=\"").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert!(names.contains("Name0000") && names.contains("(other)") && !names.contains("Name0999"), "{names:?}");
    assert!(names.len() <= 103, "{} names", names.len());
    assert!(text.lines().count() < before + 110 * 20, "{} lines", text.lines().count());
    let other = "route=\"/graphql\",operation=\"(other)\",type=\"query\",status=\"200\",code=\"\"";
    let named = names.iter().filter(|it| it.starts_with("Name")).count();
    assert_eq!(figure(&text, &format!("gongkai_requests_total{{{other}}}")) as usize + named, 1_000);
}

#[tokio::test]
async fn metrics_are_for_those_who_may_know_them() {
    let db = Engine::Sqlite.empty().await;
    let app = TestApp::over(db).await;
    assert_eq!(app.client().get("/metrics", &[]).await.status, 200);
    for header in ["forwarded", "x-forwarded-for", "x-real-ip", "via"] {
        let answer = app.client().get("/metrics", &[(header, "for=192.0.2.1")]).await;
        assert_eq!((answer.status, answer.code()), (404, "NOT_FOUND"), "a proxy speaks for others: {header}");
    }
    let db = Engine::Sqlite.empty().await;
    let off = Config { metrics_listen: gongkai::config::MetricsListen::Nowhere, ..db.config() };
    let app = TestApp::with(db, off, TestApp::clock()).await;
    assert_eq!(app.client().get("/metrics", &[]).await.status, 404);

    let db = Engine::Sqlite.empty().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("an address");
    let served = Watched::start(&["--metrics-listen", &free.to_string(), "--database-url", &db.url], &[]);
    served.client().data("query Home { __typename }").await;
    assert_eq!(served.client().get("/metrics", &[]).await.status, 404, "it stands elsewhere");
    let elsewhere = Client::new(&format!("http://{free}"));
    assert!(metrics(&elsewhere).await.contains("operation=\"Home\""));
    assert_eq!(elsewhere.get("/graphql", &[]).await.status, 404);
    served.end();
}

#[tokio::test]
async fn a_trace_goes_to_the_collector_under_the_id_that_came() {
    let exports: Arc<Mutex<Vec<Bytes>>> = Arc::default();
    let kept = Data::new(exports.clone());
    let collector = actix_web::HttpServer::new(move || {
        let take = async |kept: Data<Arc<Mutex<Vec<Bytes>>>>, body: Bytes| {
            kept.lock().expect("no test panics while it holds this").push(body);
            actix_web::HttpResponse::Ok().content_type("application/x-protobuf").finish()
        };
        actix_web::App::new().app_data(Data::clone(&kept)).route("/v1/traces", web::post().to(take))
    });
    let collector = collector.workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
    let endpoint = format!("http://{}", collector.addrs()[0]);
    let collector = collector.run();
    let handle = collector.handle();
    tokio::spawn(collector);

    let db = Engine::Sqlite.sample().await;
    let served = Watched::start(&["--otlp-endpoint", &endpoint, "--database-url", &db.url], &[]);
    let ask = async |trace: &str, flags: &str, name: &str| {
        let parent = format!("00-{trace}-{PARENT}-{flags}");
        let query = QUERY.replace("Home", name);
        let answer =
            served.client().post(&body(&query, json!({ "word": "GEHEIMNIS" })), &[("traceparent", &parent)]).await;
        assert_eq!(answer.status, 200);
    };
    ask(TRACE, "01", "Kept").await;
    ask(&TRACE.replace("0af7", "1af7"), "00", "NotSampled").await;
    served.client().get("/healthz", &[]).await;
    // What waits is sent before the service ends.
    let ended = tokio::task::spawn_blocking(move || served.end()).await.expect("it ends");
    let sent = exports.lock().expect("no test panics while it holds this").concat();
    let holds = |bytes: &[u8]| sent.windows(bytes.len()).any(|it| it == bytes);
    let binary = |hex: &str| -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")).collect()
    };
    assert!(holds(&binary(TRACE)) && holds(&binary(PARENT)), "{} bytes; {ended}", sent.len());
    for text in
        ["gongkai", "query Kept", "graphql.operation.name", "http.response.status_code", "gongkai.database.statements"]
    {
        assert!(holds(text.as_bytes()), "{text}");
    }
    assert!(!holds(b"NotSampled") && !holds(b"healthz") && !holds(b"GEHEIMNIS") && !holds(b"totalCount"));
    drop(handle.stop(false));
}

#[tokio::test]
async fn a_collector_that_is_away_costs_one_warning() {
    let db = Engine::Sqlite.empty().await;
    // Nobody listens at port 1. Batches leave at once, so that several fail.
    let arguments = ["--otlp-endpoint", "http://127.0.0.1:1", "--database-url", &db.url];
    let served = Watched::start(&arguments, &[("OTEL_BSP_SCHEDULE_DELAY", "20")]);
    let client = served.client();
    for _ in 0..5 {
        assert_eq!(client.data("{ __typename }").await["__typename"], "Query");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    let log = tokio::task::spawn_blocking(move || served.end()).await.expect("it ends");
    assert_eq!(log.matches("traces cannot be sent").count(), 1, "{log}");
    let refused = gongkai().args(["config", "--otlp-endpoint", "https://collector"]).output().expect("the binary runs");
    assert_eq!(refused.status.code(), Some(2));
}
