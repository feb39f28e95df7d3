//! What is withdrawn is gone from every list, and its id answers for ever with what stands there.

use gongkai::config::Config;
use gongkai::service::import::{Kind, Options};
use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(a_withdrawn_document_leaves_a_tombstone);

async fn a_withdrawn_document_leaves_a_tombstone(engine: Engine) {
    // The lists below are asked all at once, which costs more than the public may.
    let db = engine.sample().await;
    let config = Config { max_cost: 100_000, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    let client = app.client();
    let query = "{ document(by: { source: { system: \"demo\", id: \"LC-2024-0012\" } }) { id title version } documents { totalCount } }";
    let before = client.data(query).await;
    let line = json!({ "source": { "system": "demo", "id": "LC-2024-0012" }, "withdrawal": { "reason": "WITHDRAWN", "publicExplanation": "原文有误,另行公布。", "successor": { "system": "demo", "id": "LC-2024-0018" } } });
    app.import(&format!("{line}\n")).await;
    assert_eq!(app.import(&format!("{line}\n")).await.unchanged, 1, "a second time changes nothing");
    let after = client.data(query).await;
    assert_eq!(after["document"], json!(null));
    assert_eq!(after["documents"]["totalCount"].as_i64(), before["documents"]["totalCount"].as_i64().map(|it| it - 1));
    let id = &before["document"]["id"];
    let node = client.data(&format!("{{ node(id: {id}) {{ id __typename ... on Tombstone {{ type removedAt reason publicExplanation successor {{ __typename ... on Document {{ title }} }} }} }} }}")).await["node"].clone();
    assert_eq!(
        (&node["id"], &node["__typename"], &node["type"], &node["reason"]),
        (id, &json!("Tombstone"), &json!("DOCUMENT"), &json!("WITHDRAWN"))
    );
    assert_eq!(node["publicExplanation"], "原文有误,另行公布。");
    assert_eq!(node["successor"]["__typename"], "Document");
    // No list, filter or relation shows it.
    let found = client.data("{ documents(first: 100) { nodes { id } } catalogEntries(first: 100) { nodes { documents(first: 100) { nodes { id } } } } }").await;
    assert!(!found.to_string().contains(id.as_str().expect("an id")));
    // Nor does it come back by its key.
    let text = include_str!("../../api/assets/demo/packages.ndjson");
    let again = text
        .lines()
        .find(|line| {
            line.contains("\"id\":\"LC-2024-0012\"},\"document\"")
                || line.contains("\"id\": \"LC-2024-0012\"}, \"document\"")
        })
        .expect("its line");
    let report = app.try_import(Kind::Packages, again, &Options::default()).await;
    assert!(report.rejected == 1 && report.to_string().contains("withdrawn"), "{report}");
}
