//! The words that people read for every value of every enum.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use support::{Engine, TestApp};

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

/// Walks the enums of the contract, as introspection tells them, so that none can be forgotten.
#[tokio::test]
async fn every_value_of_every_enum_has_its_words() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let schema = client
        .data("{ __schema { types { name kind description enumValues(includeDeprecated: true) { name description isDeprecated } } } }")
        .await;
    let told =
        client.data("{ enumLabels { name label description values { value label description isDeprecated } } }").await;
    let told: BTreeMap<&str, &Value> =
        list(&told["enumLabels"]).iter().map(|it| (it["name"].as_str().expect("a name"), it)).collect();
    let (mut enums, mut values) = (0, 0);
    for of in list(&schema["__schema"]["types"]) {
        let name = of["name"].as_str().expect("a name");
        if of["kind"] != "ENUM" || name.starts_with("__") {
            continue;
        }
        enums += 1;
        let labels = told.get(name).unwrap_or_else(|| panic!("{name} has no labels"));
        check(name, of, labels);
        assert_eq!(list(&of["enumValues"]).len(), list(&labels["values"]).len(), "{name}");
        for (value, label) in list(&of["enumValues"]).iter().zip(list(&labels["values"])) {
            values += 1;
            assert_eq!((&value["name"], &value["isDeprecated"]), (&label["value"], &label["isDeprecated"]), "{name}");
            check(&format!("{name}.{}", value["name"]), value, label);
        }
    }
    assert_eq!(enums, told.len(), "no more than there are");
    assert!(enums > 30 && values > 200, "{enums} enums with {values} values");
}

/// The words are those of the contract: the Chinese term, then the English.
fn check(path: &str, described: &Value, labelled: &Value) {
    let label = labelled["label"].as_str().expect("a label");
    let english = labelled["description"].as_str().expect("a description");
    let description = described["description"].as_str().expect("a description").replace('\n', " ");
    assert!(has_chinese(label) && !label.ends_with('.'), "{path} is called {label:?}");
    assert!(english.ends_with('.'), "{path} means {english:?}");
    assert_eq!(format!("{label}. {english}"), description, "{path}");
}

#[tokio::test]
async fn enums_are_picked_by_name() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let client = app.client();
    let query = "query($types: [String!]) { enumLabels(types: $types) { name label values { value label } } }";
    let data = client.data_with(query, json!({ "types": ["ValidityStatus", "DayKind"] })).await;
    assert_eq!(data["enumLabels"][0]["values"][1], json!({ "value": "EFFECTIVE", "label": "现行有效" }));
    assert_eq!(
        data["enumLabels"][1],
        json!({ "name": "DayKind", "label": "放假调休", "values": [
            { "value": "OFF", "label": "放假" }, { "value": "WORK", "label": "上班" }
        ] })
    );
    assert_eq!(client.data_with(query, json!({ "types": [] })).await["enumLabels"], json!([]));
    for (types, words) in [
        (vec!["ValidityStatus"; 101], ["types", "100", "101"]),
        (vec!["DayKind", "Unit"], ["types[1]", "Unit", "no enum"]),
        (vec!["__TypeKind"], ["types[0]", "__TypeKind", "no enum"]),
    ] {
        let answer = client.ask(query, json!({ "types": types })).await;
        assert_eq!((answer.code(), &answer.body["data"]), ("BAD_USER_INPUT", &json!({ "enumLabels": null })));
        for word in words {
            assert!(answer.message().contains(word), "{word:?} is not in {:?}", answer.message());
        }
    }
    // It is the same for all, and asks the database nothing.
    let (_, statements) = app.statements(client.data("{ enumLabels { values { label } } }")).await;
    assert_eq!(statements, Vec::<String>::new());
}
