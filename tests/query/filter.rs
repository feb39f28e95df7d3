//! Filters find what they say, seen against the rows themselves.

use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(
    document_filters_agree_with_the_rows,
    columns_and_units_reach_what_is_beneath,
    numbers_are_found_however_written,
    nodes_by_id_and_source
);

/// All documents of the sample with all that filters look at.
async fn documents(app: &TestApp) -> Vec<Value> {
    let query = "{ documents(first: 100) { nodes { id title genre isNormative issuedOn publishedAt topics issuers { id } publisher { id parent { id } }
        interpretations { form } catalogEntries { id firstLevelColumn { id } secondLevelColumn { id } thirdLevelColumn { id } } documentNumber { canonical year issuerCode } } } }";
    app.client().data(query).await["documents"]["nodes"].as_array().expect("nodes").clone()
}

async fn found(app: &TestApp, filter: &str) -> Vec<Value> {
    let query = format!("{{ documents(first: 100, filter: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}");
    let data = app.client().data(&query).await;
    let nodes = data["documents"]["nodes"].as_array().expect("nodes").clone();
    assert_eq!(data["documents"]["totalCount"], nodes.len(), "{filter}: rows and total agree");
    nodes.into_iter().map(|node| node["id"].clone()).collect()
}

async fn document_filters_agree_with_the_rows(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let all = documents(&app).await;
    let issuer = all.iter().map(|it| it["issuers"][0]["id"].clone()).next().expect("an issuer");
    let publisher = all[3]["publisher"]["id"].clone();
    let entry = all.iter().find_map(|it| it["catalogEntries"].get(0)).expect("an entry")["id"].clone();
    let topic = all.iter().find_map(|it| it["topics"].get(0)).expect("a topic").clone();
    let has = |list: &Value, value: &Value| list.as_array().expect("a list").contains(value);
    type Meets<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let checks: Vec<(String, Meets<'_>)> = vec![
        (
            "title: { contains: \"管理\" }".into(),
            Box::new(|it| it["title"].as_str().expect("a title").contains("管理")),
        ),
        ("genre: { in: [NOTICE, PLAN] }".into(), Box::new(|it| it["genre"] == "NOTICE" || it["genre"] == "PLAN")),
        ("genre: { ne: NOTICE }".into(), Box::new(|it| it["genre"] != "NOTICE")),
        ("isNormative: { eq: true }".into(), Box::new(|it| it["isNormative"] == true)),
        ("isNormative: { eq: false }".into(), Box::new(|it| it["isNormative"] == false)),
        (
            format!("issuer: {{ eq: {issuer} }}"),
            Box::new(|it| it["issuers"].as_array().expect("issuers").iter().any(|unit| unit["id"] == issuer)),
        ),
        (
            format!("issuer: {{ in: [{issuer}] }}, isNormative: {{ eq: true }}"),
            Box::new(|it| {
                it["isNormative"] == true
                    && it["issuers"].as_array().expect("issuers").iter().any(|unit| unit["id"] == issuer)
            }),
        ),
        (format!("publisher: {{ eq: {publisher} }}"), Box::new(|it| it["publisher"]["id"] == publisher)),
        (format!("topic: {{ eq: {topic} }}"), Box::new(|it| has(&it["topics"], &topic))),
        (format!("topic: {{ in: [{topic}] }}"), Box::new(|it| has(&it["topics"], &topic))),
        (
            format!("catalogEntry: {{ eq: {entry} }}"),
            Box::new(|it| it["catalogEntries"].as_array().expect("entries").iter().any(|one| one["id"] == entry)),
        ),
        (
            format!("catalogEntry: {{ in: [{entry}] }}"),
            Box::new(|it| it["catalogEntries"].as_array().expect("entries").iter().any(|one| one["id"] == entry)),
        ),
        (
            "issuedOn: { gte: \"2022-01-01\", lte: \"2023-12-31\" }".into(),
            Box::new(|it| it["issuedOn"].as_str().is_some_and(|day| ("2022-01-01"..="2023-12-31").contains(&day))),
        ),
        (
            "not: { issuedOn: { gte: \"2022-01-01\" } }".into(),
            Box::new(|it| it["issuedOn"].as_str().is_none_or(|day| day < "2022-01-01")),
        ),
        (
            "publishedAt: { lte: \"2020-12-31T23:59:59+08:00\" }".into(),
            Box::new(|it| it["publishedAt"].as_str().expect("a time") < "2021"),
        ),
        (
            "interpretation: { exists: true }".into(),
            Box::new(|it| !it["interpretations"].as_array().expect("a list").is_empty()),
        ),
        (
            "interpretation: { exists: false }".into(),
            Box::new(|it| it["interpretations"].as_array().expect("a list").is_empty()),
        ),
        (
            "interpretation: { forms: [VIDEO, INFOGRAPHIC] }".into(),
            Box::new(|it| {
                it["interpretations"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .any(|one| one["form"] == "VIDEO" || one["form"] == "INFOGRAPHIC")
            }),
        ),
        (
            "number: { year: { in: [2019, 2020] } }".into(),
            Box::new(|it| it["documentNumber"]["year"] == 2019 || it["documentNumber"]["year"] == 2020),
        ),
        (
            "number: { issuerCode: { contains: \"政规\" } }".into(),
            Box::new(|it| it["documentNumber"]["issuerCode"].as_str().is_some_and(|code| code.contains("政规"))),
        ),
        (
            "or: [{ genre: { eq: LETTER } }, { and: [{ genre: { eq: NOTICE } }, { isNormative: { eq: true } }] }]"
                .into(),
            Box::new(|it| it["genre"] == "LETTER" || (it["genre"] == "NOTICE" && it["isNormative"] == true)),
        ),
    ];
    for (filter, meets) in checks {
        let expected: Vec<Value> = all.iter().filter(|it| meets(it)).map(|it| it["id"].clone()).collect();
        assert!(!expected.is_empty() && expected.len() < all.len(), "{filter} tells something: {}", expected.len());
        assert_eq!(found(&app, &filter).await, expected, "{filter}");
    }
}

async fn columns_and_units_reach_what_is_beneath(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let all = documents(&app).await;
    for level in ["firstLevelColumn", "secondLevelColumn", "thirdLevelColumn"] {
        let entries = all.iter().flat_map(|it| it["catalogEntries"].as_array().expect("entries").iter());
        let Some(column) = entries.filter_map(|entry| entry[level].get("id")).next().cloned() else {
            assert_eq!(level, "thirdLevelColumn", "the sample has documents under every other level");
            continue;
        };
        let under = |it: &&Value| {
            it["catalogEntries"].as_array().expect("entries").iter().any(|entry| entry[level]["id"] == column)
        };
        let expected: Vec<Value> = all.iter().filter(under).map(|it| it["id"].clone()).collect();
        assert_eq!(found(&app, &format!("column: {{ within: {column} }}")).await, expected);
        // Entries: by the filter, and by the column's own list.
        let query = format!(
            "{{ catalogEntries(first: 100, filter: {{ column: {{ within: {column} }} }}) {{ totalCount nodes {{ id }} }} node(id: {column}) {{ ... on CatalogColumn {{ entries(first: 100) {{ totalCount nodes {{ id }} }} }} }} }}"
        );
        let data = client.data(&query).await;
        assert_eq!(data["catalogEntries"], data["node"]["entries"]);
        assert!(data["catalogEntries"]["totalCount"].as_i64() > Some(0));
    }
    let root = client.data("{ unit(by: { code: \"LC-HPX\" }) { id children { id } } }").await["unit"].clone();
    let mut within: Vec<Value> =
        root["children"].as_array().expect("children").iter().map(|it| it["id"].clone()).collect();
    within.push(root["id"].clone());
    let expected: Vec<Value> =
        all.iter().filter(|it| within.contains(&it["publisher"]["id"])).map(|it| it["id"].clone()).collect();
    assert_eq!(found(&app, &format!("publisher: {{ within: {} }}", root["id"])).await, expected);
    let units = client.data(&format!("{{ units(filter: {{ within: {} }}) {{ totalCount }} catalogEntries(filter: {{ unit: {{ within: {} }} }}) {{ totalCount }} }}", root["id"], root["id"])).await;
    assert_eq!(units["units"]["totalCount"], within.len());
    assert!(units["catalogEntries"]["totalCount"].as_i64() > Some(0));
}

async fn numbers_are_found_however_written(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let all = documents(&app).await;
    let with = all.iter().find(|it| it["documentNumber"]["canonical"].as_str().is_some()).expect("a numbered document");
    let canonical = with["documentNumber"]["canonical"].as_str().expect("a number").to_owned();
    for text in [
        canonical.clone(),
        canonical.replace('〔', "[").replace('〕', "]"),
        canonical.replace('〔', "（").replace('〕', "）"),
        canonical.replace('〕', ""),
    ] {
        assert_eq!(found(&app, &format!("number: {{ eq: \"{text}\" }}")).await, [with["id"].clone()], "{text}");
    }
}

async fn nodes_by_id_and_source(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let client = app.client();
    let query = "{ document(by: { source: { system: \"demo\", id: \"LC-2024-0012\" } }) { id indexNumber publisher { id } attachments { id } validityEvents { id } interpretations { id } catalogEntries { id catalog { id } firstLevelColumn { id } } } }";
    let document = client.data(query).await["document"].clone();
    let mut ids = vec![document["id"].clone(), document["publisher"]["id"].clone()];
    for (list, inner) in [
        ("attachments", ""),
        ("validityEvents", ""),
        ("interpretations", ""),
        ("catalogEntries", ""),
        ("catalogEntries", "catalog"),
        ("catalogEntries", "firstLevelColumn"),
    ] {
        for item in document[list].as_array().expect("a list") {
            ids.push(if inner.is_empty() { item["id"].clone() } else { item[inner]["id"].clone() });
        }
    }
    let data =
        client.data_with("query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", json!({ "ids": ids })).await;
    let nodes = data["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.iter().map(|node| node["id"].clone()).collect::<Vec<_>>(), ids);
    let by_index = format!("{{ document(by: {{ indexNumber: {} }}) {{ id }} }}", document["indexNumber"]);
    assert_eq!(client.data(&by_index).await["document"]["id"], document["id"]);
}
