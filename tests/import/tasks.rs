//! Task plans: tables of every shape that was seen, what is read out of them, and what is found wrong with them.

use gongkai::service::import::{Kind, OnError, Options, Report};
use gongkai::service::write::PlanRow;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;
use support::{Engine, TestApp, on_both};

on_both!(
    headings_in_rows_and_roles_in_columns,
    a_second_time_changes_nothing,
    tasks_change_come_and_go,
    what_a_file_does_not_tell_of_progress_stays,
    a_unit_that_comes_later_is_met,
    units_and_groups_are_filtered,
    overdue_says_the_same_in_sql_and_for_each,
    bad_rows_are_told_and_nothing_is_kept,
    the_seed_tables_import
);

const UNITS: &str = "code,name,short_name,kind,level,parent_code\n\
    A,甲市人民政府,市政府,GOVERNMENT,CITY,\nO,甲市人民政府办公室,市政府办,OFFICE,CITY,A\n\
    J,甲市教育局,市教育局,DEPARTMENT,CITY,A\nC,甲市财政局,,DEPARTMENT,CITY,A\nJ1,甲市教育局办公室,,INTERNAL_OFFICE,CITY,J\n\
    Z,甲市经济开发区管理委员会,经开区管委会,DISPATCHED,CITY,A\n\
    X,乙县人民政府,乙县政府,GOVERNMENT,COUNTY,A\nXJ,乙县教育局,县教育局,DEPARTMENT,COUNTY,X\nXT,丙镇人民政府,,GOVERNMENT,TOWN,X\n";

const TABLE: &str = "序号,工作任务,重点任务,任务内容,责任单位,完成时限\n\
    1,公开,目录,编制目录。,市教育局牵头，财政局配合,4月30日前\n\
    ,,,公布目录。,\"各县(市、区)人民政府、经开区管委会,市教育局等部门\",530日前\n\
    2,培训,,培训各单位。,市政府工作部门,全年\n";

fn plan() -> PlanRow {
    PlanRow { title: "甲市分工表".into(), year: 2026, issuer: Some("O".into()), ..PlanRow::default() }
}

async fn import(app: &TestApp, plan: PlanRow, text: &str) -> Report {
    app.import_kind(Kind::Tasks { plan }, text).await
}

async fn with_plan(engine: Engine) -> TestApp {
    let app = TestApp::empty(engine).await;
    app.import_units(UNITS).await;
    assert_eq!(import(&app, plan(), TABLE).await.created, 3);
    app
}

const ALL: &str = "{ tasks(first: 100) { nodes { id position serial workTask keyTask requirement isOpenEnded version
    responsibleUnits { role name group unit { code } members { code } } deadline { text } dueOn progress updatedAt } } }";

async fn tasks(app: &TestApp) -> Vec<Value> {
    app.client().data(ALL).await["tasks"]["nodes"].as_array().expect("tasks").clone()
}

async fn a_second_time_changes_nothing(engine: Engine) {
    let app = with_plan(engine).await;
    let before = tasks(&app).await;
    let second = &before[1];
    assert_eq!(
        (&second["serial"], &second["workTask"], &second["keyTask"]),
        (&json!("1"), &json!("公开"), &json!("目录"))
    );
    assert_eq!((&second["dueOn"], &second["isOpenEnded"]), (&json!("2026-05-30"), &json!(true)));
    assert_eq!(before[2]["keyTask"], Value::Null, "a new work task inherits no key task");
    let named: Vec<_> = second["responsibleUnits"]
        .as_array()
        .expect("units")
        .iter()
        .map(|it| {
            (
                it["name"].as_str().expect("a name"),
                it["unit"]["code"].as_str(),
                it["members"].as_array().expect("a list").len(),
            )
        })
        .collect();
    assert_eq!(named, [("各县(市、区)人民政府", None, 1), ("经开区管委会", Some("Z"), 0), ("市教育局", Some("J"), 0)]);
    assert_eq!(before[0]["responsibleUnits"][1]["unit"]["code"], "C", "财政局 is 甲市财政局");
    let sequence = |app: &TestApp| {
        let db = app.connection().clone();
        async move {
            use sea_orm::EntityTrait;
            entity::change::Entity::find().all(&db).await.expect("the log").len()
        }
    };
    let log = sequence(&app).await;
    assert_eq!(import(&app, plan(), TABLE).await.unchanged, 3);
    assert_eq!((tasks(&app).await, sequence(&app).await), (before, log));
}

async fn what_a_file_does_not_tell_of_progress_stays(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let table = |header: &str, cells: &str| format!("任务内容,完成时限,{header}\n编制目录。,4月30日前,{cells}\n");
    let state = async || {
        let query = "{ tasks { nodes { progress completedOn progressNote } } }";
        app.client().data(query).await["tasks"]["nodes"][0].clone()
    };
    let told = |progress: &str, on: Value, note: &str| json!({ "progress": progress, "completedOn": on, "progressNote": note });
    let plan = || PlanRow { title: "表".into(), year: 2026, ..PlanRow::default() };
    import(&app, plan(), &table("进展,完成日期,进展说明", "已完成,2026-04-20,甲")).await;
    assert_eq!(state().await, told("DONE", json!("2026-04-20"), "甲"));
    import(&app, plan(), &table("进展说明", "乙")).await;
    assert_eq!(state().await, told("DONE", json!("2026-04-20"), "乙"));
    import(&app, plan(), &table("进展", "进行中")).await;
    assert_eq!(state().await, told("IN_PROGRESS", Value::Null, "乙"));
}

async fn tasks_change_come_and_go(engine: Engine) {
    let app = with_plan(engine).await;
    let before = tasks(&app).await;
    let table = TABLE.replace("530日前", "630日前").replace("2,培训,,培训各单位。,市政府工作部门,全年\n", "");
    let report = import(&app, plan(), &table).await;
    assert_eq!((report.updated, report.unchanged), (1, 1), "{report}");
    assert!(report.notices.iter().any(|it| it.reason.contains("it was removed")), "{report}");
    let after = tasks(&app).await;
    assert_eq!(after.len(), 2);
    assert_eq!(
        (&after[1]["id"], &after[1]["dueOn"], &after[1]["version"]),
        (&before[1]["id"], &json!("2026-06-30"), &json!(2))
    );
    let gone = format!("{{ node(id: {}) {{ __typename ... on Tombstone {{ type reason }} }} }}", before[2]["id"]);
    let gone = app.client().data(&gone).await;
    assert_eq!(gone["node"], json!({ "__typename": "Tombstone", "type": "TASK", "reason": "REMOVED_AT_SOURCE" }));
    // One that comes first moves the others; they stay who they are, and keep what is told of their progress.
    let told = "任务内容,进展,完成日期\n先做此项。,,\n编制目录。,已完成,2026-04-20\n公布目录。,进行中,\n";
    let report = import(&app, plan(), told).await;
    assert_eq!((report.created, report.updated), (1, 2), "{report}");
    let report = import(&app, plan(), "序号,任务内容\n,先做此项。\n,编制目录。\n,公布目录。\n").await;
    assert_eq!(report.unchanged, 3, "{report}");
    let after = tasks(&app).await;
    assert_eq!((&after[1]["id"], &after[1]["progress"]), (&before[0]["id"], &json!("DONE")));
}

async fn headings_in_rows_and_roles_in_columns(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let table = "分工表,,,\n序号,工作任务,责任股室,完成时限\n,一、强化公开,,\n,（一）做好规划公开,,\n1,公开要点。,综合股,每年1月31日前\n\
        ,（二）做好财政公开,,\n2,公开预算。,财务室、办公室,\n,二、抓好落实,,\n3,开展检查。,办公室,\n备注：省里另有要求的从其要求。,,,\n";
    let report = import(&app, PlanRow { issuer: None, ..plan() }, table).await;
    assert_eq!((report.created, report.skipped), (3, 0), "{report}");
    let found = tasks(&app).await;
    let told: Vec<_> =
        found.iter().map(|it| json!([it["serial"], it["workTask"], it["keyTask"], it["requirement"]])).collect();
    assert_eq!(
        told,
        [
            json!(["1", "一、强化公开", "（一）做好规划公开", "公开要点。"]),
            json!(["2", "一、强化公开", "（二）做好财政公开", "公开预算。"]),
            json!(["3", "二、抓好落实", null, "开展检查。"]),
        ]
    );
    assert_eq!(found[1]["deadline"], Value::Null, "a deadline of another heading is not inherited");
    let note = app.client().data("{ taskPlans { nodes { overrideNote } } }").await;
    assert_eq!(note["taskPlans"]["nodes"][0]["overrideNote"], "备注：省里另有要求的从其要求。");

    let table = "任务内容,牵头单位,责任单位,配合单位\n甲,市教育局、市财政局,市公安局,市司法局\n乙,,市公安局,市司法局\n丙,市教育局,,\n";
    let report = import(&app, PlanRow { issuer: None, title: "又一张".into(), ..plan() }, table).await;
    assert_eq!(report.created, 3, "{report}");
    let roles: Vec<Vec<Value>> = tasks(&app).await[3..]
        .iter()
        .map(|task| {
            task["responsibleUnits"]
                .as_array()
                .expect("units")
                .iter()
                .map(|it| json!([it["role"], it["name"]]))
                .collect()
        })
        .collect();
    assert_eq!(
        roles,
        [
            vec![
                json!(["LEAD", "市教育局"]),
                json!(["LEAD", "市财政局"]),
                json!(["RESPONSIBLE", "市公安局"]),
                json!(["COOPERATING", "市司法局"])
            ],
            vec![json!(["RESPONSIBLE", "市公安局"]), json!(["COOPERATING", "市司法局"])],
            vec![json!(["LEAD", "市教育局"])],
        ]
    );
}

async fn of_unit(app: &TestApp, code: &str, arguments: &str) -> Vec<i64> {
    let query = format!("{{ unit(by: {{ code: \"{code}\" }}) {{ tasks{arguments} {{ nodes {{ position }} }} }} }}");
    let data = app.client().data(&query).await;
    let nodes = data["unit"]["tasks"]["nodes"].as_array().expect("tasks");
    nodes.iter().map(|it| it["position"].as_i64().expect("a place")).collect()
}

async fn a_unit_that_comes_later_is_met(engine: Engine) {
    let app = with_plan(engine).await;
    app.import_units("code,name,short_name,kind,level,parent_code\nY,丁县人民政府,,GOVERNMENT,COUNTY,A\n").await;
    assert_eq!(of_unit(&app, "Y", "").await, [2], "it is one of 各县(市、区)");
    app.import_units("code,name,short_name,kind,level,parent_code\nC,甲市审计局,,DEPARTMENT,CITY,A\n").await;
    assert_eq!(of_unit(&app, "C", "").await, [3], "it no longer goes by 财政局, and still is a department");
}

async fn units_and_groups_are_filtered(engine: Engine) {
    let app = with_plan(engine).await;
    assert_eq!(of_unit(&app, "J", "").await, [1, 2, 3]);
    assert_eq!(of_unit(&app, "J", "(filter: { role: { eq: LEAD } })").await, [1]);
    assert_eq!(of_unit(&app, "C", "(filter: { role: { eq: LEAD } })").await, Vec::<i64>::new());
    assert_eq!(of_unit(&app, "X", "").await, [2]);
    assert_eq!(of_unit(&app, "XJ", "").await, Vec::<i64>::new(), "a county's department is no department of the city");
    assert_eq!(of_unit(&app, "J1", "").await, Vec::<i64>::new());
    let rest = PlanRow { title: "其余".into(), ..plan() };
    import(&app, rest, "任务内容,责任单位\n统筹。,市政府办及其他市政府工作部门\n").await;
    let last = tasks(&app).await.pop().expect("a task");
    let members = &last["responsibleUnits"][1]["members"];
    assert_eq!(members, &json!([{ "code": "C" }, { "code": "J" }]), "the office is named by itself: {last:#}");
    let id = app.client().data("{ unit(by: { code: \"A\" }) { id } }").await["unit"]["id"].clone();
    let query = |filter: String| format!("{{ tasks(filter: {filter}) {{ totalCount }} }}");
    let count = async |filter: String| app.client().data(&query(filter)).await["tasks"]["totalCount"].clone();
    assert_eq!(count(format!("{{ unit: {{ within: {id} }} }}")).await, 4);
    assert_eq!(count(format!("{{ unit: {{ within: {id} }}, role: {{ eq: COOPERATING }} }}")).await, 1);
    assert_eq!(count(format!("{{ not: {{ unit: {{ within: {id} }} }} }}")).await, 0);
    assert_eq!(count("{ role: { in: [LEAD] } }".into()).await, 1);
    assert_eq!(count("{ requirement: { contains: \"目录\" } }".into()).await, 2);
}

async fn overdue_says_the_same_in_sql_and_for_each(engine: Engine) {
    let app = TestApp::sample(engine).await;
    for day in ["2026-03-10", "2026-03-11", "2026-05-11", "2026-05-12", "2026-06-18", "2026-11-22", "2027-01-01"] {
        let query = format!(
            "{{ all: tasks(first: 100) {{ nodes {{ position isOverdue(asOf: \"{day}\") }} }}
                overdue: tasks(first: 100, filter: {{ overdueAsOf: \"{day}\" }}) {{ totalCount nodes {{ position }} }} }}"
        );
        let data = app.client().data(&query).await;
        let places = |nodes: &Value, only: bool| -> Vec<i64> {
            let nodes = nodes["nodes"].as_array().expect("tasks").iter();
            nodes
                .filter(|it| !only || it["isOverdue"] == true)
                .map(|it| it["position"].as_i64().expect("a place"))
                .collect()
        };
        assert_eq!(places(&data["all"], true), places(&data["overdue"], false), "{day}");
    }
}

async fn bad_rows_are_told_and_nothing_is_kept(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let table = "任务内容,进展,完成日期\n做好。,半途,\n,进行中,\n办完。,进行中,2026-04-20\n说清。,,四月\n";
    let options = Options { file: "tasks.csv".into(), ..Options::default() };
    let kind = || Kind::Tasks { plan: PlanRow { issuer: None, ..plan() } };
    let report = app.try_import(kind(), table, &options).await;
    assert!(report.rejected == 4 && !report.written, "{report}");
    for (line, column) in [(2, "progress"), (3, "requirement"), (4, "completed_on"), (5, "completed_on")] {
        assert!(report.problems.iter().any(|it| it.line == line && it.column == column), "{line} {column}: {report}");
    }
    assert_eq!(app.client().data("{ taskPlans { totalCount } }").await["taskPlans"]["totalCount"], 0);
    // A row that is rejected is not one that is gone.
    assert_eq!(app.import_kind(kind(), "任务内容,进展\n做好。,\n办完。,\n").await.created, 2);
    let options = Options { on_error: OnError::Skip, ..options };
    let report = app.try_import(kind(), "任务内容,进展\n做好。,半途\n再做。,\n", &options).await;
    assert!(report.written && report.rejected == 1, "{report}");
    assert_eq!(app.client().data("{ tasks { totalCount } }").await["tasks"]["totalCount"], 3, "{report}");
}

/// A seed's file; nothing where the folder that the project shares is absent.
fn seed(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("{} is absent: the seed tables are not tested", folder.display());
        return None;
    };
    let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
    let path = paths.find(|path| path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(name)));
    let path = path.unwrap_or_else(|| panic!("{name} is among the seeds"));
    Some(std::fs::read_to_string(path).expect("a text"))
}

/// The rows of a seed, by the names of their columns.
fn rows(text: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// The seed's own reading of the units, where the row tells it.
fn units_as_transcribed(row: &HashMap<String, String>) -> Vec<(&'static str, String)> {
    let columns = [
        ("RESPONSIBLE", "responsible_units_list"),
        ("RESPONSIBLE", "responsible_unit_list"),
        ("LEAD", "lead_units"),
        ("IMPLEMENTING", "implementing_units"),
    ];
    let told = columns.into_iter().filter_map(|(role, column)| Some((role, row.get(column)?)));
    told.flat_map(|(role, list)| list.split('；').filter(|it| !it.is_empty()).map(move |it| (role, it.to_owned())))
        .collect()
}

async fn the_seed_tables_import(engine: Engine) {
    let plans = [
        ("dazhou_2022", "000_", 2022, Some("2022-06-02"), 72, "34 DEADLINE_BEFORE_PUBLICATION"),
        ("baicheng_2022", "001_", 2022, None, 19, ""),
        ("shucheng_2021", "002_", 2021, Some("2021-03-17"), 20, "7,9 DUPLICATE_TASK; 17 LATER_THAN_LAW"),
        ("hefei_2022", "003_", 2022, Some("2022-03-28"), 10, "3 BODY_DIFFERS"),
    ];
    let app = TestApp::empty(engine).await;
    for (name, notice, year, published, count, findings) in plans {
        let Some(text) = seed(name) else { return };
        let plan = PlanRow {
            title: name.into(),
            year,
            published_on: published.map(|day| day.parse().expect("a day")),
            body: seed(notice),
            ..PlanRow::default()
        };
        assert_eq!(import(&app, plan.clone(), &text).await.created, count, "{name}");
        assert_eq!(import(&app, plan, &text).await.unchanged, count, "{name}");
        let query = format!(
            "{{ taskPlans(first: 1, filter: {{ title: {{ eq: \"{name}\" }} }}) {{ nodes {{
                findings {{ kind message tasks {{ position }} }}
                tasks(first: 100) {{ nodes {{ requirement isOpenEnded dueOn deadline {{ text }} responsibleUnits {{ role name }} }} }} }} }} }}"
        );
        let data = app.client().data(&query).await;
        let plan = &data["taskPlans"]["nodes"][0];
        let tasks = plan["tasks"]["nodes"].as_array().expect("tasks");
        let rows = rows(&text);
        assert_eq!(tasks.len(), rows.len());
        for (task, row) in tasks.iter().zip(&rows) {
            let words = row.get("requirement").or_else(|| row.get("text")).expect("words");
            assert_eq!(task["requirement"], words.trim());
            let units: Vec<(&str, String)> = task["responsibleUnits"]
                .as_array()
                .expect("units")
                .iter()
                .map(|unit| (unit["role"].as_str().expect("a role"), unit["name"].as_str().expect("a name").to_owned()))
                .collect();
            assert_eq!(units, units_as_transcribed(row), "{name}: {row:?}");
            if let Some(open) = row.get("open_ended") {
                assert_eq!(task["isOpenEnded"], open == "1", "{name}: {row:?}");
            }
            if let Some(day) = row.get("deadline_date") {
                assert_eq!(task["dueOn"].as_str().unwrap_or_default(), day, "{name}: {row:?}");
            }
        }
        let told: Vec<String> = plan["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|finding| {
                let places =
                    finding["tasks"].as_array().expect("tasks").iter().map(|task| task["position"].to_string());
                format!("{} {}", places.collect::<Vec<_>>().join(","), finding["kind"].as_str().expect("a kind"))
            })
            .collect();
        assert_eq!(told.join("; "), findings, "{name}: {:#}", plan["findings"]);
    }
}
