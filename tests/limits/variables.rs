//! Variables are coerced before anything runs, as the specification has it; literals are read when a document is checked.

use serde_json::json;
use support::{Engine, TestApp};

const NEWER: &str = "application/graphql-response+json";

#[tokio::test]
async fn a_bad_variable_is_an_error_of_the_request() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let query = "query($n: Int, $d: Date, $ids: [ID!]! = [], $f: DocumentFilter, $by: UnitBy = { code: \"x\" }) {
        documents(first: $n, asOf: $d, filter: $f) { totalCount } nodes(ids: $ids) { id } unit(by: $by) { id } }";
    for (variables, words) in [
        (json!({ "n": "1" }), vec!["$n", "\"1\"", "Int cannot represent"]),
        (json!({ "n": 1.5 }), vec!["$n", "1.5"]),
        (json!({ "n": 2_147_483_648_u32 }), vec!["$n", "32-bit"]),
        (json!({ "n": 1e300 }), vec!["$n"]),
        (json!({ "n": [1] }), vec!["$n", "[…]"]),
        (json!({ "d": "foo" }), vec!["$d", "foo", "2022-06-02"]),
        (json!({ "d": 20_230_101 }), vec!["$d"]),
        (json!({ "ids": null }), vec!["$ids", "non-null"]),
        (json!({ "ids": ["a", null] }), vec!["$ids", "ids[1]", "not to be null"]),
        (json!({ "ids": [["a"]] }), vec!["ids[0]"]),
        (json!({ "ids": [1.5] }), vec!["ids[0]", "1.5"]),
        (
            json!({ "f": { "or": [{}, { "genre": { "eq": "NOPE" } }] } }),
            vec!["f.or[1].genre.eq", "NOPE", "DocumentGenre"],
        ),
        (json!({ "f": { "nonsense": 1 } }), vec!["nonsense", "DocumentFilter"]),
        (json!({ "f": [] }), vec!["$f", "DocumentFilter"]),
        (json!({ "f": { "title": { "eq": 5 } } }), vec!["f.title.eq", "String cannot represent"]),
        (json!({ "f": { "isNormative": { "eq": "true" } } }), vec!["f.isNormative.eq", "Boolean cannot represent"]),
        (json!({ "by": { "code": "x", "id": "y" } }), vec!["$by", "Exactly one key"]),
        (json!({ "by": {} }), vec!["$by", "Exactly one key"]),
        (json!({ "by": { "code": null } }), vec!["by.code", "non-null"]),
    ] {
        let body = json!({ "query": query, "variables": variables }).to_string();
        for (accept, status) in [(NEWER, 400), ("application/json", 200)] {
            let answer = app.client().post(&body, &[("accept", accept)]).await;
            assert_eq!((answer.status, answer.code()), (status, "BAD_USER_INPUT"), "{variables}: {:#}", answer.body);
            assert!(answer.body.get("data").is_none(), "nothing was executed");
            for word in &words {
                assert!(answer.message().contains(word), "{variables}: {word:?} is not in {:?}", answer.message());
            }
        }
    }
    // A required one that is not there.
    let answer = app.client().ask("query($id: ID!) { node(id: $id) { id } }", json!({})).await;
    assert!(answer.code() == "BAD_USER_INPUT" && answer.message().contains("$id"), "{:#}", answer.body);
    // Ten are told, and how many more there are at least.
    let ids = vec![json!(true); 1_000];
    let answer = app.client().ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": ids })).await;
    let errors = answer.body["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 11);
    assert!(errors[10]["message"].as_str().is_some_and(|it| it.contains("at least 1 more")), "{:#}", errors[10]);
}

#[tokio::test]
async fn what_the_specification_lets_through_is_let_through() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let client = app.client();
    // A whole number written with a point, a number for an id, one thing for a list of things.
    let data =
        client.data_with("query($n: Int) { documents(first: $n) { nodes { title } } }", json!({ "n": 2.0 })).await;
    assert_eq!(data["documents"]["nodes"].as_array().map(Vec::len), Some(2), "{data:#}");
    let answer = client.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": "x" })).await;
    assert!(answer.message().contains("ids[0]"), "the id went to the field, which knows no such: {:#}", answer.body);
    let answer = client.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", json!({ "ids": 7 })).await;
    assert!(answer.message().contains('7'), "{:#}", answer.body);
    // Defaults: of the variable, also for directives; of the argument, where the variable is absent.
    let query = "query($skip: Boolean = true, $format: BodyFormat, $n: Int = 1) {
        viewer @skip(if: $skip) { role } documents(first: $n) { nodes { body(format: $format) } } }";
    let data = client.data(query).await;
    assert!(data.get("viewer").is_none());
    let bodies = data["documents"]["nodes"].as_array().expect("rows");
    assert!(
        bodies.len() == 1 && bodies[0]["body"].as_str().is_some_and(|it| it.contains('<')),
        "HTML by default: {data:#}"
    );
    let data = client.data_with(query, json!({ "skip": false, "format": "TEXT", "n": null })).await;
    assert!(data["viewer"].is_object() && data["documents"]["nodes"].as_array().is_some_and(|it| it.len() == 20));
}

/// A literal that a scalar cannot read is told when the document is checked, and blanks no other field.
#[tokio::test]
async fn literals_are_read_when_the_document_is_checked() {
    let app = TestApp::empty(Engine::Sqlite).await;
    for (query, code, words) in [
        ("{ documents(asOf: \"foo\") { totalCount } viewer { role } }", "BAD_USER_INPUT", vec!["foo", "2022-06-02"]),
        ("query($d: Date = \"foo\") { documents(asOf: $d) { totalCount } }", "BAD_USER_INPUT", vec!["foo"]),
        ("{ documents(asOf: 2022) { totalCount } }", "BAD_USER_INPUT", vec!["2022"]),
        ("{ documents(first: 2147483648) { totalCount } }", "GRAPHQL_VALIDATION_FAILED", vec!["32-bit"]),
        (
            "{ documents(first: null, asOf: null) { totalCount } node(id: null) { id } }",
            "GRAPHQL_VALIDATION_FAILED",
            vec!["ID!"],
        ),
        ("{ node(id: true) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["ID cannot represent"]),
        ("{ unit(by: {}) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["exactly one key"]),
        ("{ unit(by: { code: null }) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["non-null"]),
        (
            "query($c: String) { unit(by: { code: $c }) { id } }",
            "GRAPHQL_VALIDATION_FAILED",
            vec!["$c", "non-nullable"],
        ),
        ("query($c: [ID]!) { nodes(ids: $c) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["$c", "[ID!]!"]),
        ("query($c: ID) { nodes(ids: [$c]) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["$c", "ID!"]),
        ("query($c: ID! = null) { node(id: $c) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["null"]),
        ("query($c: ID = null) { node(id: $c) { id } }", "GRAPHQL_VALIDATION_FAILED", vec!["$c"]),
        (
            "query($c: Int) { documents(filter: { title: { eq: $c } }) { totalCount } }",
            "GRAPHQL_VALIDATION_FAILED",
            vec!["$c"],
        ),
        (
            "{ documents(filter: { title: { eq: \"a\", eq: \"b\" } }) { totalCount } }",
            "GRAPHQL_VALIDATION_FAILED",
            vec!["only one"],
        ),
        (
            "{ documents(filter: { genre: { eq: \"NOTICE\" } }) { totalCount } }",
            "GRAPHQL_VALIDATION_FAILED",
            vec!["non-enum"],
        ),
        ("{ viewer @include { role } }", "GRAPHQL_VALIDATION_FAILED", vec!["if"]),
        ("{ viewer @include(if: 1) { role } }", "GRAPHQL_VALIDATION_FAILED", vec!["Boolean"]),
    ] {
        let answer = app.client().ask(query, json!({})).await;
        assert_eq!(answer.code(), code, "{query}: {:#}", answer.body);
        assert!(answer.body["errors"][0]["locations"][0]["line"].is_u64(), "{query}: {:#}", answer.body);
        assert!(answer.body.get("data").is_none(), "{query}");
        let all = answer.body["errors"].to_string();
        assert!(words.iter().all(|word| all.contains(word)), "{query}: {all}");
        assert!(!all.contains("Did you mean"), "{all}");
    }
    // A variable with a default that is not null bears a place that needs a value.
    let query = "query($c: ID = \"x\") { node(id: $c) { id } }";
    let answer = app.client().ask(query, json!({})).await;
    assert_eq!(answer.body["data"], json!({ "node": null }), "{:#}", answer.body);
}
