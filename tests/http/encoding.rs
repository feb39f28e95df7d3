//! Bodies as clients take them: gzip, brotli, zstd or as they are, the same whichever way.

use serde_json::json;
use std::io::Read;
use support::{Client, Engine, TestApp};

const PAGE: &str = "{ documents(first: 20) { totalCount nodes { id title summary publisher { name } } } }";

/// A body, decoded, and its coding.
async fn decoded(answer: reqwest::Response) -> (Vec<u8>, String, usize) {
    let coding = answer.headers().get("content-encoding").map_or("", |it| it.to_str().expect("text")).to_owned();
    let vary = answer.headers()["vary"].to_str().expect("text").to_owned();
    assert!(vary.contains("Accept-Encoding"), "{vary}");
    let length = answer.headers()["content-length"].to_str().expect("text").parse::<usize>().expect("a number");
    let sent = answer.bytes().await.expect("a body");
    assert_eq!(sent.len(), length);
    let mut out = Vec::new();
    match coding.as_str() {
        "" => out = sent.to_vec(),
        "gzip" => drop(flate2::read::GzDecoder::new(&sent[..]).read_to_end(&mut out).expect("gzip")),
        "br" => drop(brotli::Decompressor::new(&sent[..], 4_096).read_to_end(&mut out).expect("brotli")),
        "zstd" => out = zstd::stream::decode_all(&sent[..]).expect("zstd"),
        other => panic!("{other}"),
    }
    (out, coding, length)
}

async fn get(client: &Client, path: &str, accept: &str) -> reqwest::Response {
    client.http.get(client.url(path)).header("accept-encoding", accept).send().await.expect("an answer")
}

#[tokio::test]
async fn every_coding_decodes_to_the_same() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    let (plain, coding, length) = decoded(client.raw(PAGE, &[]).await).await;
    assert_eq!(coding, "");
    for (accept, wanted) in [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, br;q=0.1", "gzip"),
        ("*", "br"),
        ("identity;q=0, *;q=0.5", "br"),
        ("identity, gzip;q=0.9", ""),
        ("deflate", ""),
        ("identity;q=0", ""),
        ("gzip;q=0", ""),
    ] {
        // Made, and kept: the same.
        for _ in 0..2 {
            let (body, coding, sent) = decoded(client.raw(PAGE, &[("accept-encoding", accept)]).await).await;
            assert_eq!((coding.as_str(), &body), (wanted, &plain), "{accept}");
            assert!(wanted.is_empty() || sent < length / 2, "{accept}: {sent} of {length}");
        }
        let post = client.http.post(client.url("/graphql")).json(&json!({ "query": PAGE }));
        let post = post.header("accept-encoding", accept).send().await.expect("an answer");
        assert_eq!(decoded(post).await.1, wanted, "by POST");
    }
    let told = app.app.cache.as_ref().expect("a cache").figures();
    assert_eq!((told.misses, told.entries), (1, 4), "executed once, kept as it is and in three codings: {told:?}");
}

#[tokio::test]
async fn who_shows_a_token_gets_bodies_as_they_are() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let answer = app.client().raw(PAGE, &[("authorization", "Bearer x"), ("accept-encoding", "gzip")]).await;
    assert_eq!(decoded(answer).await.1, "");
}

#[tokio::test]
async fn short_bodies_are_sent_as_they_are_unless_that_is_refused() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let ask = async |accept: &str| client.raw("{ viewer { role } }", &[("accept-encoding", accept)]).await;
    assert_eq!(decoded(ask("gzip, br").await).await.1, "");
    let (body, coding, _) = decoded(ask("gzip, identity;q=0").await).await;
    assert_eq!((coding.as_str(), body.as_slice()), ("gzip", &b"{\"data\":{\"viewer\":{\"role\":\"ANONYMOUS\"}}}"[..]));
}

#[tokio::test]
async fn errors_and_fixed_texts_are_compressed_too() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let name = "x".repeat(150);
    let long = format!("{{ {} }}", (0..10).map(|at| format!("{name}{at} ")).collect::<String>());
    let plain = client.raw(&long, &[]).await.bytes().await.expect("a body");
    assert!(plain.len() > 1_024, "{}", plain.len());
    let (body, coding, _) = decoded(client.raw(&long, &[("accept-encoding", "zstd")]).await).await;
    assert!(coding == "zstd" && body.starts_with(b"{\"errors\":["));
    for path in ["/schema.graphql", "/graphiql/graphiql.js", "/graphiql/graphiql.css"] {
        let (plain, _, length) = decoded(get(&client, path, "identity").await).await;
        for accept in ["gzip", "br", "zstd"] {
            let answer = get(&client, path, accept).await;
            let tag = answer.headers()["etag"].clone();
            let (body, coding, sent) = decoded(answer).await;
            assert!(coding == accept && body == plain && sent < length / 2, "{path}: {coding}, {sent} of {length}");
            let held = client.http.get(client.url(path)).header("accept-encoding", accept).header("if-none-match", tag);
            assert_eq!(held.send().await.expect("an answer").status(), 304, "{path}");
        }
    }
}
