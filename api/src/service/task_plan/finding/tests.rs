//! Findings: what is one, and what only looks like one.

use super::*;
use entity::value::TaskProgress;

fn plan(body: &str) -> task_plan::Model {
    task_plan::Model {
        id: Uuid::nil(),
        title: "分工表".into(),
        year: 2022,
        issuer_id: None,
        document_number: None,
        published_on: "2022-03-01".parse().ok(),
        override_note: None,
        body: body.into(),
        version: 1,
        content_hash: String::new(),
        updated_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn tasks(rows: &[(&str, &str)]) -> Vec<task::Model> {
    let task = |(position, (requirement, deadline)): (i32, &(&str, &str))| task::Model {
        id: Uuid::from_u128(position as u128),
        plan_id: Uuid::nil(),
        position,
        serial: None,
        work_task: None,
        key_task: None,
        requirement: (*requirement).into(),
        responsible: String::new(),
        is_open_ended: false,
        deadline: (*deadline).into(),
        due_on: time_limit::parse(deadline).due_on(2022, "2022-03-01".parse().ok()),
        progress: TaskProgress::NotStarted,
        progress_note: None,
        completed_on: None,
        version: 1,
        content_hash: String::new(),
        updated_at: chrono::DateTime::UNIX_EPOCH,
    };
    (1..).zip(rows).map(task).collect()
}

fn told(body: &str, issuer: Option<UnitKind>, rows: &[(&str, &str)]) -> Vec<(TaskFindingKind, Vec<u128>)> {
    let found = findings(&plan(body), issuer, &tasks(rows));
    found.into_iter().map(|it| (it.kind, it.tasks.iter().map(Uuid::as_u128).collect())).collect()
}

use TaskFindingKind::*;

#[test]
fn a_day_before_publication() {
    let rows = [("甲", "2月28日前"), ("乙", "3月1日前"), ("丙", "及时公开")];
    assert_eq!(told("", None, &rows), [(DeadlineBeforePublication, vec![1])]);
}

#[test]
fn the_same_task_twice() {
    let long = "开展基层政务公开标准化规范化工作专项评估。";
    let rows = [(long, ""), ("调研指导", ""), ("开展基层政务公开、标准化规范化工作专项评估", ""), (long, "")];
    assert_eq!(told("", None, &rows), [(DuplicateTask, vec![1, 3, 4])]);
    let mut short = tasks(&[("调研指导", ""), ("调研指导。", "")]);
    assert_eq!(findings(&plan(""), None, &short).len(), 1);
    short[1].work_task = Some("另一项".into());
    assert_eq!(findings(&plan(""), None, &short), []);
}

#[test]
fn the_annual_report_later_than_the_law_has_it() {
    let of_department = "向社会公布本部门上一年度政府信息公开工作年度报告。";
    let of_government = "向社会公布本级政府上一年度政府信息公开工作年度报告。";
    let into_it = "落实情况纳入政府信息公开工作年度报告予以公开。";
    let one = |row| told("", None, &[row]);
    assert_eq!(one((of_department, "每年3月31日前")), [(LaterThanLaw, vec![1])]);
    assert_eq!(one((of_department, "每年1月31日前")), []);
    assert_eq!(one((of_government, "每年3月31日前")), []);
    assert_eq!(one((of_government, "每年4月30日前")), [(LaterThanLaw, vec![1])]);
    assert_eq!(one((into_it, "12月20日前")), []);
    assert_eq!(one((into_it, "6月20日前")), []);
    assert_eq!(one(("起草本单位年度报告并报送。", "12月20日前")), [], "the coming report, in good time");
    let office = Some(UnitKind::Department);
    assert_eq!(told("", office, &[(of_government, "每年3月31日前")]), [(LaterThanLaw, vec![1])]);
}

#[test]
fn the_notice_against_the_table() {
    let rows = [
        ("指导村居梳理村务公开事项及标准。", "5月30日前"),
        ("编制本单位目录规范，明确公开事项。", "4月30日前"),
        ("汇总情况，在6月底前报送工作推进情况。", "12月20日前"),
    ];
    let differs = [(BodyDiffers, vec![1])];
    assert_eq!(told("5月20日前完成村务公开事项梳理。", None, &rows), differs);
    assert_eq!(told("各地要抓紧，5月20日前，完成村务公开事项梳理。", None, &rows), differs);
    assert_eq!(told("5月30日前完成村务公开事项梳理。", None, &rows), []);
    assert_eq!(told("各单位4月30日前编制本单位目录规范。", None, &rows), []);
    // Words of no task, no words at all, a step on the way that the table tells too.
    assert_eq!(told("5月20日前交齐会议费。", None, &rows), []);
    assert_eq!(told("5月20日前\n村务公开事项", None, &rows), []);
    assert_eq!(told("在6月底前报送工作推进情况。", None, &rows), []);
}
