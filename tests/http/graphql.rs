//! GraphQL over HTTP: methods, media types, statuses.

use serde_json::json;
use support::{Engine, TestApp};

const VIEWER: &str = "{\"query\":\"{ viewer { role } }\"}";
const NEWER: &str = "application/graphql-response+json";

#[tokio::test]
async fn the_media_type_is_the_one_asked_for() {
    let app = TestApp::empty(Engine::Sqlite).await;
    for (accept, media_type) in [
        (None, "application/json; charset=utf-8"),
        (Some("*/*"), "application/json; charset=utf-8"),
        (Some("application/json"), "application/json; charset=utf-8"),
        (Some("APPLICATION/JSON"), "application/json; charset=utf-8"),
        (Some("application/*"), "application/json; charset=utf-8"),
        (Some(NEWER), "application/graphql-response+json; charset=utf-8"),
        (
            Some("application/graphql-response+json, application/json;q=0.9"),
            "application/graphql-response+json; charset=utf-8",
        ),
        (Some("application/json, application/graphql-response+json;q=0.5"), "application/json; charset=utf-8"),
        (Some("application/graphql-response+json;q=0, */*"), "application/json; charset=utf-8"),
        (Some("application/json;q=0, */*;q=0.1"), "application/graphql-response+json; charset=utf-8"),
    ] {
        let headers: Vec<(&str, &str)> = accept.map(|it| ("accept", it)).into_iter().collect();
        let answer = app.client().post(VIEWER, &headers).await;
        assert_eq!((answer.status, answer.media_type.as_str()), (200, media_type), "{accept:?}");
        assert_eq!(answer.body["data"]["viewer"]["role"], "ANONYMOUS");
    }
    for accept in ["text/html", "application/json;q=0", "*/*;q=0"] {
        let answer = app.client().post(VIEWER, &[("accept", accept)]).await;
        assert_eq!((answer.status, answer.code()), (406, "BAD_USER_INPUT"), "{accept}");
    }
}

#[tokio::test]
async fn queries_go_by_get_and_mutations_do_not() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let answer = client.get("/graphql?query=%7B%20viewer%20%7B%20role%20%7D%20%7D", &[]).await;
    assert_eq!((answer.status, &answer.body), (200, &json!({ "data": { "viewer": { "role": "ANONYMOUS" } } })));
    // With a name and variables.
    let query =
        "query=query%20A(%24n%3AInt)%7Bdocuments(first%3A%24n)%7BtotalCount%7D%7D%20query%20B%7Bviewer%7Brole%7D%7D";
    let answer = client.get(&format!("/graphql?{query}&operationName=A&variables=%7B%22n%22%3A1%7D"), &[]).await;
    assert_eq!(answer.body["data"]["documents"]["totalCount"], 0, "{:#}", answer.body);
    let answer = client.get(&format!("/graphql?{query}&operationName=B"), &[]).await;
    assert_eq!(answer.body["data"]["viewer"]["role"], "ANONYMOUS");
    let answer = client.get(&format!("/graphql?{query}&operationName=C"), &[("accept", NEWER)]).await;
    assert_eq!((answer.status, answer.code()), (400, "OPERATION_RESOLUTION_FAILURE"));
    // What changes things never goes by GET, also when its name picks it.
    for path in [
        "/graphql?query=mutation%20%7B%20__typename%20%7D",
        "/graphql?query=query%20A%7Bviewer%7Brole%7D%7D%20mutation%20M%7B__typename%7D&operationName=M",
    ] {
        let response = client.http.get(client.url(path)).send().await.expect("an answer");
        assert_eq!(response.status(), 405);
        assert_eq!(response.headers()["allow"], "POST");
    }
    let response = client.http.put(client.url("/graphql")).body(VIEWER).send().await.expect("an answer");
    assert_eq!(
        (response.status().as_u16(), &response.headers()["allow"]),
        (405, &"GET, POST".parse().expect("a value"))
    );
    for path in [
        "/graphql",
        "/graphql?query=%7B__typename%7D&variables=nonsense",
        "/graphql?query=%7B__typename%7D&variables=%5B%5D",
    ] {
        let answer = client.get(path, &[]).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{path}");
    }
}

#[tokio::test]
async fn bodies_are_json_of_a_bounded_size() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/json; charset=gbk",
        "application/graphql",
    ] {
        let answer = client.post(VIEWER, &[("content-type", content_type)]).await;
        assert_eq!((answer.status, answer.code()), (415, "BAD_USER_INPUT"), "{content_type}");
    }
    assert_eq!(client.post(VIEWER, &[("content-type", "application/json; charset=UTF-8")]).await.status, 200);
    assert_eq!(client.post(VIEWER, &[("content-encoding", "gzip")]).await.status, 415);
    let large = format!("{{\"query\":\"{{ viewer {{ role }} }}\",\"pad\":\"{}\"}}", "x".repeat(300_000));
    let answer = client.post(&large, &[]).await;
    assert_eq!((answer.status, answer.code()), (413, "PAYLOAD_TOO_LARGE"));
    assert!(answer.message().contains("262144"), "{}", answer.message());
    // Just below the limit it is read, and what is not known is ignored.
    let fits = format!("{{\"query\":\"{{ viewer {{ role }} }}\",\"pad\":\"{}\"}}", "x".repeat(200_000));
    assert_eq!(client.post(&fits, &[]).await.body["data"]["viewer"]["role"], "ANONYMOUS");
    for body in [
        "",
        "nonsense",
        "{",
        "null",
        "42",
        "[]",
        "[{\"query\":\"{ __typename }\"}]",
        "{}",
        "{\"query\":1}",
        "{\"query\":\"{ __typename }\",\"variables\":[]}",
        "{\"query\":\"{ __typename }\",\"operationName\":{}}",
    ] {
        let answer = client.post(body, &[]).await;
        assert_eq!((answer.status, answer.code()), (400, "BAD_USER_INPUT"), "{body:?}: {:#}", answer.body);
        assert!(answer.body.get("data").is_none());
    }
}

#[tokio::test]
async fn statuses_follow_the_media_type() {
    let app = TestApp::empty(Engine::Sqlite).await;
    for (query, code) in [
        ("{ nonsense }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("query A { viewer { role } } query B { viewer { role } }", "OPERATION_RESOLUTION_FAILURE"),
        ("{ a: node(id: 1.5) { id } }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let body = json!({ "query": query }).to_string();
        for (accept, status) in [(NEWER, 400), ("application/json", 200)] {
            let answer = app.client().post(&body, &[("accept", accept)]).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{query} as {accept}: {:#}", answer.body);
            assert!(answer.body.get("data").is_none(), "a request that is not executed has no data");
        }
    }
    // A field that fails is no failed request.
    let body = json!({ "query": "{ documents(first: 101) { totalCount } }" }).to_string();
    let answer = app.client().post(&body, &[("accept", NEWER)]).await;
    assert_eq!((answer.status, &answer.body["data"]), (200, &json!({ "documents": null })));
    assert!(answer.body["errors"][0]["extensions"]["requestId"].is_string());
}

/// The introspection that tools send is deep, and answered.
#[tokio::test]
async fn introspection_is_answered_to_tools() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let of_type = (0..9).fold(String::new(), |inner, _| format!("kind name ofType {{ kind name {inner} }}"));
    let query = format!(
        "query IntrospectionQuery {{ __schema {{ description queryType {{ name kind }} mutationType {{ name kind }} subscriptionType {{ name kind }}
           types {{ ...FullType }} directives {{ name description isRepeatable locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }} type {{ ...TypeRef }} isDeprecated deprecationReason }}
           inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }} enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue isDeprecated deprecationReason }}
         fragment TypeRef on __Type {{ {of_type} }}"
    );
    let data = app.client().data(&query).await;
    assert!(data["__schema"]["types"].as_array().map(Vec::len) > Some(50));
}
