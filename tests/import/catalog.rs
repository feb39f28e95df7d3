//! Catalog sheets: merged cells, blank template rows, columns by path, idempotent.

use gongkai::service::import::Options;
use serde_json::json;
use std::path::Path;
use support::{Engine, TestApp, on_both};

on_both!(the_sheet_of_a_department, merged_cells_inherit_from_above, bad_rows_are_told, every_column_is_read);

const SHEET: &str = "row_no,serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit,responsible_office,responsible_person,remark_phone,merged_cells\n\
    1,1,市发展和改革委员会,政策法规,部门文件,,1.本机关规范性文件,\"1.标题、文号;\n2.同步发布;\n3.须解读\",20个工作日内,法规处,×××,6000****,\n\
    2,1,市发展和改革委员会,政策法规,部门文件,,2.其他文件,\"1.标题\",20个工作日内,办公室,×××,6000****,serial;unit;column_l1;column_l2;column_l3\n\
    3,2,,,,,,,,,,,\n";

const ENTRIES: &str = "{ catalogEntries { totalCount nodes { id item serial version updatedAt unit { name } firstLevelColumn { title } secondLevelColumn { title path } thirdLevelColumn { title } contentNorms { number text } timeLimit { text } responsibleOffice } } }";

async fn check(app: &TestApp, sheet: &str, norms: usize) {
    let report = app.import_catalog(sheet).await;
    assert_eq!((report.created, report.skipped), (2, 1), "{report}");
    assert!(report.notices.iter().any(|it| it.reason.contains("blank template row")), "{report}");
    let before = app.client().data(ENTRIES).await;
    let nodes = before["catalogEntries"]["nodes"].as_array().expect("nodes");
    assert_eq!(nodes.len(), 2);
    for node in nodes {
        assert_eq!(
            (&node["firstLevelColumn"]["title"], &node["secondLevelColumn"]["title"], &node["thirdLevelColumn"]),
            (&json!("政策法规"), &json!("部门文件"), &json!(null))
        );
        assert_eq!(node["secondLevelColumn"]["path"], json!(["政策法规", "部门文件"]));
    }
    assert_eq!(nodes[0]["contentNorms"].as_array().map(Vec::len), Some(norms));
    let report = app.import_catalog(sheet).await;
    assert_eq!((report.created, report.updated, report.unchanged), (0, 0, 2), "{report}");
    assert_eq!(app.client().data(ENTRIES).await, before, "a second time changes nothing");
}

async fn the_sheet_of_a_department(engine: Engine) {
    check(&TestApp::empty(engine).await, SHEET, 3).await;
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds/hefei_catalog_norm.csv");
    match std::fs::read_to_string(&real) {
        Ok(sheet) => {
            let app = TestApp::empty(engine).await;
            check(&app, &sheet, 5).await;
            let data = app.client().data(ENTRIES).await;
            assert_eq!(data["catalogEntries"]["nodes"][1]["contentNorms"].as_array().map(Vec::len), Some(5));
        }
        Err(_) => eprintln!("{} is absent: the real sheet was not read", real.display()),
    }
}

async fn merged_cells_inherit_from_above(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let sheet = "serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit\n\
        1,局,甲,乙,丙,一,,\n,,,,,二,,\n2,,,,丁,三,,\n,,,戊,,四,,\n,,己,,,五,,\n";
    app.import_catalog(sheet).await;
    let data = app.client().data("{ catalogEntries { nodes { item serial unit { name } firstLevelColumn { title } secondLevelColumn { title } thirdLevelColumn { title } } } }").await;
    let nodes = data["catalogEntries"]["nodes"].as_array().expect("nodes");
    let path = |node: &serde_json::Value| {
        let titles = ["firstLevelColumn", "secondLevelColumn", "thirdLevelColumn"]
            .map(|level| node[level]["title"].as_str().unwrap_or("-").to_owned());
        titles.concat()
    };
    assert_eq!(nodes.iter().map(path).collect::<Vec<_>>(), ["甲乙丙", "甲乙丙", "甲乙丁", "甲戊-", "己--"]);
    assert_eq!(
        nodes.iter().map(|it| it["serial"].as_str().unwrap_or("-")).collect::<Vec<_>>(),
        ["1", "1", "2", "2", "2"]
    );
    // Columns stand in the order in which they were met.
    let tree = app
        .client()
        .data("{ catalog { columns { title position children { title position children { title } } } } }")
        .await;
    assert_eq!(
        tree["catalog"]["columns"],
        json!([
            { "title": "甲", "position": 1, "children": [
                { "title": "乙", "position": 1, "children": [{ "title": "丙" }, { "title": "丁" }] },
                { "title": "戊", "position": 2, "children": [] },
            ] },
            { "title": "己", "position": 2, "children": [] },
        ])
    );
}

async fn bad_rows_are_told(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let options = Options { file: "sheet.csv".into(), ..Options::default() };
    let sheet = "serial,unit,column_l1,column_l2,column_l3,disclosure_item,content_norm,time_limit,method,channels\n\
        1,,甲,,,无单位,,,,\n2,局,甲,,,好,\"多行\n内容\",,主动公开,政府网站\n3,局,甲,,,坏方式,,,偷偷公开,\n4,局,甲,,,坏渠道,,,,政府网站、烽火台\n5,局,,,,无栏目之后有栏目,,,,\n6,局,甲,,,好,另一内容,,,\n";
    let report = app.try_import(TestApp::catalog(), sheet, &options).await;
    assert!(!report.written, "{report}");
    for (line, column, word) in [(2, "unit", ""), (5, "method", "偷偷公开"), (6, "channels", "烽火台"), (8, "", "3")]
    {
        assert!(
            report.problems.iter().any(|it| it.line == line && it.column.contains(column) && it.reason.contains(word)),
            "line {line} {column} {word}: {report}"
        );
    }
    assert_eq!(
        app.client().data("{ catalogEntries { totalCount } units { totalCount } catalogs { totalCount } }").await,
        json!({ "catalogEntries": { "totalCount": 0 }, "units": { "totalCount": 0 }, "catalogs": { "totalCount": 0 } }),
        "nothing is left of it"
    );
    for (sheet, word) in [
        ("unit,nonsense\n", "disclosure_item"),
        ("unit,unit,disclosure_item\n", "stands twice"),
        ("serial,unit\n", "disclosure_item"),
        ("", ""),
        ("unit,disclosure_item,column_l1\n局,\"open,甲\n", ""),
    ] {
        let report = gongkai::service::import::run(
            app.connection(),
            &app.app.clock,
            Default::default(),
            &TestApp::catalog(),
            sheet.as_bytes(),
            &options,
        )
        .await;
        match report {
            Ok(report) => assert!(report.rejected > 0 && report.to_string().contains(word), "{sheet:?}: {report}"),
            Err(error) => assert!(error.to_string().contains(word), "{sheet:?}: {error}"),
        }
    }
}

async fn every_column_is_read(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let sheet = "序号,公开主体,一级栏目,二级栏目,三级栏目,公开事项,内容规范,公开时限,公开依据,公开方式,公开对象,公开渠道和载体,公开层级,责任处室,责任人,联系电话,备注\n\
        一,局,甲,乙,丙,事项,1.内容,每年3月31日前,\"《条例》第一条\n《办法》第二条\",依申请公开,特定群体,政府网站、政府公报,市级、县级,某处,张某,6000,按年\n";
    app.import_catalog(sheet).await;
    let data = app.client().data("{ catalogEntries { nodes { serial legalBasis method audience channels tiers responsibleOffice responsibleContact { person phone } remarks timeLimit { text } } } }").await;
    assert_eq!(
        data["catalogEntries"]["nodes"][0],
        json!({ "serial": "一", "legalBasis": ["《条例》第一条", "《办法》第二条"], "method": "ON_REQUEST", "audience": "SPECIFIC_GROUP", "channels": ["WEBSITE", "GAZETTE"],
            "tiers": ["CITY", "COUNTY"], "responsibleOffice": "某处", "responsibleContact": null, "remarks": "按年", "timeLimit": { "text": "每年3月31日前" } }),
        "and whom to call is not for the public"
    );
}
