//! What is due, done and late: counted here by hand, in a table, and asked of the service.

use serde_json::{Value, json};
use support::{Engine, TestApp, on_both};

on_both!(
    the_figures_of_a_known_history_are_those_counted_by_hand,
    units_are_ranked_by_what_they_met_in_time,
    any_number_of_units_costs_the_same_statements,
    a_week_belongs_to_the_year_in_which_it_ends,
    years_without_sense_are_refused,
);

/// The history of 甲局. Working days were counted on a calendar of 2026 (off: 1–3 January, 15–23 February, 4–6 April,
/// 1–5 May, 19–21 June; at work on the Sundays of 4 January and 20 September and the Saturdays of 14 and 28 February
/// and 9 May).
///
/// Under 规范性文件, 20 working days from the forming:
///
/// | document | formed | last day | published | as of 30 June | as of 15 July | as of 1 August |
/// |---|---|---|---|---|---|---|
/// | a | Mon 5 January | Mon 2 February | 20 January | on time | on time | on time |
/// | b | Mon 5 January | Mon 2 February | 2 February, 23:59 in China | on time | on time | on time |
/// | c | Mon 5 January | Mon 2 February | 3 February, 00:00 in China | late | late | late |
/// | d | Wed 10 June | Thu 9 July | 20 July | open | overdue | late |
/// | e | not said | | 1 March | undated | undated | undated |
/// | f | Sat 20 December 2025 | Mon 19 January 2026 | 10 January | on time | on time | on time |
/// | g | Mon 3 November 2025 | Mon 1 December 2025 | 30 December 2025 | of 2025: late | | |
///
/// Periods:
///
/// | limit | period | last day | published | as of 30 June | as of 15 July | as of 1 August |
/// |---|---|---|---|---|---|---|
/// | 每年1月31日前 | 2026 | Sat 31 January, does not roll | 5 February | late | late | late |
/// | 每季度至少公布一次 | first quarter | 31 March | 10 February | on time | on time | on time |
/// | 每季度至少公布一次 | second quarter | 30 June | | open | overdue | overdue |
/// | 每季度至少公布一次 | third quarter | 30 September | 25 July | not begun | open | on time |
/// | 每半年至少2次 | first half | 30 June | 3 March, 29 June | on time | on time | on time |
/// | 每半年至少2次 | second half | 31 December | 2 July | not begun | open | open |
///
/// Columns: 会议纪要 is empty. 工作动态 was updated on 10 June and must be within 14 days: stale after 24 June. 规范性文件
/// must be within six months, and is. 文件汇编 is for the long term and was last updated in 2019: not stale.
const CATALOG: &str = "unit,column_l1,column_l2,disclosure_item,time_limit
甲局,政策,规范性文件,本局文件,自信息形成或者变更之日起20个工作日内
甲局,信息公开,年度报告,年度报告,每年1月31日前
甲局,财政,收支,季度收支,每季度至少公布一次
甲局,财政,检查,检查情况,每半年至少2次
甲局,政务,工作动态,动态,及时公开
甲局,政策,文件汇编,汇编,长期公开
甲局,政策,会议纪要,纪要,信息形成之日起7个工作日内
甲局,政策,其他,其他,天晴时
乙局,政策,规范性文件,本局文件,自信息形成或者变更之日起20个工作日内
丙局,政策,规范性文件,本局文件,自信息形成或者变更之日起20个工作日内
";

const UNITS: &str = "code,name,short_name,kind,level,parent_code
A,甲局,,DEPARTMENT,CITY,
B,乙局,,DEPARTMENT,CITY,
C,丙局,,DEPARTMENT,CITY,
";

fn document(id: &str, unit: &str, columns: [&str; 2], item: &str, formed: Option<&str>, published: &str) -> String {
    let package = json!({
        "source": { "system": "t", "id": id },
        "document": {
            "title": id, "issuers": [unit], "publisher": unit, "genre": "NOTICE", "isNormative": false,
            "body": "<p>正文</p>", "formedOn": formed, "publishedAt": format!("{published}+08:00"),
            "catalogEntries": [{ "unit": unit, "columns": columns, "item": item }],
        },
    });
    format!("{package}\n")
}

async fn app(engine: Engine) -> TestApp {
    let app = TestApp::empty(engine).await;
    app.import_units(UNITS).await;
    app.import_catalog(CATALOG).await;
    let file = |id, formed, published| document(id, "A", ["政策", "规范性文件"], "本局文件", formed, published);
    let other = |id, columns, item, published| document(id, "A", columns, item, None, published);
    let lines = [
        file("a", Some("2026-01-05"), "2026-01-20T10:00:00"),
        file("b", Some("2026-01-05"), "2026-02-02T23:59:59"),
        file("c", Some("2026-01-05"), "2026-02-03T00:00:00"),
        file("d", Some("2026-06-10"), "2026-07-20T10:00:00"),
        file("e", None, "2026-03-01T10:00:00"),
        file("f", Some("2025-12-20"), "2026-01-10T10:00:00"),
        file("g", Some("2025-11-03"), "2025-12-30T10:00:00"),
        other("report", ["信息公开", "年度报告"], "年度报告", "2026-02-05T10:00:00"),
        other("quarter 1", ["财政", "收支"], "季度收支", "2026-02-10T10:00:00"),
        other("quarter 3", ["财政", "收支"], "季度收支", "2026-07-25T10:00:00"),
        other("check 1", ["财政", "检查"], "检查情况", "2026-03-03T10:00:00"),
        other("check 2", ["财政", "检查"], "检查情况", "2026-06-29T10:00:00"),
        other("check 3", ["财政", "检查"], "检查情况", "2026-07-02T10:00:00"),
        other("news", ["政务", "工作动态"], "动态", "2026-06-10T10:00:00"),
        other("old", ["政策", "文件汇编"], "汇编", "2019-05-01T10:00:00"),
        document("h", "B", ["政策", "规范性文件"], "本局文件", Some("2026-01-05"), "2026-01-20T10:00:00"),
    ];
    app.import(&lines.concat()).await;
    app
}

const FIGURES: &str = "entries unreadLimits onTimeRate emptyColumnCount staleColumnCount
    documents { due onTime late overdue open undated } periods { due onTime late overdue open undated }
    emptyColumns { title } staleColumns { column { title } lastPublishedOn dueOn }
    obligations { entry { item } document { title } periodFrom periodTo dueOn doneOn state }";

async fn health(app: &TestApp, arguments: &str) -> Value {
    let query = format!("{{ unit(by: {{ code: \"A\" }}) {{ health({arguments}) {{ {FIGURES} }} }} }}");
    app.client().data(&query).await["unit"]["health"].clone()
}

/// due, on time, late, overdue, open, undated
fn tally(numbers: [i64; 6]) -> Value {
    let [due, on_time, late, overdue, open, undated] = numbers;
    json!({ "due": due, "onTime": on_time, "late": late, "overdue": overdue, "open": open, "undated": undated })
}

fn told(health: &Value) -> Vec<String> {
    let obligations = health["obligations"].as_array().expect("a list").iter();
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let line = |it: &Value| {
        let what = it["document"]["title"].as_str().map_or_else(|| word(&it["entry"]["item"]), str::to_owned);
        format!("{what} {} {} {}", word(&it["dueOn"]), word(&it["doneOn"]), word(&it["state"]))
    };
    obligations.map(line).collect()
}

async fn the_figures_of_a_known_history_are_those_counted_by_hand(engine: Engine) {
    let app = app(engine).await;

    let june = health(&app, "asOf: \"2026-06-30\", year: 2026").await;
    assert_eq!((june["entries"].clone(), june["unreadLimits"].clone()), (json!(8), json!(1)));
    assert_eq!(june["documents"], tally([4, 3, 1, 0, 1, 1]));
    assert_eq!(june["periods"], tally([3, 2, 1, 0, 1, 0]));
    assert_eq!(june["onTimeRate"], json!(5.0 / 7.0));
    assert_eq!(
        told(&june),
        [
            "年度报告 2026-01-31 2026-02-05 LATE",
            "c 2026-02-02 2026-02-03 LATE",
            "季度收支 2026-06-30 - OPEN",
            "d 2026-07-09 - OPEN",
        ]
    );
    let titles = |health: &Value| {
        health["emptyColumns"].as_array().expect("a list").iter().map(|it| it["title"].clone()).collect::<Vec<_>>()
    };
    let mut empty: Vec<String> = titles(&june).iter().map(|it| it.as_str().expect("a title").to_owned()).collect();
    empty.sort();
    assert_eq!(empty, ["会议纪要", "其他"]);
    let stale = json!([{ "column": { "title": "工作动态" }, "lastPublishedOn": "2026-06-10", "dueOn": "2026-06-24" }]);
    assert_eq!(june["staleColumns"], stale);
    let fresh = health(&app, "asOf: \"2026-06-24\", year: 2026").await;
    assert_eq!(fresh["staleColumnCount"], 0, "the last day is in time");

    let last = health(&app, "asOf: \"2026-07-09\", year: 2026").await;
    assert_eq!(last["documents"], tally([4, 3, 1, 0, 1, 1]), "on its last day d is still open");

    let july = health(&app, "asOf: \"2026-07-15\", year: 2026").await;
    assert_eq!(july["documents"], tally([5, 3, 1, 1, 0, 1]));
    assert_eq!(july["periods"], tally([4, 2, 1, 1, 2, 0]));
    assert_eq!(
        told(&july)[2..],
        [
            "季度收支 2026-06-30 - OVERDUE",
            "d 2026-07-09 - OVERDUE",
            "季度收支 2026-09-30 - OPEN",
            "检查情况 2026-12-31 - OPEN",
        ]
    );

    let august = health(&app, "asOf: \"2026-08-01\", year: 2026").await;
    assert_eq!(august["documents"], tally([5, 3, 2, 0, 0, 1]));
    assert_eq!(august["periods"], tally([5, 3, 1, 1, 1, 0]));

    let before = health(&app, "asOf: \"2025-12-31\"").await;
    assert_eq!(before["documents"], tally([1, 0, 1, 0, 0, 0]), "the year of `asOf`, in which only g was due");
    let query = "{ documents(orderBy: [{ field: FORMED_ON, direction: ASC }], filter: { title: { in: [\"b\", \"c\", \"d\", \"e\"] } }) {
        nodes { title disclosedOnTime disclosureDue { on countedDays isProvisional calendarVersion skipped { on reason } } } } }";
    let documents = app.client().data(query).await["documents"]["nodes"].clone();
    assert_eq!(documents[0], json!({ "title": "e", "disclosedOnTime": null, "disclosureDue": null }));
    assert_eq!(documents[1]["disclosedOnTime"], json!(true));
    assert_eq!(documents[2]["disclosedOnTime"], json!(false));
    let due = &documents[3]["disclosureDue"];
    assert_eq!((due["on"].clone(), due["countedDays"].clone()), (json!("2026-07-09"), json!(20)));
    let skipped = due["skipped"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| format!("{} {}", it["on"].as_str().expect("a day"), it["reason"].as_str().expect("why")));
    assert_eq!(
        skipped.collect::<Vec<_>>(),
        [
            "2026-06-13 周六",
            "2026-06-14 周日",
            "2026-06-19 端午",
            "2026-06-20 周六",
            "2026-06-21 周日",
            "2026-06-27 周六",
            "2026-06-28 周日",
            "2026-07-04 周六",
            "2026-07-05 周日",
        ]
    );
}

async fn units_are_ranked_by_what_they_met_in_time(engine: Engine) {
    let app = app(engine).await;
    let query = format!(
        "{{ catalog {{ health(asOf: \"2026-06-30\", year: 2026) {{ total {{ {FIGURES} }} ranking {{ rank unit {{ code }} health {{ onTimeRate }} }} }} }} }}"
    );
    let health = app.client().data(&query).await["catalog"]["health"].clone();
    let expected = json!([
        { "rank": 1, "unit": { "code": "B" }, "health": { "onTimeRate": 1.0 } },
        { "rank": 2, "unit": { "code": "A" }, "health": { "onTimeRate": 5.0 / 7.0 } },
        { "rank": 3, "unit": { "code": "C" }, "health": { "onTimeRate": null } },
    ]);
    assert_eq!(health["ranking"], expected, "nothing was due of C");
    assert_eq!(health["total"]["documents"], tally([5, 4, 1, 0, 1, 1]));
    assert_eq!(health["total"]["entries"], 10);
}

async fn any_number_of_units_costs_the_same_statements(engine: Engine) {
    let app = TestApp::sample(engine).await;
    let cost = async |first: i32| {
        let query = format!("{{ units(first: {first}) {{ nodes {{ health {{ {FIGURES} }} }} }} }}");
        let (_, statements) = app.statements(app.client().data(&query)).await;
        statements.len()
    };
    let (few, many) = (cost(2).await, cost(29).await);
    assert!(many <= 13, "{many}");
    assert!(few <= many);
}

async fn a_week_belongs_to_the_year_in_which_it_ends(engine: Engine) {
    let app = TestApp::empty(engine).await;
    app.import_units(UNITS).await;
    app.import_catalog("unit,column_l1,disclosure_item,time_limit\n甲局,动态,周报,每周公布一次\n").await;
    app.import(&document("w", "A", ["动态", ""], "周报", None, "2025-12-30T10:00:00").replace(",\"\"]", "]")).await;
    let health = health(&app, "asOf: \"2026-01-12\", year: 2026").await;
    assert_eq!(health["periods"], tally([2, 1, 0, 1, 1, 0]), "the week of 29 December was served");
    let query = "{ catalog { health(asOf: \"2026-01-12\", year: 2026) { total { periods { due } } } } }";
    let cost = async |query: &str| app.statements(app.client().data(query)).await.1.len();
    let twice =
        query.replacen("catalog {", "one: catalog { health(year: 2026) { total { entries } } } two: catalog {", 1);
    assert!(cost(&twice).await <= 2 * cost(query).await);
}

async fn years_without_sense_are_refused(engine: Engine) {
    let app = app(engine).await;
    let answer = app.client().ask("{ unit(by: { code: \"A\" }) { health(year: 1) { year } } }", Value::Null).await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
    assert!(answer.message().contains("1949 to 2100, not 1"), "{}", answer.message());
}
