//! Units: upserted by code, with the closure of who stands beneath whom.

use gongkai::service::import::{Kind, OnError, Options};
use serde_json::json;
use support::{Engine, TestApp, on_both};

on_both!(
    units_are_upserted_and_a_second_time_changes_nothing,
    a_unit_that_moves_takes_its_subtree_along,
    bad_rows_are_told_and_nothing_is_kept
);

const UNITS: &str = "code,name,short_name,kind,level,parent_code\n\
    A,甲市人民政府,市政府,人民政府,市,\nB,乙局,,DEPARTMENT,CITY,A\nC,丙科,,INTERNAL_OFFICE,CITY,B\nD,丁县人民政府,,GOVERNMENT,COUNTY,A\n";

async fn units_are_upserted_and_a_second_time_changes_nothing(engine: Engine) {
    let app = TestApp::empty(engine).await;
    assert_eq!(app.import_units(UNITS).await.created, 4);
    let query = "{ units { nodes { id code name kind level version updatedAt parent { code } } } }";
    let before = app.client().data(query).await;
    assert_eq!(before["units"]["nodes"][0]["kind"], "GOVERNMENT", "Chinese terms are understood");
    assert_eq!(app.import_units(UNITS).await.unchanged, 4);
    assert_eq!(app.client().data(query).await, before);
    let report = app.import_units(&UNITS.replace("乙局", "乙乙局")).await;
    assert_eq!((report.updated, report.unchanged), (1, 3));
    let after = app.client().data(query).await;
    assert_eq!(
        (&after["units"]["nodes"][1]["name"], &after["units"]["nodes"][1]["version"]),
        (&json!("乙乙局"), &json!(2))
    );
    // The Chinese names of the columns do as well.
    let chinese = "单位代码,单位名称,简称,类型,层级,上级代码\nB,乙乙局,,工作部门,市,A\n";
    assert_eq!(app.import_units(chinese).await.unchanged, 1);
}

async fn within(app: &TestApp, code: &str) -> Vec<String> {
    let client = app.client();
    let id = client.data(&format!("{{ unit(by: {{ code: \"{code}\" }}) {{ id }} }}")).await["unit"]["id"].clone();
    let data = client.data(&format!("{{ units(filter: {{ within: {id} }}) {{ nodes {{ code }} }} }}")).await;
    data["units"]["nodes"]
        .as_array()
        .expect("nodes")
        .iter()
        .map(|it| it["code"].as_str().expect("a code").to_owned())
        .collect()
}

async fn a_unit_that_moves_takes_its_subtree_along(engine: Engine) {
    let app = TestApp::empty(engine).await;
    app.import_units(UNITS).await;
    assert_eq!(within(&app, "A").await, ["A", "B", "C", "D"]);
    assert_eq!(within(&app, "B").await, ["B", "C"]);
    app.import_units("code,name,short_name,kind,level,parent_code\nB,乙局,,DEPARTMENT,CITY,D\n").await;
    assert_eq!(within(&app, "A").await, ["A", "B", "C", "D"]);
    assert_eq!(within(&app, "D").await, ["B", "C", "D"]);
    app.import_units("code,name,short_name,kind,level,parent_code\nB,乙局,,DEPARTMENT,CITY,\n").await;
    assert_eq!(within(&app, "A").await, ["A", "D"]);
}

async fn bad_rows_are_told_and_nothing_is_kept(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let file = "code,name,short_name,kind,level,parent_code\n\
        A,甲,,DEPARTMENT,CITY,\n,乙,,DEPARTMENT,CITY,\nC,丙,,NONSENSE,CITY,\nD,丁,,DEPARTMENT,CITY,X\nE,戊,,DEPARTMENT\nF,己,,DEPARTMENT,CITY,G\nG,庚,,DEPARTMENT,CITY,F\n";
    let options = Options { file: "units.csv".into(), ..Options::default() };
    let report = app.try_import(Kind::Units, file, &options).await;
    assert!(report.rejected >= 5 && !report.written, "{report}");
    for (line, column, word) in
        [(3, "code", "required"), (4, "kind", "NONSENSE"), (5, "parent_code", "X"), (6, "", "fields")]
    {
        let told =
            report.problems.iter().any(|it| it.line == line && it.column.contains(column) && it.reason.contains(word));
        assert!(told, "line {line} {column} {word}: {report}");
    }
    assert!(report.problems.iter().any(|it| it.line == 7 || it.line == 8), "a circle is refused: {report}");
    assert_eq!(app.client().data("{ units { totalCount } }").await["units"]["totalCount"], 0);
    let report = app.try_import(Kind::Units, file, &Options { on_error: OnError::Skip, ..options }).await;
    assert_eq!((report.created, report.written), (1, true), "{report}");
    assert_eq!(app.client().data("{ units { nodes { code } } }").await["units"]["nodes"], json!([{ "code": "A" }]));
}
