//! Packages: documents with all that belongs to them, in one piece, once.

use gongkai::service::import::{Kind, OnError, Options};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(
    the_sample_twice_changes_nothing,
    a_change_raises_what_changed_and_nothing_else,
    forward_references_are_joined,
    a_bad_line_aborts_the_whole_or_is_skipped,
    every_rule_names_what_was_wrong,
    publication_times_are_final,
    bodies_are_sanitised,
    a_dry_run_writes_nothing,
    the_log_has_no_gaps_and_every_version_one_row,
    interpretations_may_be_shared_and_are_withdrawn_when_nobody_links_them,
);

const UNITS: &str =
    "code,name,short_name,kind,level,parent_code\nU,测试局,,DEPARTMENT,CITY,\nV,另一局,,DEPARTMENT,CITY,\n";

fn package(id: &str) -> Value {
    json!({
        "source": { "system": "t", "id": id },
        "document": { "title": format!("文件{id}"), "number": format!("测发〔2024〕{}号", id.len()), "issuers": ["U"], "publisher": "U", "genre": "NOTICE",
            "isNormative": true, "body": "<p>正文</p>", "publishedAt": "2024-03-01T09:00:00+08:00" },
        "interpretations": [{ "title": format!("解读{id}"), "form": "TEXT", "body": "<p>解读</p>" }],
        "relations": [],
        "validityEvents": [{ "kind": "COMMENCE", "effectiveOn": "2024-04-01", "until": "2029-03-31" }],
    })
}

/// One more item of a list.
fn more(package: &mut Value, list: &str, item: Value) {
    package[list].as_array_mut().expect("a list").push(item);
}

fn lines(packages: &[Value]) -> String {
    packages.iter().map(|it| format!("{it}\n")).collect()
}

async fn app(engine: Engine) -> TestApp {
    let app = TestApp::empty(engine).await;
    app.import_units(UNITS).await;
    app
}

async fn changes(app: &TestApp) -> Vec<entity::change::Model> {
    let select = entity::change::Entity::find().order_by_asc(entity::change::Column::Sequence);
    select.all(app.connection()).await.expect("the log")
}

/// Everything that the import could have touched.
async fn everything(app: &TestApp) -> Value {
    let query = "{ documents(first: 100) { totalCount nodes { id title version updatedAt contentHash body summary issuers { code } topics interpretations { id version updatedAt contentHash title } relations { kind citation document { id } } validityEvents { id kind until instrument { id } } catalogEntries { id } attachments { id name } validity { status until } } } }";
    app.client().data(query).await
}

async fn the_sample_twice_changes_nothing(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let (before, log) = (everything(&app).await, changes(&app).await.len());
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/assets/demo");
    let text = std::fs::read_to_string(folder.join("packages.ndjson")).expect("the sample");
    let report = app.import(&text).await;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 78), "{report}");
    let units = std::fs::read_to_string(folder.join("units.csv")).expect("the sample");
    assert_eq!(app.import_units(&units).await.unchanged, 29);
    assert_eq!(everything(&app).await, before);
    assert_eq!(changes(&app).await.len(), log);
}

async fn a_change_raises_what_changed_and_nothing_else(engine: Engine) {
    let app = app(engine).await;
    let (a, b) = (package("a"), package("b"));
    app.import(&lines(&[a.clone(), b])).await;
    let mut expected = 1;
    let mut now = a;
    type Edit = fn(&mut Value);
    let edits: [(Edit, &str); 5] = [
        (|it| it["document"]["body"] = json!("<p>改</p>"), "CONTENT"),
        (|it| it["document"]["draftingOffice"] = json!("某处"), "METADATA"),
        (|it| more(it, "validityEvents", json!({ "kind": "REPEAL", "effectiveOn": "2027-01-01" })), "VALIDITY"),
        (|it| more(it, "relations", json!({ "kind": "CITES", "citation": "《某法》" })), "LINKS"),
        (
            |it| {
                it["document"]["title"] = json!("新题");
                it["document"]["issuers"] = json!(["V", "U"])
            },
            "CONTENT,METADATA",
        ),
    ];
    for (edit, kinds) in edits {
        edit(&mut now);
        let before = changes(&app).await.len();
        let report = app.import(&lines(&[now.clone(), package("b")])).await;
        assert_eq!((report.updated, report.unchanged), (1, 1), "{kinds}: {report}");
        expected += 1;
        let log = changes(&app).await;
        assert_eq!(log.len(), before + 1, "{kinds}");
        let last = log.last().expect("a change");
        assert_eq!((last.kinds.as_str(), last.version), (kinds, expected));
        let data = app
            .client()
            .data("{ document(by: { source: { system: \"t\", id: \"a\" } }) { version contentHash } }")
            .await;
        assert_eq!(data["document"], json!({ "version": expected, "contentHash": last.content_hash }));
    }
    // An interpretation has its own version.
    now["interpretations"][0]["title"] = json!("新解读");
    app.import(&lines(&[now])).await;
    let data = app.client().data("{ document(by: { source: { system: \"t\", id: \"a\" } }) { version issuers { code } interpretations { title version } } }").await;
    assert_eq!(
        data["document"],
        json!({ "version": expected, "issuers": [{ "code": "V" }, { "code": "U" }], "interpretations": [{ "title": "新解读", "version": 2 }] })
    );
}

async fn forward_references_are_joined(engine: Engine) {
    let app = app(engine).await;
    let mut old = package("old");
    let target = json!({ "system": "t", "id": "new" });
    old["relations"] = json!([{ "kind": "BASED_ON", "citation": "《新》", "target": target }]);
    more(&mut old, "validityEvents", json!({ "kind": "REPEAL", "effectiveOn": "2026-01-01", "instrument": target }));
    app.import(&lines(&[old.clone()])).await;
    let query = "{ document(by: { source: { system: \"t\", id: \"old\" } }) { version relations { citation document { title } } validityEvents { instrument { title } } validity { status basis { instrument { title } } } } }";
    let before = app.client().data(query).await["document"].clone();
    assert_eq!(
        (&before["relations"][0]["document"], &before["validity"]["status"]),
        (&json!(null), &json!("REPEALED"))
    );
    // In a later file.
    app.import(&lines(&[package("new")])).await;
    let after = app.client().data(query).await["document"].clone();
    assert_eq!(after["relations"][0]["document"]["title"], "文件new");
    assert_eq!(after["validity"]["basis"]["instrument"]["title"], "文件new");
    assert_eq!(after["version"], 2, "who reads the feed is told");
    assert!(changes(&app).await.iter().any(|it| it.kinds == "LINKS" && it.version == 2));
    assert_eq!(app.import(&lines(&[old, package("new")])).await.unchanged, 2);
    // In the same file, whichever comes first.
    let mut first = package("first");
    first["relations"] =
        json!([{ "kind": "CITES", "citation": "《后》", "target": { "system": "t", "id": "second" } }]);
    app.import(&lines(&[first, package("second")])).await;
    let data = app.client().data("{ document(by: { source: { system: \"t\", id: \"second\" } }) { relatedFrom { nodes { kind document { title } } } } }").await;
    assert_eq!(
        data["document"]["relatedFrom"]["nodes"],
        json!([{ "kind": "CITES", "document": { "title": "文件first" } }])
    );
}

async fn a_bad_line_aborts_the_whole_or_is_skipped(engine: Engine) {
    let app = app(engine).await;
    let mut bad = package("bad");
    bad["document"]["publisher"] = json!("X");
    let file = format!(
        "{}not json\n{}{{\"source\":{{\"system\":\"t\"}}}}\n",
        lines(&[package("a"), bad]),
        lines(&[package("b")])
    );
    let options = Options { file: "p.ndjson".into(), ..Options::default() };
    let report = app.try_import(Kind::Packages, &file, &options).await;
    assert_eq!((report.rejected, report.written), (3, false), "{report}");
    assert_eq!(report.problems.iter().map(|it| it.line).collect::<Vec<_>>(), [2, 3, 5]);
    assert!(
        report.problems[0].column == "document.publisher" && report.problems[0].reason.contains("\"X\""),
        "{report}"
    );
    assert_eq!(app.client().data("{ documents { totalCount } }").await["documents"]["totalCount"], 0);
    let report = app.try_import(Kind::Packages, &file, &Options { on_error: OnError::Skip, ..options }).await;
    assert_eq!((report.created, report.rejected, report.written), (2, 3, true), "{report}");
    let data = app.client().data("{ documents(orderBy: [{ field: PUBLISHED_AT, direction: ASC }]) { nodes { title interpretations { title } } } interpretations { totalCount } }").await;
    assert_eq!(
        data["documents"]["nodes"],
        json!([{ "title": "文件a", "interpretations": [{ "title": "解读a" }] }, { "title": "文件b", "interpretations": [{ "title": "解读b" }] }])
    );
    assert_eq!(data["interpretations"]["totalCount"], 2, "nothing is left of the bad one");
}

async fn every_rule_names_what_was_wrong(engine: Engine) {
    let app = app(engine).await;
    let mut held = package("held");
    held["document"]["indexNumber"] = json!("索引1");
    app.import(&lines(&[held])).await;
    type Edit = fn(&mut Value);
    let rules: [(Edit, &str, &str); 22] = [
        (|it| it["document"]["title"] = json!(""), "document.title", "empty"),
        (|it| it["document"]["title"] = json!("题".repeat(501)), "document.title", "500"),
        (|it| it["document"]["issuers"] = json!([]), "document.issuers", ""),
        (|it| it["document"]["issuers"] = json!(["U", "X"]), "document.issuers[1]", "X"),
        (|it| it["document"]["issuers"] = json!(["U", "U"]), "document.issuers", ""),
        (|it| it["document"]["genre"] = json!("NONSENSE"), "document.genre", "NONSENSE"),
        (|it| it["document"]["nonsense"] = json!(1), "document", "nonsense"),
        (|it| it["document"]["indexNumber"] = json!("索引1"), "document.indexNumber", "文件held"),
        (|it| it["document"]["issuedOn"] = json!("2024-02-30"), "document.issuedOn", ""),
        (|it| it["document"]["publishedAt"] = json!("2024-03-01T09:00:00"), "document.publishedAt", ""),
        (|it| it["document"]["publishedAt"] = json!("2126-03-01T09:00:00+08:00"), "document.publishedAt", ""),
        (
            |it| it["document"]["catalogEntries"] = json!([{ "unit": "U", "columns": ["无"], "item": "无" }]),
            "document.catalogEntries[0]",
            "无",
        ),
        (
            |it| it["document"]["attachments"] = json!([{ "name": "a", "mediaType": "b/c", "byteSize": 1, "sha256": "xyz", "url": "https://x.invalid/a" }]),
            "document.attachments[0].sha256",
            "64",
        ),
        (|it| it["document"]["body"] = json!("x".repeat(2 * 1024 * 1024 + 1)), "document.body", ""),
        (|it| it["interpretations"][0]["form"] = json!("SONG"), "interpretations[0].form", "SONG"),
        (
            |it| it["relations"] = json!([{ "kind": "CITES", "citation": "《己》", "target": it["source"] }]),
            "relations[0].target",
            "",
        ),
        (|it| it["validityEvents"][0]["until"] = json!("2024-03-31"), "validityEvents[0].until", ""),
        (
            |it| {
                more(
                    it,
                    "validityEvents",
                    json!({ "kind": "REPEAL", "effectiveOn": "2026-01-01", "until": "2027-01-01" }),
                )
            },
            "validityEvents[1].until",
            "",
        ),
        (
            |it| {
                more(it, "validityEvents", json!({ "kind": "REPEAL", "effectiveOn": "2026-01-01", "scope": "第一条" }))
            },
            "validityEvents[1].scope",
            "PARTIAL_REPEAL",
        ),
        (
            |it| more(it, "validityEvents", json!({ "kind": "AMEND", "effectiveOn": "2023-01-01" })),
            "validityEvents[1].effectiveOn",
            "",
        ),
        (
            |it| more(it, "validityEvents", json!({ "kind": "EXPIRE", "effectiveOn": "2023-01-01" })),
            "validityEvents[1].effectiveOn",
            "",
        ),
        (|it| it["source"]["id"] = json!(""), "source", ""),
    ];
    for (edit, path, word) in rules {
        let mut bad = package("bad");
        edit(&mut bad);
        let report = app.try_import(Kind::Packages, &lines(&[bad.clone()]), &Options::default()).await;
        assert_eq!(report.rejected, 1, "{path} {word}: {report}");
        let told = report.problems.iter().any(|it| it.column.starts_with(path) && it.reason.contains(word));
        assert!(told, "{path} {word}: {report}");
    }
    assert_eq!(app.client().data("{ documents { totalCount } }").await["documents"]["totalCount"], 1);
    // The same key twice with other content: the earlier line is named.
    let mut other = package("twice");
    other["document"]["title"] = json!("另一个");
    let report = app.try_import(Kind::Packages, &lines(&[package("twice"), other]), &Options::default()).await;
    assert!(report.problems.iter().any(|it| it.line == 2 && it.reason.contains('1')), "{report}");
    let report = app.try_import(Kind::Packages, "\u{feff}\n", &Options::default()).await;
    assert_eq!(report.rejected, 0, "a mark of the byte order and empty lines are no rows: {report}");
}

async fn publication_times_are_final(engine: Engine) {
    let app = app(engine).await;
    app.import(&lines(&[package("a")])).await;
    let mut later = package("a");
    later["document"]["publishedAt"] = json!("2024-03-02T09:00:00+08:00");
    later["document"]["title"] = json!("新题");
    let report = app.try_import(Kind::Packages, &lines(&[later]), &Options::default()).await;
    assert!(
        report.problems.iter().any(|it| it.column == "document.publishedAt" && it.reason.contains("2024-03-01")),
        "{report}"
    );
    let mut silent = package("a");
    silent["document"].as_object_mut().expect("an object").remove("publishedAt");
    silent["document"]["title"] = json!("新题");
    app.import(&lines(&[silent])).await;
    let query = "{ document(by: { source: { system: \"t\", id: \"a\" } }) { title publishedAt } }";
    assert_eq!(
        app.client().data(query).await["document"],
        json!({ "title": "新题", "publishedAt": "2024-03-01T09:00:00+08:00" })
    );
    // Without a time given, it is the server's.
    let mut now = package("now");
    now["document"].as_object_mut().expect("an object").remove("publishedAt");
    app.import(&lines(&[now])).await;
    let query =
        "{ document(by: { source: { system: \"t\", id: \"now\" } }) { publishedAt interpretations { publishedAt } } }";
    let noon = "2026-11-22T12:00:00+08:00";
    assert_eq!(
        app.client().data(query).await["document"],
        json!({ "publishedAt": noon, "interpretations": [{ "publishedAt": noon }] })
    );
}

async fn bodies_are_sanitised(engine: Engine) {
    let app = app(engine).await;
    let mut bad = package("a");
    bad["document"]["body"] = json!(
        "<p onclick=\"x()\">好<script>alert(1)</script><img src=\"javascript:x\"><a href=\"javascript:x\">链</a></p><iframe src=\"//x\"></iframe>"
    );
    bad["interpretations"][0]["body"] = json!("<svg onload=x></svg><b>好</b>");
    app.import(&lines(&[bad])).await;
    let data = app.client().data("{ document(by: { source: { system: \"t\", id: \"a\" } }) { body text: body(format: TEXT) interpretations { body } } }").await;
    let all = data.to_string();
    for word in ["script", "onclick", "onload", "iframe", "svg"] {
        assert!(!all.contains(word), "{word} in {all}");
    }
    assert_eq!(data["document"]["text"], "好链");
}

async fn a_dry_run_writes_nothing(engine: Engine) {
    let app = app(engine).await;
    let log = changes(&app).await.len();
    let report =
        app.try_import(Kind::Packages, &lines(&[package("a")]), &Options { dry_run: true, ..Options::default() }).await;
    assert_eq!((report.created, report.written, report.dry_run), (1, false, true));
    assert_eq!(
        app.client().data("{ documents { totalCount } interpretations { totalCount } }").await,
        json!({ "documents": { "totalCount": 0 }, "interpretations": { "totalCount": 0 } })
    );
    assert_eq!(changes(&app).await.len(), log);
}

async fn the_log_has_no_gaps_and_every_version_one_row(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let log = changes(&app).await;
    assert!(log.len() > 300);
    for (place, change) in log.iter().enumerate() {
        assert_eq!(change.sequence, place as i64 + 1);
    }
    let mut last = std::collections::HashMap::new();
    for change in &log {
        let version = last.insert(change.subject_id, change.version).unwrap_or_default();
        assert_eq!(change.version, version + 1, "{change:?}");
    }
    // What the log says last is what is there.
    for document in entity::document::Entity::find().all(app.connection()).await.expect("documents") {
        assert_eq!(last[&document.id], document.version);
    }
    let deeds = entity::audit_event::Entity::find().all(app.connection()).await.expect("deeds");
    assert!(deeds.len() >= log.len(), "a deed beside every change");
}

async fn interpretations_may_be_shared_and_are_withdrawn_when_nobody_links_them(engine: Engine) {
    let app = app(engine).await;
    let shared = json!([{ "source": { "system": "t", "id": "shared" }, "title": "同一解读", "form": "INFOGRAPHIC", "body": "<p>图</p>", "publishedAt": "2024-03-01T09:00:00+08:00" }]);
    let (mut a, mut b) = (package("a"), package("b"));
    a["interpretations"] = shared.clone();
    b["interpretations"] = shared;
    app.import(&lines(&[a.clone(), b.clone()])).await;
    let data = app.client().data("{ interpretations { totalCount nodes { id title documents { title } } } }").await;
    assert_eq!(
        (
            &data["interpretations"]["totalCount"],
            data["interpretations"]["nodes"][0]["documents"].as_array().map(Vec::len)
        ),
        (&json!(1), Some(2))
    );
    let id = data["interpretations"]["nodes"][0]["id"].clone();
    a["interpretations"] = json!([]);
    app.import(&lines(&[a])).await;
    assert_eq!(app.client().data("{ interpretations { totalCount } }").await["interpretations"]["totalCount"], 1);
    b["interpretations"] = json!([]);
    app.import(&lines(&[b])).await;
    let query = format!(
        "{{ interpretations {{ totalCount }} node(id: {id}) {{ id __typename ... on Tombstone {{ type reason }} }} }}"
    );
    assert_eq!(
        app.client().data(&query).await,
        json!({ "interpretations": { "totalCount": 0 }, "node": { "id": id, "__typename": "Tombstone", "type": "INTERPRETATION", "reason": "REMOVED_AT_SOURCE" } })
    );
}
