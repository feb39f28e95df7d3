//! The contract: as committed, described throughout, and in the hands of a library that behaves as we rely on.

use expect_test::expect_file;
use support::{Client, Engine, TestApp};

#[test]
fn the_contract_is_as_committed() {
    expect_file!["../schema.graphql"].assert_eq(&gongkai::schema::sdl());
}

#[test]
fn the_package_schema_is_as_committed() {
    expect_file!["../package.schema.json"].assert_eq(&gongkai::service::package::json_schema());
}

/// Every type, field, argument, input field and enum value says what it is, the Chinese term first.
#[tokio::test]
async fn everything_is_described() {
    let app = TestApp::empty(Engine::Sqlite).await;
    let schema = app
        .client()
        .data(
            "{ __schema { types { name kind description
                 fields { name description args { name description } }
                 inputFields { name description } enumValues { name description } } } }",
        )
        .await;
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut check = |path: String, description: &serde_json::Value| {
        seen += 1;
        let text = description.as_str().unwrap_or_default();
        let chinese_first = text.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let has_latin_sentence = ["PDF"].iter().any(|it| text.starts_with(it)) || text.contains(". ");
        if !(chinese_first || text.starts_with("PDF")) || !has_latin_sentence || !text.ends_with('.') {
            wrong.push(format!("{path}: {text:?}"));
        }
    };
    let builtin = ["String", "Int", "Float", "Boolean", "ID"];
    for of in schema["__schema"]["types"].as_array().expect("types") {
        let name = of["name"].as_str().expect("a name");
        if name.starts_with("__") || builtin.contains(&name) {
            continue;
        }
        check(name.into(), &of["description"]);
        for list in ["fields", "inputFields", "enumValues"] {
            for part in of[list].as_array().into_iter().flatten() {
                let path = format!("{name}.{}", part["name"].as_str().expect("a name"));
                check(path.clone(), &part["description"]);
                for argument in part["args"].as_array().into_iter().flatten() {
                    check(format!("{path}({})", argument["name"].as_str().expect("a name")), &argument["description"]);
                }
            }
        }
    }
    assert!(seen > 400, "the schema is larger than {seen} parts");
    assert!(wrong.is_empty(), "{} of {seen} are not described:\n{}", wrong.len(), wrong.join("\n"));
}

/// The Chinese terms of the GraphQL enums are those of the vocabularies that files are read with.
#[tokio::test]
async fn enums_carry_the_terms_of_the_vocabularies() {
    let app = TestApp::empty(Engine::Sqlite).await;
    macro_rules! agree {
        ($($name:ident),+ $(,)?) => {
            $(
                let query = concat!("{ __type(name: \"", stringify!($name), "\") { enumValues { name description } } }");
                let found = app.client().data(query).await;
                let values = found["__type"]["enumValues"].as_array().expect("an enum");
                let words = entity::value::$name::ALL;
                assert_eq!(values.len(), words.len(), stringify!($name));
                for (value, word) in values.iter().zip(words) {
                    assert_eq!(value["name"], word.code());
                    let description = value["description"].as_str().expect("a description");
                    assert!(description.starts_with(&format!("{}. ", word.label())), "{description} of {}", word.code());
                }
            )+
        };
    }
    agree!(
        Audience,
        ContentRequirement,
        DayKind,
        DisclosureChannel,
        DisclosureMethod,
        DocumentGenre,
        DocumentNumberKind,
        DocumentRelationKind,
        GovernmentTier,
        InterpretationElement,
        InterpretationForm,
        Recurrence,
        SubjectType,
        TaskFindingKind,
        TaskProgress,
        TimeLimitBound,
        TimeLimitDirection,
        TimeLimitKind,
        TimeLimitRepair,
        TimeLimitTrigger,
        TimeLimitUnit,
        TombstoneReason,
        UnitGroup,
        UnitKind,
        UnitLevel,
        UnitRole,
        ValidityEventKind,
        ValidityStatus,
    );
}

/// Three things in which releases of the library have differed. Any of them failing means: read its changelog.
mod async_graphql_check {
    use super::*;

    /// A field that fails is null up to the nearest field that may be, and its siblings stay.
    #[tokio::test]
    async fn a_failed_field_is_null_up_to_the_nearest_nullable_and_no_further() {
        let app = TestApp::sample(Engine::Sqlite).await;
        let client: Client = app.client();
        let answer = client
            .ask("{ before: viewer { role } documents(first: 1) { nodes { title } } failing: documents(first: 101) { nodes { title } } after: viewer { role } }", serde_json::json!({}))
            .await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["data"]["failing"], serde_json::Value::Null);
        assert_eq!(answer.body["data"]["after"]["role"], "ANONYMOUS");
        assert_eq!(answer.body["data"]["documents"]["nodes"].as_array().map(Vec::len), Some(1));
        assert_eq!(answer.body["errors"][0]["path"], serde_json::json!(["failing"]));
        // In a list of things that may not be null, the list goes, and what holds it, up to the root field.
        let nested = "{ catalog { title columns { entries(first: 101) { totalCount } } } viewer { role } }";
        let answer = client.ask(nested, serde_json::json!({})).await;
        assert_eq!(answer.body["data"], serde_json::json!({ "catalog": null, "viewer": { "role": "ANONYMOUS" } }));
    }

    /// Fields come in the order in which they were asked, whichever was ready first.
    #[tokio::test]
    async fn fields_come_in_the_order_asked() {
        let app = TestApp::sample(Engine::Sqlite).await;
        let query = "{ z: documents(first: 1) { totalCount nodes { version title genre } } a: viewer { role } m: serviceConfig { version maxPageSize } b: catalog { edition title } }";
        let body = serde_json::json!({ "query": query }).to_string();
        let request = app.client().http.post(app.client().url("/graphql")).header("content-type", "application/json");
        let text = request.body(body).send().await.expect("an answer").text().await.expect("a body");
        let places: Vec<_> = [
            "\"z\"",
            "\"totalCount\"",
            "\"nodes\"",
            "\"version\"",
            "\"title\"",
            "\"genre\"",
            "\"a\"",
            "\"role\"",
            "\"m\"",
            "\"maxPageSize\"",
            "\"b\"",
            "\"edition\"",
        ]
        .iter()
        .map(|key| text.find(key).unwrap_or_else(|| panic!("{key} in {text}")))
        .collect();
        assert!(places.is_sorted(), "{places:?} in {text}");
    }

    /// What the objects of a list ask for is read at once.
    #[tokio::test]
    async fn loaders_batch_over_a_list() {
        let app = TestApp::sample(Engine::Sqlite).await;
        let query = "{ documents(first: 50) { nodes { publisher { name parent { name } } } } }";
        let (data, statements) = app.statements(app.client().data(query)).await;
        assert_eq!(data["documents"]["nodes"].as_array().map(Vec::len), Some(50));
        assert_eq!(statements.len(), 3, "{statements:#?}");
    }
}
