//! Which documents are answered: by text, by hash, by id; in each mode.

use gongkai::config::Config;
use gongkai::document::{Documents, Mode, hash};
use serde_json::{Value, json};
use std::path::PathBuf;
use support::{Answer, Engine, TestApp};

const VIEWER: &str = "{ viewer { role } }";
const NEWER: (&str, &str) = ("accept", "application/graphql-response+json");

fn hex(text: &str) -> String {
    hash(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn apq(text: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hex(text) } })
}

/// A file of a test's own, gone when the test ends.
struct File(PathBuf);

impl File {
    fn new(name: &str, content: &Value) -> Self {
        let path = std::env::temp_dir().join(format!("gongkai_it_{}_{name}.json", std::process::id()));
        std::fs::write(&path, content.to_string()).expect("the file is written");
        Self(path)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // It is only a temporary file: one that cannot be removed harms no test.
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn in_mode(document_mode: Mode, manifest: Option<&File>) -> TestApp {
    let db = Engine::Sqlite.empty().await;
    let config = Config { document_mode, document_manifest: manifest.map(|it| it.0.clone()), ..db.config() };
    TestApp::with(db, config, TestApp::clock()).await
}

fn is_answered(answer: &Answer) -> bool {
    answer.status == 200 && answer.body["data"]["viewer"]["role"] == "ANONYMOUS"
}

async fn ask(app: &TestApp, body: Value) -> Answer {
    app.client().post(&body.to_string(), &[NEWER]).await
}

async fn get(app: &TestApp, parameters: &[(&str, &str)]) -> Answer {
    let url = reqwest::Url::parse_with_params(&app.client().url("/graphql"), parameters).expect("an address");
    support::Client::answer(app.client().http.get(url).header(NEWER.0, NEWER.1)).await
}

/// As Apollo Client and urql do it: the hash alone, then both, then the hash alone for ever.
#[tokio::test]
async fn a_hash_stands_for_its_text_once_both_have_been_seen() {
    for mode in [Mode::Open, Mode::Apq] {
        let app = in_mode(mode, None).await;
        let extensions = apq(VIEWER).to_string();
        for _ in 0..2 {
            let answer = ask(&app, json!({ "extensions": apq(VIEWER) })).await;
            assert_eq!((answer.status, answer.code()), (400, "PERSISTED_QUERY_NOT_FOUND"), "{mode:?}");
            assert_eq!(answer.message(), "PersistedQueryNotFound", "the words that clients look for");
        }
        let body = json!({ "extensions": apq(VIEWER) }).to_string();
        let answer = app.client().post(&body, &[]).await;
        assert_eq!(
            (answer.status, answer.code()),
            (200, "PERSISTED_QUERY_NOT_FOUND"),
            "as the older media type has it"
        );
        let answer = get(&app, &[("extensions", &extensions)]).await;
        assert_eq!(answer.code(), "PERSISTED_QUERY_NOT_FOUND");
        assert!(is_answered(&get(&app, &[("query", VIEWER), ("extensions", &extensions)]).await));
        assert!(is_answered(&get(&app, &[("extensions", &extensions)]).await));
        assert!(is_answered(&ask(&app, json!({ "extensions": apq(VIEWER) })).await));
        assert!(is_answered(&ask(&app, json!({ "query": VIEWER, "extensions": apq(VIEWER) })).await));
        let id = format!("sha256:{}", hex(VIEWER));
        assert!(is_answered(&ask(&app, json!({ "documentId": id })).await));
        assert!(is_answered(&get(&app, &[("documentId", &id)]).await));
        // What is not valid is not registered; nor is a text under another's hash.
        let answer = ask(&app, json!({ "query": "{ nonsense }", "extensions": apq("{ nonsense }") })).await;
        assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED");
        assert_eq!(ask(&app, json!({ "extensions": apq("{ nonsense }") })).await.code(), "PERSISTED_QUERY_NOT_FOUND");
        let answer = ask(&app, json!({ "query": "{ __typename }", "extensions": apq("{ other }") })).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{:#}", answer.body);
        assert!(answer.message().contains("provided sha does not match query"));
        for extensions in [
            json!({ "persistedQuery": { "version": 2, "sha256Hash": hex(VIEWER) } }),
            json!({ "persistedQuery": { "sha256Hash": hex(VIEWER) } }),
            json!({ "persistedQuery": 1 }),
        ] {
            assert_eq!(ask(&app, json!({ "extensions": extensions })).await.code(), "BAD_USER_INPUT", "{extensions}");
        }
        for id in ["", "x", "sha256:", "sha256:0", &"z".repeat(64), &"€".repeat(64)] {
            let answer = ask(&app, json!({ "documentId": id })).await;
            assert_eq!(answer.code(), "PERSISTED_QUERY_NOT_FOUND", "{id:?}");
        }
    }
}

#[tokio::test]
async fn without_its_hash_a_text_is_answered_in_the_open_only() {
    let open = in_mode(Mode::Open, None).await;
    assert!(is_answered(&ask(&open, json!({ "query": VIEWER })).await));
    assert!(is_answered(&ask(&open, json!({ "extensions": apq(VIEWER) })).await), "it has been seen");
    let apq_only = in_mode(Mode::Apq, None).await;
    for _ in 0..2 {
        let answer = ask(&apq_only, json!({ "query": VIEWER })).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{:#}", answer.body);
        assert!(is_answered(&ask(&apq_only, json!({ "query": VIEWER, "extensions": apq(VIEWER) })).await));
    }
}

#[tokio::test]
async fn only_trusted_documents_are_answered_where_none_other_may_be() {
    let named = "query Home { viewer { role } }";
    let apollo = json!({ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [
        { "id": "home-1", "body": named, "name": "Home", "type": "query" },
        { "id": hex(VIEWER), "body": VIEWER, "name": "", "type": "query" },
    ] });
    let mut plain = serde_json::Map::new();
    plain.insert(hex(VIEWER), json!(VIEWER));
    plain.insert(hex(named), json!(named));
    for (name, manifest) in [("apollo", apollo), ("plain", Value::Object(plain))] {
        let file = File::new(name, &manifest);
        let app = in_mode(Mode::TrustedOnly, Some(&file)).await;
        for body in [
            json!({ "documentId": hex(VIEWER) }),
            json!({ "documentId": format!("sha256:{}", hex(named)) }),
            json!({ "extensions": apq(named) }),
            json!({ "query": VIEWER }),
            json!({ "query": VIEWER, "extensions": apq(VIEWER) }),
            json!({ "query": VIEWER, "documentId": hex(VIEWER) }),
        ] {
            assert!(is_answered(&ask(&app, body.clone()).await), "{name}: {body}");
        }
        let by_id = ask(&app, json!({ "documentId": "home-1" })).await;
        assert_eq!(is_answered(&by_id), name == "apollo");
        // Nothing else, however it comes; and asking does not make it known.
        let other = "{ viewer { role __typename } }";
        for _ in 0..2 {
            for body in [json!({ "query": other }), json!({ "query": other, "extensions": apq(other) })] {
                let answer = ask(&app, body).await;
                assert_eq!((answer.status, answer.code()), (403, "FORBIDDEN"), "{:#}", answer.body);
            }
            assert_eq!(ask(&app, json!({ "extensions": apq(other) })).await.code(), "PERSISTED_QUERY_NOT_FOUND");
        }
    }
}

#[tokio::test]
async fn a_mutation_goes_by_get_under_no_name() {
    let app = in_mode(Mode::Open, None).await;
    let text = "query A { viewer { role } } mutation M { __typename }";
    let extensions = apq(text).to_string();
    let id = format!("sha256:{}", hex(text));
    let answer = ask(&app, json!({ "query": text, "operationName": "A", "extensions": apq(text) })).await;
    assert!(is_answered(&answer), "{:#}", answer.body);
    assert!(is_answered(&get(&app, &[("extensions", &extensions), ("operationName", "A")]).await));
    for name in [("extensions", extensions.as_str()), ("documentId", id.as_str())] {
        assert_eq!(get(&app, &[name, ("operationName", "M")]).await.status, 405);
    }
    let answer = ask(&app, json!({ "documentId": id, "operationName": "M" })).await;
    assert_eq!((answer.status, answer.code()), (400, "GRAPHQL_VALIDATION_FAILED"), "{:#}", answer.body);
}

#[test]
fn a_manifest_that_cannot_be_trusted_stops_the_start_and_says_why() {
    let apollo = |operations: Value| json!({ "format": "apollo-persisted-query-manifest", "version": 1, "operations": operations });
    let cases = [
        ("invalid", apollo(json!([{ "id": "home", "body": "{ nonsense }" }])), vec!["home", "nonsense", "line 1"]),
        ("syntax", apollo(json!([{ "id": "home", "body": "{" }])), vec!["home", "Syntax Error"]),
        ("deep", apollo(json!([{ "id": "home", "body": "{a".repeat(70) }])), vec!["home", "brackets"]),
        (
            "twice",
            apollo(json!([{ "id": "a", "body": VIEWER }, { "id": "a", "body": "{ __typename }" }])),
            vec!["another document"],
        ),
        ("format", json!({ "format": "other", "version": 1, "operations": [] }), vec!["\"other\""]),
        (
            "version",
            json!({ "format": "apollo-persisted-query-manifest", "version": 2, "operations": [] }),
            vec!["version 2"],
        ),
        ("hash", json!({ "abc": VIEWER }), vec!["abc", "SHA-256"]),
        ("list", json!([VIEWER]), vec!["neither"]),
    ];
    for (name, content, words) in cases {
        let file = File::new(name, &content);
        let config = Config { document_manifest: Some(file.0.clone()), ..Config::default() };
        let error = Documents::new(&config).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(words.iter().all(|word| error.contains(word)), "{name}: {error}");
    }
    let missing = Config { document_manifest: Some("/nowhere/manifest.json".into()), ..Config::default() };
    assert!(Documents::new(&missing).is_err());
}
