//! Working days and last days, as the API tells them.

use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(due_dates_tell_what_was_skipped_and_why, limits_without_a_day_have_none, the_calendar_can_be_asked);

async fn due(app: &TestApp, from: &str, limit: &str) -> Value {
    let query = "query($from: Date!, $limit: String!) { dueDate(from: $from, timeLimit: $limit) { on countedDays isProvisional calendarVersion skipped { on reason } } }";
    app.client().data_with(query, json!({ "from": from, "limit": limit })).await["dueDate"].clone()
}

async fn due_dates_tell_what_was_skipped_and_why(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let expected = json!({
        "on": "2026-10-09", "countedDays": 3, "isProvisional": false, "calendarVersion": "2026.1",
        "skipped": [
            { "on": "2026-10-01", "reason": "国庆节" }, { "on": "2026-10-02", "reason": "国庆节" },
            { "on": "2026-10-03", "reason": "周六" }, { "on": "2026-10-04", "reason": "周日" },
            { "on": "2026-10-05", "reason": "国庆节" }, { "on": "2026-10-06", "reason": "国庆节" },
            { "on": "2026-10-07", "reason": "国庆节" },
        ],
    });
    assert_eq!(due(&app, "2026-09-29", "信息形成之日起3个工作日内").await, expected);
    for (from, limit, on, provisional) in [
        ("2026-09-21", "10日内", "2026-10-08", false),
        ("2026-12-10", "20个工作日内", "2027-01-07", true),
        ("2026-03-02", "每年1月31日前", "2027-01-31", false),
        ("2026-03-02", "10月30日前", "2026-10-30", false),
        ("2026-03-02", "每季度首月15日前", "2026-04-15", false),
        ("2026-10-12", "提前3个工作日", "2026-10-08", false),
        ("2026-01-31", "批准后1个月内", "2026-02-28", false),
        (
            "2026-01-05",
            "信息形成20个工作日内公开;其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示",
            "2026-02-02",
            false,
        ),
    ] {
        let due = due(&app, from, limit).await;
        assert_eq!((due["on"].clone(), due["isProvisional"].clone()), (json!(on), json!(provisional)), "{limit}");
    }
}

async fn limits_without_a_day_have_none(engine: Engine) {
    let app = TestApp::empty(engine).await;
    for limit in ["及时公开", "长期公开", "天晴时", "", "公示期不少于5个工作日"] {
        assert_eq!(due(&app, "2026-03-02", limit).await, Value::Null, "{limit}");
    }
    let long = "长".repeat(2_001);
    let answer = app
        .client()
        .ask(&format!("{{ dueDate(from: \"2026-01-01\", timeLimit: \"{long}\") {{ on }} }}"), Value::Null)
        .await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    assert!(answer.message().contains("at most 2000 characters, not 2001"), "{}", answer.message());
}

async fn the_calendar_can_be_asked(engine: Engine) {
    let app = TestApp::empty(engine).await;
    let query = "{ calendar { version firstYear lastYear specialDays(year: 2026) { on kind name }
        sunday: isWorkingDay(on: \"2026-09-20\") friday: isWorkingDay(on: \"2026-09-25\") } }";
    let calendar = app.client().data(query).await["calendar"].clone();
    assert_eq!(calendar["version"], "2026.1");
    assert_eq!((calendar["firstYear"].clone(), calendar["lastYear"].clone()), (json!(2008), json!(2026)));
    assert_eq!(calendar["specialDays"].as_array().expect("a list").len(), 25);
    assert_eq!(calendar["specialDays"][0], json!({ "on": "2026-01-01", "kind": "OFF", "name": "元旦" }));
    assert_eq!((calendar["sunday"].clone(), calendar["friday"].clone()), (json!(true), json!(false)));
}
