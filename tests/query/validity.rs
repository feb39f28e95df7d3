//! Validity: what the filter says in SQL is what the derivation says of each document, on any day.

use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(the_filter_agrees_with_each_document_on_any_day, the_default_term_is_configuration, next_change_is_told);

const STATUSES: [&str; 7] = ["NOT_YET_EFFECTIVE", "EFFECTIVE", "AMENDED", "SUSPENDED", "REPEALED", "LAPSED", "UNKNOWN"];

/// For every day given: the documents that the filter gives for each status are those whose own validity is that, and
/// together they are all; by the fast way (newest first), by the general one (another order), and inside `or`.
async fn agree(app: &TestApp, days: &[&str]) {
    let client = app.client();
    for day in days {
        let all = client
            .data(&format!(
                "{{ documents(first: 100) {{ totalCount nodes {{ id validity(asOf: \"{day}\") {{ status }} }} }} }}"
            ))
            .await;
        let own = |status: &str| {
            let nodes = all["documents"]["nodes"].as_array().expect("nodes").iter();
            let mut ids: Vec<String> =
                nodes.filter(|node| node["validity"]["status"] == status).map(|node| node["id"].to_string()).collect();
            ids.sort();
            ids
        };
        let mut sum = 0;
        for status in STATUSES {
            for (filter, order) in [
                (format!("validityStatus: {{ eq: {status} }}"), ""),
                (format!("validityStatus: {{ eq: {status} }}"), "orderBy: [{ field: ISSUED_ON }]"),
                (format!("or: [{{ validityStatus: {{ eq: {status} }} }}, {{ title: {{ eq: \"没有\" }} }}]"), ""),
            ] {
                let query = format!(
                    "{{ documents(first: 100, asOf: \"{day}\", filter: {{ {filter} }} {order}) {{ totalCount nodes {{ id validity {{ status asOf }} }} }} }}"
                );
                let found = client.data(&query).await["documents"].clone();
                let nodes = found["nodes"].as_array().expect("nodes");
                let mut ids: Vec<String> = nodes.iter().map(|node| node["id"].to_string()).collect();
                ids.sort();
                assert_eq!(ids, own(status), "{status} on {day}: {filter} {order}");
                assert_eq!(found["totalCount"], ids.len(), "{status} on {day}: {filter} {order}");
                assert!(nodes.iter().all(|node| node["validity"] == json!({ "status": status, "asOf": day })));
            }
            sum += own(status).len();
        }
        assert_eq!(all["documents"]["totalCount"], sum, "every document has one status on {day}");
    }
}

async fn the_filter_agrees_with_each_document_on_any_day(engine: Engine) {
    let app = TestApp::sample(engine).await;
    agree(
        &app,
        &[
            "0001-01-01",
            "1949-10-01",
            "2015-06-30",
            "2020-06-30",
            "2024-12-31",
            "2025-01-01",
            "2026-11-22",
            "2026-12-31",
            "2027-01-01",
            "2031-01-01",
            "2079-06-06",
            "2090-01-01",
            "9999-12-31",
        ],
    )
    .await;
}

async fn the_default_term_is_configuration(engine: Engine) {
    let plain = TestApp::sample(engine).await;
    let query = "{ documents(filter: { isNormative: { eq: true }, validityStatus: { eq: UNKNOWN } }) { totalCount } }";
    let unknown = |data: Value| data["documents"]["totalCount"].as_i64().expect("a total");
    assert!(unknown(plain.client().data(query).await) >= 2);
    let db = engine.sample().await;
    let config =
        gongkai::config::Config { default_term_months: Some(60), default_trial_term_months: Some(24), ..db.config() };
    let ruled = TestApp::with(db, config, TestApp::clock()).await;
    assert_eq!(unknown(ruled.client().data(query).await), 0, "every normative document has a term");
    agree(&ruled, &["2019-01-01", "2026-11-22"]).await;
}

async fn next_change_is_told(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let query =
        "{ documents(first: 100) { nodes { title validity { status until nextChange { on status cause } } } } }";
    let mut told = 0;
    for node in app.client().data(query).await["documents"]["nodes"].as_array().expect("nodes") {
        let validity = &node["validity"];
        let Some(on) = validity["nextChange"]["on"].as_str() else {
            assert_eq!(validity["until"], Value::Null, "{node:#}");
            continue;
        };
        told += 1;
        let until: chrono::NaiveDate = validity["until"].as_str().expect("an end").parse().expect("a date");
        assert_eq!(until.succ_opt().map(|day| day.to_string()).as_deref(), Some(on), "{node:#}");
        // On that day the document has that status.
        let query = format!(
            "{{ documents(first: 100, asOf: \"{on}\", filter: {{ title: {{ eq: {} }} }}) {{ nodes {{ validity {{ status since }} }} }} }}",
            node["title"]
        );
        let then = app.client().data(&query).await["documents"]["nodes"][0]["validity"].clone();
        assert_eq!(then, json!({ "status": validity["nextChange"]["status"], "since": on }), "{node:#}");
    }
    assert!(told > 10, "only {told} documents of the sample have a change before them");
}
