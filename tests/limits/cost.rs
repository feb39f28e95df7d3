//! What queries cost, by estimate; what an honest page needs is within the limit, what fans out is not.

use gongkai::config::Config;
use gongkai::document::{Documents, Reference};
use serde_json::{Value, json};
use support::{Engine, TestApp};

/// The figures of a query: cost, depth, fields, aliases.
fn figures(documents: &Documents, query: &str, variables: Value) -> (u64, usize, usize, usize) {
    let reference = Reference { text: Some(query), ..Reference::default() };
    let checked = documents.find(reference).unwrap_or_else(|problems| panic!("{query}: {problems:?}"));
    let (_, operation) = checked.operation(None).expect("one operation");
    let given = variables.as_object().cloned().unwrap_or_default();
    let variables = operation.variables(&documents.schema, given).expect("good variables");
    let it = operation.figures;
    (operation.cost(&variables), it.depth, it.fields, it.aliases)
}

#[test]
fn what_a_query_asks_for_is_counted_by_hand() {
    let documents = Documents::new(&Config::default()).expect("there is no manifest");
    for (query, variables, expected) in [
        // Scalars are free, objects cost one.
        ("{ __typename }", json!({}), (0, 1, 1, 0)),
        ("{ viewer { role } }", json!({}), (1, 2, 2, 0)),
        ("{ a: viewer { role b: role } }", json!({}), (1, 2, 3, 2)),
        ("{ ...v ...v } fragment v on Query { viewer { role } }", json!({}), (2, 2, 6, 0)),
        ("{ ... { ... on Query { viewer { role } } } }", json!({}), (1, 2, 2, 0)),
        // A connection costs its rows: 20, or as many as are asked for, at most 100.
        ("{ units { totalCount } }", json!({}), (1, 2, 2, 0)),
        ("{ units { pageInfo { hasNextPage } } }", json!({}), (2, 3, 3, 0)),
        ("{ units { nodes { name } } }", json!({}), (20, 3, 3, 0)),
        ("{ units(first: 5) { nodes { name } edges { cursor node { name } } } }", json!({}), (5, 4, 7, 0)),
        ("{ units(first: 5) { edges { cursor } } }", json!({}), (5, 3, 3, 0)),
        ("{ units(last: 7) { edges { node { name parent { name } } } } }", json!({}), (14, 5, 6, 0)),
        (
            "{ units(first: 5) { ...page } } fragment page on UnitConnection { nodes { parent { name } } }",
            json!({}),
            (10, 4, 5, 0),
        ),
        ("{ units(first: 0) { nodes { name } } }", json!({}), (0, 3, 3, 0)),
        ("{ units(first: 100000) { nodes { name } } }", json!({}), (100, 3, 3, 0)),
        ("{ units(first: null) { nodes { name } } }", json!({}), (20, 3, 3, 0)),
        ("query($n: Int) { units(first: $n) { nodes { name } } }", json!({}), (20, 3, 3, 0)),
        ("query($n: Int) { units(first: $n) { nodes { name } } }", json!({ "n": 50 }), (50, 3, 3, 0)),
        ("query($n: Int = 7) { units(first: $n) { nodes { name } } }", json!({}), (7, 3, 3, 0)),
        (
            "query($n: Int) { units(first: $n) { nodes { documents(first: $n) { nodes { title } } } } }",
            json!({ "n": 9 }),
            (90, 5, 5, 0),
        ),
        ("query($n: Int) { units(first: 3, last: $n) { nodes { name } } }", json!({ "n": 9 }), (9, 3, 3, 0)),
        ("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }", json!({}), (3, 2, 2, 0)),
        (
            "query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Unit { parent { name } } } }",
            json!({ "ids": ["a", "b"] }),
            (4, 3, 4, 0),
        ),
        // The tree: five columns under each, unless it is that of one unit; what all units have under its columns is more.
        ("{ catalog { columns { children { title } } } }", json!({}), (31, 4, 4, 0)),
        ("query($u: ID) { catalog { columns(unit: $u) { children { title } } } }", json!({}), (31, 4, 4, 0)),
        ("query($u: ID) { catalog { columns(unit: $u) { children { title } } } }", json!({ "u": "x" }), (3, 4, 4, 0)),
        (
            "{ catalog { columns(unit: \"x\") { entries(first: 10, filter: { unit: { eq: \"x\" } }) { totalCount nodes { item } } } } }",
            json!({}),
            (12, 5, 6, 0),
        ),
        ("{ catalog { columns(unit: \"x\") { entries(first: 10) { nodes { item } } } } }", json!({}), (52, 5, 5, 0)),
        // What is dear costs more; introspection less.
        ("{ unit(by: { code: \"x\" }) { health { documents { due } } } }", json!({}), (8, 4, 4, 0)),
        ("{ __schema { types { name } } }", json!({}), (5, 1, 3, 0)),
    ] {
        assert_eq!(figures(&documents, query, variables), expected, "{query}");
    }
}

#[test]
fn honest_pages_are_within_the_limit_and_fans_are_not() {
    let documents = Documents::new(&Config::default()).expect("there is no manifest");
    let cost = |query: &str| figures(&documents, query, json!({})).0;
    let page = "title documentNumber { text } publisher { name } issuers { name } interpretations { title form } validity { status until }";
    assert!(cost(&format!("{{ documents {{ totalCount nodes {{ {page} }} }} }}")) < 200);
    assert!(cost(&format!("{{ documents(first: 100) {{ totalCount nodes {{ {page} }} }} }}")) < 1_000);
    let entries =
        "entries(first: 50, filter: { unit: { eq: \"x\" } }) { nodes { item unit { name } contentNorms { text } } }";
    let tree = format!(
        "{{ catalog {{ columns(unit: \"x\") {{ {entries} children {{ {entries} children {{ {entries} }} }} }} }} }}"
    );
    assert!(cost(&tree) < 1_000);
    for fan in [
        "{ units(first: 100) { nodes { documents(first: 100) { nodes { title } } } } }",
        "{ catalog { columns { entries(first: 100) { nodes { item } } children { entries(first: 100) { nodes { item } } } } } }",
        "{ catalog { columns(unit: \"x\") { entries(first: 100) { nodes { item } } children { entries(first: 100) { nodes { item } } } } } }",
        "{ documents(first: 50) { nodes { catalogEntries { documents(first: 50) { nodes { title } } } } } }",
    ] {
        assert!(cost(fan) > 1_000, "{fan}: {}", cost(fan));
    }
}

#[tokio::test]
async fn the_cost_is_told_when_it_is_asked_for() {
    let app = TestApp::sample(Engine::Sqlite).await;
    let body = json!({ "query": "{ units(first: 3) { nodes { name } } }" }).to_string();
    let answer = app.client().post(&body, &[("x-query-cost", "true")]).await;
    let cost = &answer.body["extensions"]["cost"];
    assert_eq!(*cost, json!({ "requested": 3, "limit": 1_000, "depth": 3, "fields": 3, "aliases": 0 }));
    for headers in [&[][..], &[("x-query-cost", "false")][..]] {
        assert!(app.client().post(&body, headers).await.body.get("extensions").is_none());
    }
}

/// In production nobody is told the schema, and errors suggest nothing.
#[tokio::test]
async fn introspection_is_for_those_who_build() {
    let db = Engine::Sqlite.empty().await;
    let config = Config { development: false, graphiql: false, introspection: false, ..db.config() };
    let app = TestApp::with(db, config, TestApp::clock()).await;
    for query in [
        "{ __schema { types { name } } }",
        "{ viewer { role } a: __type(name: \"Unit\") { name } }",
        "{ ...f } fragment f on Query { __schema { types { name } } }",
    ] {
        let answer = app.client().ask(query, json!({})).await;
        assert_eq!(answer.code(), "GRAPHQL_VALIDATION_FAILED", "{query}: {:#}", answer.body);
        assert!(answer.message().contains("introspection is off"), "{:#}", answer.body);
    }
    let data = app.client().data("{ __typename viewer { __typename } }").await;
    assert_eq!(data, json!({ "__typename": "Query", "viewer": { "__typename": "Viewer" } }));
    for query in ["{ document { id } }", "{ documnet { id } }", "{ viewer }", "{ viewer { role { x } } }"] {
        let answer = app.client().ask(query, json!({})).await;
        assert!(!answer.body.to_string().contains("Did you mean"), "{:#}", answer.body);
    }
    assert_eq!(app.client().get("/graphiql", &[]).await.status, 404);
}
