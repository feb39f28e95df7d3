//! Bad input: each gets its code, and words that name the argument and the bound.

use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(each_has_its_code_and_names_what_was_wrong);

/// What is wrong, the code that it gets, and the words that its message must hold in English. `unit` is the id of one.
pub fn cases(unit: &str) -> Vec<(String, &'static str, Vec<&'static str>)> {
    let deep = (0..5).fold("{ genre: { eq: NOTICE } }".to_owned(), |inner, _| format!("{{ and: [{inner}] }}"));
    let long = format!("[{}]", vec!["\"某\""; 101].join(","));
    vec![
        // Pages
        ("{ documents(first: 101) { totalCount } }".to_owned(), "BAD_USER_INPUT", vec!["first", "0 to 100", "101"]),
        ("{ documents(first: -1) { totalCount } }".into(), "BAD_USER_INPUT", vec!["first", "0 to 100", "-1"]),
        ("{ documents(last: 101) { totalCount } }".into(), "BAD_USER_INPUT", vec!["last", "0 to 100", "101"]),
        ("{ documents(first: 5, last: 5) { totalCount } }".into(), "BAD_USER_INPUT", vec!["first, last", "both directions"]),
        ("{ documents(offset: 10001) { totalCount } }".into(), "BAD_USER_INPUT", vec!["offset", "10000", "10001"]),
        ("{ documents(offset: 1, after: \"x\") { totalCount } }".into(), "BAD_USER_INPUT", vec!["offset", "cursor"]),
        ("{ documents(after: \"x\") { totalCount } }".into(), "CURSOR_INVALID", vec!["after"]),
        ("{ units { nodes { documents(first: 101) { totalCount } } } }".into(), "BAD_USER_INPUT", vec!["first"]),
        // Ids
        ("{ node(id: \"nonsense\") { id } }".into(), "BAD_USER_INPUT", vec!["id", "nonsense"]),
        ("{ node(id: \"VW5pdDpub25zZW5zZQ\") { id } }".into(), "BAD_USER_INPUT", vec!["id"]),
        (format!("{{ nodes(ids: [\"{unit}\", \"?\"]) {{ id }} }}"), "BAD_USER_INPUT", vec!["ids[1]", "?"]),
        (format!("{{ document(by: {{ id: \"{unit}\" }}) {{ id }} }}"), "BAD_USER_INPUT", vec!["by.id", "Document", "Unit"]),
        (format!("{{ documents(filter: {{ catalogEntry: {{ eq: \"{unit}\" }} }}) {{ totalCount }} }}"), "BAD_USER_INPUT", vec!["filter.catalogEntry.eq", "CatalogEntry"]),
        ("{ documents(filter: { or: [{}, { issuer: { in: [\"x\"] } }] }) { totalCount } }".into(), "BAD_USER_INPUT", vec!["filter.or[1].issuer.in", "x"]),
        (format!("{{ nodes(ids: [{}]) {{ id }} }}", vec!["\"x\""; 101].join(",")), "BAD_USER_INPUT", vec!["ids", "100", "101"]),
        // Filters
        (format!("{{ documents(filter: {deep}) {{ totalCount }} }}"), "BAD_USER_INPUT", vec!["filter.and[0]", "4"]),
        (format!("{{ documents(filter: {{ topic: {{ in: {long} }} }}) {{ totalCount }} }}"), "BAD_USER_INPUT", vec!["filter.topic.in", "100", "101"]),
        ("{ documents(filter: { title: { contains: \"\" } }) { totalCount } }".into(), "BAD_USER_INPUT", vec!["filter.title.contains", "1 to 100", "0"]),
        ("{ documents(filter: { title: { eq: \"a\\u0000b\" } }) { totalCount } }".into(), "BAD_USER_INPUT", vec!["filter.title.eq", "zero"]),
        ("{ documents(orderBy: [{field: ISSUED_ON}, {field: ISSUED_ON}, {field: ISSUED_ON}, {field: ISSUED_ON}]) { totalCount } }".into(), "BAD_USER_INPUT", vec!["orderBy", "3", "4"]),
        // Scalars and enums
        ("{ documents(asOf: \"2023-02-29\") { totalCount } }".into(), "BAD_USER_INPUT", vec!["2023-02-29"]),
        ("{ documents(asOf: \"2023-2-1\") { totalCount } }".into(), "BAD_USER_INPUT", vec!["2023-2-1"]),
        ("{ documents(filter: { publishedAt: { gte: \"2023-02-01T00:00:00\" } }) { totalCount } }".into(), "BAD_USER_INPUT", vec!["2023-02-01T00:00:00", "offset"]),
        ("{ documents(filter: { genre: { eq: NONSENSE } }) { totalCount } }".into(), "GRAPHQL_VALIDATION_FAILED", vec!["NONSENSE"]),
        ("{ unit(by: { id: \"x\", code: \"y\" }) { id } }".into(), "GRAPHQL_VALIDATION_FAILED", vec!["by"]),
        ("{ catalog(by: { edition: { jurisdiction: \"x\" } }) { id } }".into(), "GRAPHQL_VALIDATION_FAILED", vec!["edition"]),
        // Documents
        ("{ documents { nodes { nonsense } } }".into(), "GRAPHQL_VALIDATION_FAILED", vec!["nonsense"]),
        ("{ documents { nodes".into(), "GRAPHQL_PARSE_FAILED", vec![]),
        ("".into(), "GRAPHQL_PARSE_FAILED", vec![]),
        ("query A { viewer { role } } query B { viewer { role } }".into(), "OPERATION_RESOLUTION_FAILURE", vec!["operationName"]),
    ]
}

async fn each_has_its_code_and_names_what_was_wrong(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let unit = client.data("{ unit(by: { code: \"LC-SZF\" }) { id } }").await["unit"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for (query, code, words) in cases(&unit) {
        let answer = client.ask(&query, json!({})).await;
        assert_eq!(answer.code(), code, "{query}\n{:#}", answer.body);
        for word in words {
            assert!(answer.message().contains(word), "{query}: {word:?} is not in {:?}", answer.message());
        }
        assert_eq!(answer.body["errors"][0]["extensions"]["retryable"], false);
    }
    // Variables are held to the same.
    let answer = client
        .ask(
            "query($g: DocumentGenre!, $d: Date) { documents(asOf: $d, filter: { genre: { eq: $g } }) { totalCount } }",
            json!({ "g": "NONSENSE" }),
        )
        .await;
    assert!(answer.message().contains("NONSENSE"), "{:#}", answer.body);
    let answer = client.ask("query($d: Date) { documents(asOf: $d) { totalCount } }", json!({ "d": 20230101 })).await;
    assert!(["BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"].contains(&answer.code()), "{:#}", answer.body);
    // Texts that look like SQL are texts.
    let data = client.data("{ documents(filter: { title: { contains: \"%' OR 1=1 --\" } }) { totalCount } }").await;
    assert_eq!(data["documents"]["totalCount"], 0);
}
