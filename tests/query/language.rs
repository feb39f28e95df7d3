//! Messages in Chinese and English: by `Accept-Language`, with the same code, names and values in both.

use super::bad_input;
use gongkai::config::Config;
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};
use support::{Answer, Client, Engine, TestApp, on_both};

/// Names and values of a request's headers.
type Headers<'a> = &'a [(&'a str, &'a str)];

/// What is left of a message without what it quotes: names and values of the client's own.
fn unquoted(message: &str) -> String {
    message.split(['"', '`']).step_by(2).collect()
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// The answers must differ in the language of their messages and in nothing else.
fn compare(what: &str, chinese: &Answer, english: &Answer) {
    assert_eq!(chinese.status, english.status, "{what}");
    let errors = |answer: &Answer| answer.body["errors"].as_array().cloned().unwrap_or_default();
    let (in_chinese, in_english) = (errors(chinese), errors(english));
    assert_eq!(in_chinese.len(), in_english.len(), "{what}");
    assert!(!in_chinese.is_empty(), "{what} is an error");
    for (zh, en) in in_chinese.iter().zip(&in_english) {
        let message = |error: &Value| error["message"].as_str().expect("a message").to_owned();
        assert!(has_chinese(&unquoted(&message(zh))), "{what}: {zh:#}");
        assert!(
            !message(zh).contains("请求有误（") && !message(zh).contains(" 行有误（"),
            "{what} has no Chinese: {zh:#}"
        );
        assert!(!has_chinese(&unquoted(&message(en))), "{what}: {en:#}");
        for key in ["code", "retryable"] {
            assert_eq!(zh["extensions"][key], en["extensions"][key], "{what}");
        }
        assert_eq!((&zh["path"], &zh["locations"]), (&en["path"], &en["locations"]), "{what}");
        let request = |error: &Value| error["extensions"]["requestId"].as_str().expect("a request id").to_owned();
        assert_ne!(request(zh), request(en), "each request has its own");
        assert!(zh["extensions"].get("zh").is_none() && en["extensions"].get("zh").is_none(), "{zh:#}");
    }
}

on_both!(bad_input_is_told_in_both);

async fn bad_input_is_told_in_both(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let (chinese, english) = (Client::reading(&app.base, None), app.client());
    let unit = english.data("{ unit(by: { code: \"LC-SZF\" }) { id } }").await["unit"]["id"].to_string();
    for (query, code, words) in bad_input::cases(unit.trim_matches('"')) {
        let (zh, en) = (chinese.ask(&query, json!({})).await, english.ask(&query, json!({})).await);
        compare(&query, &zh, &en);
        assert_eq!(zh.code(), code, "{query}");
        // Paths, names and numbers are the same in every language.
        for word in words.into_iter().filter(|word| !word.contains(' ') && word.contains(['.', '[', '1', '2'])) {
            assert!(zh.message().contains(word), "{query}: {word:?} is not in {:?}", zh.message());
        }
    }
    for (query, variables) in [
        ("query($d: Date) { documents(asOf: $d) { totalCount } }", json!({ "d": 20230101 })),
        ("query($d: Date) { documents(asOf: $d) { totalCount } }", json!({ "d": "2023-02-29" })),
        ("query($g: DocumentGenre!) { documents(filter: { genre: { eq: $g } }) { totalCount } }", json!({ "g": "X" })),
        ("query($g: DocumentGenre!) { documents(filter: { genre: { eq: $g } }) { totalCount } }", json!({})),
        ("query($n: Int) { documents(first: $n) { totalCount } }", json!({ "n": 3_000_000_000i64 })),
        ("query($f: DocumentFilter) { documents(filter: $f) { totalCount } }", json!({ "f": { "nope": 1 } })),
        ("query($f: UnitBy!) { unit(by: $f) { id } }", json!({ "f": { "id": "x", "code": "y" } })),
    ] {
        let (zh, en) = (chinese.ask(query, variables.clone()).await, english.ask(query, variables).await);
        compare(query, &zh, &en);
    }
}

/// One document for each way in which a document can be wrong.
#[tokio::test]
async fn invalid_documents_are_told_in_both() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let (chinese, english) = (Client::reading(&app.base, None), app.client());
    for query in [
        "{ nope }",
        "{ viewer { role { nope } } }",
        "{ viewer }",
        "{ serviceConfig { version { nope } } }",
        "{ node { id } }",
        "{ node(id: 1.5) { id } }",
        "{ node(id: null) { id } }",
        "{ node(id: \"a\", nope: 1) { id } }",
        "{ node(id: \"a\", id: \"b\") { id } }",
        "{ documents(first: \"x\") { totalCount } }",
        "{ documents(first: 3000000000) { totalCount } }",
        "{ documents(filter: { nope: 1 }) { totalCount } }",
        "{ documents(filter: { genre: { eq: NOTICE, eq: NOTICE } }) { totalCount } }",
        "{ viewer @nope { role } }",
        "{ viewer @skip { role } }",
        "{ viewer @deprecated { role } }",
        "{ viewer @skip(if: true) @skip(if: true) { role } }",
        "{ ...nope }",
        "{ ...a } fragment a on Nope { id }",
        "{ ...a } fragment a on DocumentGenre { id }",
        "{ ...a } fragment a on Unit { id }",
        "{ ... on Nope { id } }",
        "{ ... on Unit { id } }",
        "{ ...a } fragment a on Query { ...a }",
        "{ viewer { role } } fragment a on Query { viewer { role } }",
        "query($a: Int) { viewer { role } }",
        "query($a: Nope) { documents(first: $a) { totalCount } }",
        "query($a: Unit) { documents(first: $a) { totalCount } }",
        "query($a: String) { documents(first: $a) { totalCount } }",
        "query($a: Int, $a: Int) { documents(first: $a) { totalCount } }",
        "{ documents(first: $a) { totalCount } }",
        "query A { viewer { role } } query A { viewer { role } }",
        "{ viewer { role } } query A { viewer { role } }",
        "{ ...a ...a } fragment a on Query { viewer { role } } fragment a on Query { viewer { role } }",
        "{ a: viewer { role } a: serviceConfig { version } }",
        "{ a: documents(first: 1) { totalCount } a: documents(first: 2) { totalCount } }",
        "mutation { nope }",
        "subscription { nope }",
        "{ viewer { role } } type A { a: Int }",
        "{",
        "{ a(",
        "}",
        "{ a(b: \"c }",
        "{ a(b: 01) }",
        "{ a(b: 1x) }",
        "{ a(b: \"\\q\") }",
        "{ .. }",
        "query",
        "fragment on on Query { viewer { role } }",
        "{ 中文 }",
        "#",
        "nope { viewer }",
    ] {
        let (zh, en) = (chinese.ask(query, json!({})).await, english.ask(query, json!({})).await);
        compare(query, &zh, &en);
    }
}

#[tokio::test]
async fn what_is_refused_before_it_is_read_is_told_in_both() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let viewer = json!({ "query": "{ viewer { role } }" }).to_string();
    let large = json!({ "query": "{ viewer { role } }", "pad": "x".repeat(300_000) }).to_string();
    let posts: [(&str, Headers<'_>, u16); 12] = [
        (&viewer, &[("accept", "text/html")], 406),
        (&viewer, &[("content-type", "text/plain")], 415),
        (&viewer, &[("content-encoding", "gzip")], 415),
        (&large, &[], 413),
        ("", &[], 400),
        ("{", &[], 400),
        ("nonsense", &[], 400),
        ("null", &[], 400),
        ("[]", &[], 400),
        ("{}", &[], 400),
        ("{\"query\":1}", &[], 400),
        ("{\"query\":\"{ __typename }\",\"variables\":[]}", &[], 400),
    ];
    let (chinese, english) = (Client::reading(&app.base, None), app.client());
    for (body, headers, status) in posts {
        let (zh, en) = (chinese.post(body, headers).await, english.post(body, headers).await);
        assert_eq!(zh.status, status, "{body:.40} {headers:?}");
        compare(&format!("{body:.40} {headers:?}"), &zh, &en);
    }
    for (path, status) in [
        ("/nowhere", 404),
        ("/graphiql/nowhere", 404),
        ("/graphql", 400),
        ("/graphql?query=%7B__typename%7D&variables=nonsense", 400),
        ("/graphql?query=%7B__typename%7D&variables=%5B%5D", 400),
        ("/graphql?query=mutation%20%7B__typename%7D", 405),
    ] {
        let (zh, en) = (chinese.get(path, &[]).await, english.get(path, &[]).await);
        assert_eq!(zh.status, status, "{path}");
        compare(path, &zh, &en);
    }
    let put = async |client: &Client| Client::answer(client.http.put(client.url("/graphql"))).await;
    compare("PUT", &put(&chinese).await, &put(&english).await);
    let deep = (0..14).fold("id".to_owned(), |inner, _| format!("parent {{ {inner} }}"));
    for query in [
        format!("{{ unit(by: {{ code: \"x\" }}) {{ {deep} }} }}"),
        (0..1_002).map(|number| format!("a{number}: viewer {{ role }} ")).fold("{".to_owned(), |all, it| all + &it)
            + "}",
        "{a".repeat(100),
        "query A { viewer { role } } query B { viewer { role } }".to_owned(),
    ] {
        let (zh, en) = (chinese.ask(&query, json!({})).await, english.ask(&query, json!({})).await);
        compare(&format!("{query:.60}"), &zh, &en);
    }
}

/// On PostgreSQL: a SQLite file is read in place, without waiting, and does not go away.
#[tokio::test]
async fn what_fails_later_is_told_in_both() {
    let db = Engine::Postgres.empty().await;
    let config = Config { request_timeout_seconds: 1, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    // Somebody holds the table for longer than a request may take.
    let admin = app.db.connect().await;
    let hold = admin.begin().await.expect("a transaction");
    hold.execute_unprepared("LOCK TABLE document IN ACCESS EXCLUSIVE MODE").await.expect("the table is held");
    let (chinese, english) = (Client::reading(&app.base, None), app.client());
    let query = "{ documents { totalCount } }";
    let (zh, en) = (chinese.ask(query, json!({})).await, english.ask(query, json!({})).await);
    assert_eq!((zh.status, zh.code()), (504, "REQUEST_TIMEOUT"));
    compare("too late", &zh, &en);
    hold.rollback().await.expect("it is given back");
    let app = TestApp::empty(Engine::Postgres).await;
    let (chinese, english) = (Client::reading(&app.base, None), app.client());
    app.app.readers.close();
    app.connection().clone().close().await.expect("it closes");
    // The first finds it out, and is answered by its fields; the others are refused.
    assert_eq!(english.ask(query, json!({})).await.code(), "SERVICE_UNAVAILABLE");
    let (zh, en) = (chinese.ask(query, json!({})).await, english.ask(query, json!({})).await);
    assert_eq!((zh.status, zh.code()), (503, "SERVICE_UNAVAILABLE"));
    compare("the database is gone", &zh, &en);
}

/// The language that is wanted most, Chinese where none is that there is; said in the answer, and for caches.
#[tokio::test]
async fn the_language_is_that_of_the_request() {
    let app = TestApp::empty(Engine::Sqlite).await;
    for (accept, tag) in [
        (None, "zh-CN"),
        (Some("zh-CN,zh;q=0.9,en;q=0.8"), "zh-CN"),
        (Some("zh-TW"), "zh-CN"),
        (Some("en-GB,en;q=0.9"), "en"),
        (Some("fr, en;q=0.2"), "en"),
        (Some("*"), "zh-CN"),
        (Some("zh;q=0.1, en;q=0.2"), "en"),
        (Some("zh;q=0, *"), "en"),
        (Some("en;q=0"), "zh-CN"),
        (Some(";;q=,=nonsense"), "zh-CN"),
    ] {
        let client = Client::reading(&app.base, accept);
        for (path, has_message) in [
            ("/graphql?query=%7B%20nope%20%7D", true),
            ("/graphql?query=%7B%20node(id:%22x%22)%20%7Bid%7D%20%7D", true),
            ("/graphql", true),
            ("/nowhere", true),
            ("/graphql?query=%7B__typename%7D", false),
        ] {
            let response = client.http.get(client.url(path)).send().await.expect("an answer");
            let header =
                |name| response.headers().get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
            let (language, vary) = (header("content-language"), header("vary"));
            assert_eq!(language, if has_message { tag } else { "" }, "{path} for {accept:?}");
            assert!(vary.to_ascii_lowercase().contains("accept-language"), "{path}: {vary:?}");
            let body: Value = response.json().await.expect("JSON");
            if has_message {
                let message = body["errors"][0]["message"].as_str().expect("a message");
                assert_eq!(has_chinese(message), tag == "zh-CN", "{message}");
            }
        }
    }
}
