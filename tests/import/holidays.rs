//! Notices of holidays: a new version of the calendar, and what follows from it.

use gongkai::scope::Clock;
use gongkai::service::import::{Kind, import_holidays};
use gongkai::service::write::{PlanRow, Recalculated};
use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(
    the_next_years_notice_moves_only_what_was_provisional,
    what_has_been_judged_stays_judged,
    a_notice_that_is_not_whole_is_refused,
    the_same_notice_twice_is_one_version,
    open_tasks_move_and_done_ones_do_not,
);

/// A notice for 2027 of the test's own.
const NOTICE: &str = "date,kind,name
2027-01-01,OFF,元旦
2027-02-05,OFF,春节
2027-02-08,OFF,春节
2027-04-05,OFF,清明
2027-05-03,OFF,劳动节
2027-06-09,OFF,端午
2027-09-15,OFF,中秋
2027-10-01,OFF,国庆节
2027-10-09,WORK,国庆节
";

const UNITS: &str = "code,name,short_name,kind,level,parent_code\nA,甲局,,DEPARTMENT,CITY,\n";
const CATALOG: &str = "unit,column_l1,disclosure_item,time_limit\n甲局,政策,文件,信息形成之日起20个工作日内\n";

fn document(id: &str, formed: &str, published: &str) -> String {
    let package = json!({
        "source": { "system": "t", "id": id },
        "document": {
            "title": id, "issuers": ["A"], "publisher": "A", "genre": "NOTICE", "isNormative": false, "body": "<p>正文</p>",
            "formedOn": formed, "publishedAt": format!("{published}T10:00:00+08:00"),
            "catalogEntries": [{ "unit": "A", "columns": ["政策"], "item": "文件" }],
        },
    });
    format!("{package}\n")
}

/// On 20 January 2027, before anybody has brought the notice for 2027 in.
async fn app(engine: Engine) -> TestApp {
    let db = engine.empty().await;
    let config = db.config();
    let clock = Clock::stopped("2027-01-20T04:00:00Z".parse().expect("an instant"));
    let app = TestApp::with(db, config, clock).await;
    app.import_units(UNITS).await;
    app.import_catalog(CATALOG).await;
    let lines = [document("old", "2026-01-05", "2026-02-02"), document("new", "2026-12-10", "2027-01-08")];
    app.import(&lines.concat()).await;
    app
}

async fn bring(app: &TestApp, text: &str, dry_run: bool) -> Result<Recalculated, String> {
    let term = app.app.config.default_term();
    let told =
        import_holidays(app.connection(), &app.app.clock, term, text.as_bytes(), ("some/where/notice.csv", dry_run));
    told.await.map_err(|error| error.to_string())
}

async fn due(app: &TestApp, title: &str) -> Value {
    let query = format!(
        "{{ documents(filter: {{ title: {{ eq: \"{title}\" }} }}) {{ nodes {{ disclosedOnTime disclosureDue {{ on isProvisional calendarVersion }} }} }} }}"
    );
    app.client().data(&query).await["documents"]["nodes"][0].clone()
}

fn expected(on: &str, provisional: bool, version: &str, on_time: bool) -> Value {
    json!({ "disclosedOnTime": on_time, "disclosureDue": { "on": on, "isProvisional": provisional, "calendarVersion": version } })
}

async fn the_next_years_notice_moves_only_what_was_provisional(engine: Engine) {
    let app = app(engine).await;
    assert_eq!(due(&app, "new").await, expected("2027-01-07", true, "2026.1", false));
    let old = expected("2026-02-02", false, "2026.1", true);
    assert_eq!(due(&app, "old").await, old);

    let dry = bring(&app, NOTICE, true).await.expect("a good notice");
    assert_eq!((dry.recalculated, dry.moved.len(), dry.version.as_str()), (1, 1, "2027.2"));
    assert_eq!(due(&app, "new").await, expected("2027-01-07", true, "2026.1", false), "a dry run writes nothing");

    let told = bring(&app, NOTICE, false).await.expect("a good notice");
    assert_eq!(told, dry);
    assert_eq!(told.days, 9);
    let moved = &told.moved[0];
    assert_eq!(moved.what, "《new》 · 文件");
    assert_eq!((moved.from.to_string(), moved.to.to_string()), ("2027-01-07".into(), "2027-01-08".into()));
    assert_eq!(due(&app, "new").await, expected("2027-01-08", false, "2027.2", true));
    assert_eq!(due(&app, "old").await, old, "what was final is as it was");

    let query = "{ calendar { version lastYear specialDays(year: 2027) { name } } }";
    let calendar = app.client().data(query).await["calendar"].clone();
    assert_eq!((calendar["version"].clone(), calendar["lastYear"].clone()), (json!("2027.2"), json!(2027)));
    assert_eq!(calendar["specialDays"].as_array().expect("a list").len(), 9);
}

async fn what_has_been_judged_stays_judged(engine: Engine) {
    let app = app(engine).await;
    let told = bring(&app, "2026-02-02\tOFF\t春节\n", false).await.expect("one day more of a year that is known");
    assert_eq!((told.days, told.version.as_str()), (1, "2026.2"));
    assert_eq!(due(&app, "old").await, expected("2026-02-02", false, "2026.1", true));
    let query = "{ dueDate(from: \"2026-01-05\", timeLimit: \"20个工作日内\") { on } calendar { isWorkingDay(on: \"2026-02-14\") } }";
    let now = app.client().data(query).await;
    assert_eq!(now["dueDate"]["on"], "2026-02-03", "what is counted from now on knows the day");
    assert_eq!(now["calendar"]["isWorkingDay"], true, "the other days of the year stand");
}

async fn a_notice_that_is_not_whole_is_refused(engine: Engine) {
    let app = app(engine).await;
    let partial: String =
        NOTICE.lines().filter(|line| !line.contains("清明")).map(|line| format!("{line}\n")).collect();
    let told = bring(&app, &partial, false).await.expect_err("清明 is missing");
    assert!(told.contains("2027") && told.contains("清明"), "{told}");
    let told = bring(&app, "2027-13-01,OFF,元旦\n", false).await.expect_err("no such day");
    assert!(told.contains("line 1") && told.contains("2027-13-01"), "{told}");
    let query = "{ calendar { version } }";
    assert_eq!(app.client().data(query).await["calendar"]["version"], "2026.1", "nothing was written");
}

async fn the_same_notice_twice_is_one_version(engine: Engine) {
    let app = app(engine).await;
    bring(&app, NOTICE, false).await.expect("a good notice");
    let again = bring(&app, NOTICE, false).await.expect("a good notice");
    assert_eq!((again.days, again.version.as_str(), again.recalculated), (0, "2027.2", 0));
}

/// Working days from Tuesday 12 January 2027: the twentieth is 9 February, or 11 February where the 5th and 8th are off.
async fn open_tasks_move_and_done_ones_do_not(engine: Engine) {
    let app = app(engine).await;
    let plan =
        PlanRow {
            title: "分工表".into(), year: 2027, published_on: "2027-01-12".parse().ok(), ..PlanRow::default()
        };
    let table = "任务内容,责任单位,完成时限,进展\n未完成,甲局,印发之日起20个工作日内,\n已完成,甲局,印发之日起20个工作日内,已完成\n定日,甲局,2月9日前,\n";
    app.import_kind(Kind::Tasks { plan }, table).await;
    let tasks = async || {
        let query = "{ tasks { nodes { requirement dueOn version } } }";
        app.client().data(query).await["tasks"]["nodes"].clone()
    };
    let task = |what: &str, due: &str, version: i32| json!({ "requirement": what, "dueOn": due, "version": version });
    let (done, fixed) = (task("已完成", "2027-02-09", 1), task("定日", "2027-02-09", 1));
    assert_eq!(tasks().await, json!([task("未完成", "2027-02-09", 1), done, fixed]));
    let told = bring(&app, NOTICE, false).await.expect("a good notice");
    let moved: Vec<_> = told.moved.iter().map(|it| format!("{} {} {}", it.what, it.from, it.to)).collect();
    assert_eq!(moved, ["《new》 · 文件 2027-01-07 2027-01-08", "《分工表》 · 未完成 2027-02-09 2027-02-11"]);
    assert_eq!(told.recalculated, 3);
    assert_eq!(tasks().await, json!([task("未完成", "2027-02-11", 2), done, fixed]));
}
