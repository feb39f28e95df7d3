//! Workbooks as offices send them: findings at their cells, what moves and what is gone, out and in again.

use gongkai::service::import::{self, Kind, Options, Report};
use gongkai::service::write::{EntryFate, Gone};
use rust_xlsxwriter::Workbook;
use serde_json::json;
use support::{Engine, TestApp, on_both};

mod book;
mod export;
mod mistakes;

on_both!(
    what_moves_keeps_its_id_and_what_is_gone_goes_if_told,
    a_file_of_another_field_moves_nothing,
    a_column_that_is_absent_leaves_things_as_they_are,
    every_sort_of_workbook_is_read,
    standard_catalogs_are_understood
);

async fn run(app: &TestApp, kind: Kind, bytes: &[u8], options: Options) -> gongkai::error::Result<Report> {
    import::run(app.connection(), &app.app.clock, app.app.config.default_term(), &kind, bytes, &options).await
}

/// Imports a file, whatever comes of it.
async fn try_import(app: &TestApp, kind: Kind, bytes: &[u8], dry_run: bool) -> Report {
    let options = Options { file: "file".into(), dry_run, ..Options::default() };
    run(app, kind, bytes, options).await.expect("the import runs")
}

/// Imports a file all of whose rows must be good.
async fn import(app: &TestApp, bytes: &[u8]) -> Report {
    let report = try_import(app, TestApp::catalog(), bytes, false).await;
    assert!(report.written && report.rejected == 0, "{report}");
    report
}

fn removing() -> Kind {
    match TestApp::catalog() {
        Kind::Catalog { edition, unknown_units, unit, .. } => {
            Kind::Catalog { edition, unknown_units, gone: Gone::Remove, unit }
        }
        other => other,
    }
}

/// A workbook of one sheet, its header first.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells.iter().copied()).expect("a row");
    }
    book.save_to_buffer().expect("a workbook")
}

/// Items such as 法律法规 stand in the catalogs of many fields, and each field comes in a file of its own.
async fn a_file_of_another_field_moves_nothing(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let header: &[&str] = &["公开主体", "一级栏目", "公开事项", "公开时限"];
    import(&app, &sheet(&[header, &["人社局", "就业", "法律法规", "及时"]])).await;
    let report = import(&app, &sheet(&[header, &["人社局", "社会保险", "法律法规", "及时"]])).await;
    assert_eq!((report.created, report.updated), (1, 0), "{report}");
    let query = "{ catalogEntries { totalCount } }";
    assert_eq!(app.client().data(query).await["catalogEntries"]["totalCount"], 2);
}

async fn what_moves_keeps_its_id_and_what_is_gone_goes_if_told(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let header: &[&str] = &["公开主体", "一级栏目", "公开事项", "公开时限"];
    let before: [&[&str]; 6] = [
        header,
        &["甲局", "旧栏", "动", "及时"],
        &["甲局", "旧栏", "走", "及时"],
        &["甲局", "旧栏", "留", "及时"],
        &["甲局", "旧栏", "改", "及时"],
        &["乙局", "旧栏", "旁", "及时"],
    ];
    import(&app, &sheet(&before)).await;
    app.import("{\"source\":{\"system\":\"s\",\"id\":\"1\"},\"document\":{\"title\":\"文\",\"publisher\":\"甲局\",\"issuers\":[\"甲局\"],\"genre\":\"NOTICE\",\"isNormative\":false,\"body\":\"<p>文</p>\",\"catalogEntries\":[{\"unit\":\"甲局\",\"columns\":[\"旧栏\"],\"item\":\"动\"},{\"unit\":\"甲局\",\"columns\":[\"旧栏\"],\"item\":\"走\"}]}}\n").await;
    let query = "{ documents { nodes { version catalogEntries { item } } } catalogEntries { nodes { id item version firstLevelColumn { title } unit { name } } } }";
    let old = app.client().data(query).await;
    let after: [&[&str]; 5] = [
        header,
        &["甲局", "新栏", "动", "及时"],
        &["甲局", "旧栏", "留", "及时"],
        &["甲局", "旧栏", "改", "每年3月底前"],
        &["甲局", "新栏", "新", "及时"],
    ];
    let fates = |report: &Report| {
        let fate =
            |fate| report.changes.iter().filter(|it| it.change == fate).map(|it| it.item.clone()).collect::<Vec<_>>();
        [EntryFate::New, EntryFate::Changed, EntryFate::Moved, EntryFate::Gone].map(fate)
    };
    let dry = try_import(&app, removing(), &sheet(&after), true).await;
    assert_eq!(fates(&dry), [vec!["新"], vec!["改"], vec!["动"], vec!["走"]], "{dry}");
    assert!(dry.to_string().contains("moved: 甲局: 新栏 / 动 (from 旧栏)"), "{dry}");
    assert!(dry.to_string().contains("旧栏: 3\n新栏: 2\n"), "the tree as it becomes: {dry}");
    assert_eq!(app.client().data(query).await, old, "a dry run leaves everything");

    let kept = import(&app, &sheet(&after)).await;
    assert_eq!((kept.removed, fates(&kept)[3].as_slice()), (0, &["走".to_owned()][..]));
    assert!(kept.to_string().contains("gone, but kept: 甲局: 旧栏 / 走"), "{kept}");
    let now = app.client().data(query).await;
    let entry = |data: &serde_json::Value, item: &str| {
        let nodes = data["catalogEntries"]["nodes"].as_array().expect("nodes");
        nodes.iter().find(|it| it["item"] == item).cloned()
    };
    let (was, is) = (entry(&old, "动").expect("an entry"), entry(&now, "动").expect("an entry"));
    assert_eq!((&is["id"], &is["version"], &is["firstLevelColumn"]["title"]), (&was["id"], &json!(2), &json!("新栏")));
    assert_eq!(now["documents"]["nodes"][0]["version"], 2, "the document stands under another column");

    // A row that cannot be read may be the one that is missed.
    let mut broken = after.to_vec();
    broken.push(&["甲局", "旧栏", "坏", "#REF!"]);
    let skipping = Options { on_error: import::OnError::Skip, ..Options::default() };
    let report = run(&app, removing(), &sheet(&broken), skipping).await.expect("the import runs");
    assert_eq!((report.rejected, report.removed, report.written), (1, 0, true), "{report}");

    let removed = try_import(&app, removing(), &sheet(&after), false).await;
    assert_eq!((removed.removed, removed.unchanged), (1, 4), "{removed}");
    let now = app.client().data(query).await;
    assert!(entry(&now, "走").is_none() && entry(&now, "旁").is_some(), "units that the file does not name are let be");
    assert_eq!(now["documents"]["nodes"][0]["version"], 3);
    assert_eq!(now["documents"]["nodes"][0]["catalogEntries"], json!([{ "item": "动" }]));
    let id = entry(&old, "走").expect("an entry")["id"].clone();
    let node = app.client().data(&format!("{{ node(id: {id}) {{ __typename }} }}")).await;
    assert_eq!(node["node"]["__typename"], "Tombstone");
}

async fn a_column_that_is_absent_leaves_things_as_they_are(engine: Engine) {
    let app = TestApp::empty(engine).await;
    import(
        &app,
        &sheet(&[&["公开主体", "一级栏目", "公开事项", "公开时限", "责任处室"], &["局", "栏", "事", "及时", "某处"]]),
    )
    .await;
    let query = "{ catalogEntries { nodes { timeLimit { text } responsibleOffice } } }";
    let report =
        import(&app, &sheet(&[&["公开主体", "一级栏目", "公开事项", "公开时限"], &["局", "栏", "事", "及时"]])).await;
    assert_eq!(report.unchanged, 1, "{report}");
    let report =
        import(&app, &sheet(&[&["公开主体", "一级栏目", "公开事项", "责任处室"], &["局", "栏", "事", ""]])).await;
    assert_eq!(report.updated, 1, "an empty cell says that there is none: {report}");
    let data = app.client().data(query).await;
    assert_eq!(
        data["catalogEntries"]["nodes"],
        json!([{ "timeLimit": { "text": "及时" }, "responsibleOffice": null }])
    );
}

async fn every_sort_of_workbook_is_read(engine: Engine) {
    for bytes in [&include_bytes!("../files/catalog.xls")[..], &include_bytes!("../files/catalog.ods")[..]] {
        let app = TestApp::empty(engine).await;
        let report = import(&app, bytes).await;
        assert_eq!(report.created, 3, "{report}");
        let told = |cell: &str, word: &str| {
            report
                .notices
                .iter()
                .any(|it| it.sheet == "目录" && it.cell.as_deref() == Some(cell) && it.reason.contains(word))
        };
        assert!(told("D4", "is a date") && told("D5", "2022-04-20\", from D4"), "{report}");
        let data = app.client().data("{ catalogEntries { nodes { item serial firstLevelColumn { title } } } }").await;
        assert_eq!(
            data["catalogEntries"]["nodes"][1],
            json!({ "item": "其他文件", "serial": "2", "firstLevelColumn": { "title": "政策法规" } })
        );
    }
    let app = TestApp::empty(engine).await;
    // 局 in GB18030, as Chinese editions of Excel save it.
    let text = [&b"unit,column_l1,disclosure_item\n"[..], b"\xbe\xd6,a,b\n"].concat();
    import(&app, &text).await;
    assert_eq!(app.client().data("{ units { nodes { name } } }").await["units"]["nodes"], json!([{ "name": "局" }]));
    for bytes in [&b"%PDF-1.7"[..], b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0nonsense", b"a\0b"] {
        let report = run(&app, TestApp::catalog(), bytes, Options::default()).await;
        assert!(report.is_err(), "{bytes:?}");
    }
}

async fn standard_catalogs_are_understood(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let kind = |unit: Option<&str>| match TestApp::catalog() {
        Kind::Catalog { edition, unknown_units, gone, .. } => {
            Kind::Catalog { edition, unknown_units, gone, unit: unit.map(str::to_owned) }
        }
        other => other,
    };
    // One level: the area is the column. Several items in one cell, no unit but one for the whole file.
    let rows: [&[&str]; 5] = [
        &["（二）养老服务领域基层政务公开标准目录"],
        &["序号", "公开事项", "公开内容（要素）", "公开时限", "公开渠道和载体", "依据效力位阶"],
        &[
            "1",
            "1.补贴名单\n2.补贴标准",
            "名单",
            "20个工作日内",
            "■政府网站 口政府公报 ▄社区/企事业单位/村公示栏（电子屏）",
        ],
        &["2", "机构\n评估", "结果", "同上", "公开查阅点"],
        &["备注：以上由县级公开。"],
    ];
    let refused = try_import(&app, kind(None), &sheet(&rows), false).await;
    assert!(refused.rejected == 1 && refused.to_string().contains("--unit"), "{refused}");
    let report = try_import(&app, kind(Some("民政局")), &sheet(&rows), false).await;
    assert!(report.written, "{report}");
    let told = |cell: &str, word: &str| {
        report.notices.iter().any(|it| it.cell.as_deref() == Some(cell) && it.reason.contains(word))
    };
    assert!(
        told("B3", "2 items") && told("D4", "from D3") && told("F2", "依据效力位阶") && told("A5", "note"),
        "{report}"
    );
    let data = app.client().data("{ catalogEntries { nodes { item serial channels timeLimit { text } firstLevelColumn { title } unit { name } } } }").await;
    let entry = |item: &str, serial: &str, channels: &[&str]| {
        json!({ "item": item, "serial": serial, "channels": channels, "timeLimit": { "text": "20个工作日内" },
            "firstLevelColumn": { "title": "养老服务" }, "unit": { "name": "民政局" } })
    };
    let ticked = ["WEBSITE", "NOTICE_BOARD"];
    assert_eq!(
        data["catalogEntries"]["nodes"],
        json!([
            entry("1.补贴名单", "1", &ticked),
            entry("2.补贴标准", "1", &ticked),
            entry("机构评估", "2", &["READING_POINT"])
        ])
    );
    // Three levels: the deepest is the item, the others are columns.
    let rows: [&[&str]; 3] =
        [&["一级事项", "二级事项", "三级事项", "公开主体"], &["救助", "低保", "名单", "民政局"], &["", "", "标准", ""]];
    assert_eq!(import(&app, &sheet(&rows)).await.created, 2);
    let data = app.client().data("{ catalog { columns { title children { title } } } }").await;
    assert_eq!(data["catalog"]["columns"][1], json!({ "title": "救助", "children": [{ "title": "低保" }] }));
}
