use super::super::calendar::built_in;
use super::super::time_limit::parse;
use super::*;

fn calendar() -> Calendar {
    Calendar::new(1, built_in().unwrap())
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn due(text: &str, from: &str, year: Option<i32>) -> Option<String> {
    parse(text).due(&calendar(), day(from), year).map(|due| due.on.to_string())
}

#[test]
fn each_kind_of_limit_sets_its_last_day() {
    for (text, from, last) in [
        ("信息形成之日起20个工作日内", "2026-01-05", "2026-02-02"),
        ("本级人民代表大会批准后20日内", "2026-09-16", "2026-10-08"),
        ("批准后1个月内", "2026-01-31", "2026-02-28"),
        ("24小时内", "2026-01-01", "2026-01-02"),
        ("25小时内", "2026-01-01", "2026-01-03"),
        ("延长的期限最长不得超过20个工作日", "2026-01-05", "2026-02-02"),
        ("超过3个月未回应有效留言", "2026-01-15", "2026-04-15"),
        ("提前5个工作日", "2026-10-12", "2026-09-29"),
        ("提前七日向社会公告", "2026-10-12", "2026-10-05"),
        ("于规范性文件有效期届满前6个月内进行评估", "2026-10-12", "2026-10-12"),
        ("能够当场答复的,应当场予以答复", "2026-10-12", "2026-10-12"),
        ("1030日前", "2026-01-05", "2026-10-30"),
        ("年底前", "2026-01-05", "2026-12-31"),
        ("20226月底前", "2026-01-05", "2022-06-30"),
        ("(4月1日-4月20日)", "2026-01-05", "2026-04-20"),
        ("每年1月31日前", "2026-01-31", "2026-01-31"),
        ("每年1月31日前", "2026-02-01", "2027-01-31"),
        ("每季度首月15日前", "2026-03-01", "2026-04-15"),
        ("每季度至少公布一次", "2026-03-01", "2026-03-31"),
        ("每月坚持", "2026-02-10", "2026-02-28"),
    ] {
        assert_eq!(due(text, from, None).as_deref(), Some(last), "{text} from {from}");
    }
}

#[test]
fn what_sets_no_day_has_none() {
    for text in [
        "及时公开",
        "实时",
        "长期公开",
        "全年",
        "定期公开",
        "同上",
        "限期完成",
        "按照法定时限",
        "天晴时",
        "公示期不少于5个工作日",
        "征求意见期限不得少于30日",
    ] {
        assert_eq!(due(text, "2026-01-05", None), None, "{text}");
    }
}

#[test]
fn of_several_the_earliest_and_a_part_only_where_there_is_no_whole() {
    let two = "信息形成20个工作日内公开;其中行政许可、行政处罚事项应自作出行政决定之日起7个工作日内公示";
    assert_eq!(due(two, "2026-01-05", None).as_deref(), Some("2026-02-02"), "the seven days are for a part");
    let subject = "自收到申请之日起7个工作日内一次性告知申请人作出补正";
    assert_eq!(due(subject, "2026-01-05", None).as_deref(), Some("2026-01-14"));
}

#[test]
fn a_day_without_a_year_lies_in_the_year_that_is_told() {
    assert_eq!(due("1030日前", "2026-01-05", Some(2024)).as_deref(), Some("2024-10-30"));
    assert_eq!(due("20226月底前", "2026-01-05", Some(2024)).as_deref(), Some("2022-06-30"));
}

fn periods(text: &str, year: i32, edition: Option<i32>) -> Vec<String> {
    let limit = parse(text);
    let clause = limit.calendar_clause().unwrap();
    let told = |it: Period| format!("{} {} {}", it.from, it.to, it.due);
    clause.periods(year, edition).into_iter().map(told).collect()
}

#[test]
fn periods_cover_the_year_in_which_they_are_due() {
    assert_eq!(periods("每年1月31日前", 2026, None), ["2026-01-01 2026-12-31 2026-01-31"]);
    assert_eq!(
        periods("每季度首月15日前", 2026, None),
        [
            "2026-01-01 2026-03-31 2026-01-15",
            "2026-04-01 2026-06-30 2026-04-15",
            "2026-07-01 2026-09-30 2026-07-15",
            "2026-10-01 2026-12-31 2026-10-15",
        ]
    );
    assert_eq!(periods("每半年至少2次", 2024, None).len(), 2);
    assert_eq!(periods("每月31日前", 2026, None)[1], "2026-02-01 2026-02-28 2026-02-28");
    assert_eq!(periods("每日公开", 2024, None).len(), 366);
    let weeks = periods("每周公布", 2026, None);
    assert_eq!((weeks.len(), weeks[0].as_str()), (52, "2025-12-29 2026-01-04 2026-01-04"));
    assert_eq!(periods("年底前", 2026, Some(2026)), ["2026-01-01 2026-12-31 2026-12-31"]);
    assert!(periods("年底前", 2025, Some(2026)).is_empty(), "the edition is of another year");
    assert!(periods("2020年8月31日前", 2026, None).is_empty());
    assert_eq!(periods("4月1日至6月10日", 2026, None), ["2026-04-01 2026-12-31 2026-06-10"]);
    assert_eq!(periods("11月1日至1月31日", 2026, None), ["2025-11-01 2026-12-31 2026-01-31"]);
    assert_eq!(periods("11月1日至1月31日", 2026, Some(2025)), ["2025-11-01 2026-12-31 2026-01-31"]);
    assert!(periods("11月1日至1月31日", 2026, Some(2026)).is_empty());
}

#[test]
fn only_what_tells_of_the_forming_counts_from_it() {
    let forming = |text: &str| parse(text).forming_clause().is_some();
    for text in ["自该信息形成或者变更之日起20个工作日内", "20个工作日内", "作出行政决定之日起7个工作日内"]
    {
        assert!(forming(text), "{text}");
    }
    for text in ["自收到申请之日起20个工作日内", "提前5个工作日", "每年1月31日前", "及时公开"]
    {
        assert!(!forming(text), "{text}");
    }
}

#[test]
fn amounts_without_sense_set_no_day_and_do_not_hang() {
    for text in ["99999999999个工作日内", "36526个工作日内", "100000年内", "2147483647小时内", "2147483647周内"]
    {
        let _ = due(text, "2026-01-05", None);
    }
    assert_eq!(due("36526个工作日内", "2026-01-05", None), None);
}

fn clause(kind: TimeLimitKind, month: i32, day: Option<i32>) -> Clause {
    Clause { month: Some(month), day, end_of_month: day.is_none(), ..Clause::new(kind) }
}

fn limit(clauses: Vec<Clause>) -> TimeLimit {
    TimeLimit { text: String::new(), clauses, needs_review: false, repairs: Vec::new() }
}

fn due_on(clauses: Vec<Clause>, published: Option<&str>) -> Option<String> {
    let published = published.map(|day| day.parse().unwrap());
    limit(clauses).due_on(2021, published).map(|day| day.to_string())
}

#[test]
fn the_first_clause_that_names_a_day_sets_it() {
    use TimeLimitKind::*;
    assert_eq!(due_on(vec![clause(FixedDate, 10, Some(30))], None).as_deref(), Some("2021-10-30"));
    assert_eq!(due_on(vec![clause(FixedDate, 2, None)], None).as_deref(), Some("2021-02-28"));
    let range = Clause { until_month: Some(6), until_day: Some(10), ..clause(DateRange, 4, Some(1)) };
    assert_eq!(due_on(vec![range], None).as_deref(), Some("2021-06-10"));
    let prompt = Clause { month: None, ..clause(Prompt, 1, None) };
    assert_eq!(due_on(vec![prompt.clone()], None), None);
    assert_eq!(due_on(vec![prompt, clause(FixedDate, 12, None)], None).as_deref(), Some("2021-12-31"));
    let other_year = Clause { year: Some(2023), ..clause(FixedDate, 6, None) };
    assert_eq!(due_on(vec![other_year], None).as_deref(), Some("2023-06-30"));
    assert_eq!(due_on(vec![clause(FixedDate, 2, Some(30))], None), None);
}

#[test]
fn a_day_of_every_year_is_the_first_after_publication() {
    let yearly = clause(TimeLimitKind::RecurringDate, 3, Some(31));
    let march = || vec![Clause { recurrence: Some(Recurrence::Year), ..yearly.clone() }];
    assert_eq!(due_on(march(), Some("2021-03-17")).as_deref(), Some("2021-03-31"));
    assert_eq!(due_on(march(), Some("2021-03-31")).as_deref(), Some("2021-03-31"));
    assert_eq!(due_on(march(), Some("2021-04-01")).as_deref(), Some("2022-03-31"));
    assert_eq!(due_on(march(), None).as_deref(), Some("2021-03-31"));
    let quarterly = Clause { month: None, day: Some(15), ..clause(TimeLimitKind::RecurringDate, 1, None) };
    assert_eq!(due_on(vec![quarterly], None), None);
}
