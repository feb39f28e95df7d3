//! What a program finds wrong with a task plan: told, never corrected. Pure: from the plan and its tasks.

use super::body;
use chrono::{Datelike, NaiveDate};
use entity::value::time_limit;
use entity::value::{TaskFindingKind, UnitKind};
use entity::{task, task_plan};
use std::collections::HashMap;
use uuid::Uuid;

/// Most findings of one plan that are told.
pub const MAX_FINDINGS: usize = 200;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What sort.
    pub kind: TaskFindingKind,
    /// What is wrong, in Chinese, for the people who keep the plan.
    pub message: String,
    /// The tasks concerned, in the order of the plan.
    pub tasks: Vec<Uuid>,
}

/// The findings of a plan, in the order of its tasks, which are given in order.
pub fn findings(plan: &task_plan::Model, issuer: Option<UnitKind>, tasks: &[task::Model]) -> Vec<Finding> {
    let mut found: Vec<(i32, Finding)> = Vec::new();
    let mut tell = |kind, concerned: &[&task::Model], message: String| {
        let first = concerned.first().map_or(0, |task| task.position);
        found.push((first, Finding { kind, message, tasks: concerned.iter().map(|task| task.id).collect() }));
    };
    for task in tasks {
        let (position, deadline) = (task.position, &task.deadline);
        if let (Some(due), Some(published)) = (task.due_on, plan.published_on)
            && due < published
        {
            let message = format!("第{position}项的时限“{deadline}”（{due}）早于方案发布日期{published}。");
            tell(TaskFindingKind::DeadlineBeforePublication, &[task], message);
        }
        if let Some(limit) = later_than_law(task, issuer) {
            let message = format!("第{position}项的时限“{deadline}”晚于《政府信息公开条例》第四十九条规定的{limit}。");
            tell(TaskFindingKind::LaterThanLaw, &[task], message);
        }
        if !deadline.trim().is_empty() && time_limit::parse(deadline).needs_review {
            let message = format!("第{position}项的时限“{deadline}”未能全部识别，请人工核对。");
            tell(TaskFindingKind::DeadlineNeedsReview, &[task], message);
        }
    }
    for same in duplicates(tasks) {
        let places: Vec<_> = same.iter().map(|task| task.position.to_string()).collect();
        let message = format!("第{}项任务内容相同。", places.join("、"));
        tell(TaskFindingKind::DuplicateTask, &same, message);
    }
    for (task, told) in body::differences(plan, tasks) {
        let (position, deadline) = (task.position, &task.deadline);
        let message = format!("正文“{}”，分工表第{position}项为“{deadline}”。", told);
        tell(TaskFindingKind::BodyDiffers, &[task], message);
    }
    found.sort_by_key(|(first, finding)| (*first, finding.kind));
    found.truncate(MAX_FINDINGS);
    found.into_iter().map(|(_, finding)| finding).collect()
}

/// Shorter words (调研指导) may well stand under several headings and mean several tasks.
const LONG: usize = 12;

/// Tasks whose words are the same but for punctuation and white space; short ones also under the same headings.
fn duplicates(tasks: &[task::Model]) -> Vec<Vec<&task::Model>> {
    let mut by_words: HashMap<(String, Option<(&str, &str)>), Vec<&task::Model>> = HashMap::new();
    for task in tasks {
        let words = body::plain(&task.requirement);
        let headings = (task.work_task.as_deref().unwrap_or_default(), task.key_task.as_deref().unwrap_or_default());
        let headings = (words.chars().count() < LONG).then_some(headings);
        by_words.entry((words, headings)).or_default().push(task);
    }
    let mut same: Vec<_> = by_words.into_values().filter(|same| same.len() > 1).collect();
    same.sort_by_key(|same| same[0].position);
    same
}

/// The day of the law where a task has the annual report published later. 条例第四十九条: departments by 31 January,
/// governments by 31 March.
fn later_than_law(task: &task::Model, issuer: Option<UnitKind>) -> Option<&'static str> {
    use UnitKind::{Department, InternalOffice, PublicInstitution};
    let due = task.due_on?;
    // 政府信息公开 is in the report's own name; what is to be done with the report stands around it.
    let requirement = task.requirement.replace("政府信息公开", "");
    let clause = requirement
        .split(['，', ',', '。', '；', ';', '\n'])
        .find(|clause| ["年度报告", "年报"].iter().any(|it| clause.contains(it)) && publishes(clause))?;
    let of_department = ["本部门", "本单位", "本局", "本委", "本办", "各部门", "部门年度报告"];
    let is_department = of_department.iter().any(|it| clause.contains(it))
        || matches!(issuer, Some(Department | InternalOffice | PublicInstitution));
    let (limit, told) = match is_department {
        true => (NaiveDate::from_ymd_opt(due.year(), 1, 31)?, "1月31日"),
        false => (NaiveDate::from_ymd_opt(due.year(), 3, 31)?, "3月31日"),
    };
    // In the second half of a year it is the coming report that is prepared, in good time.
    (due > limit && due.month() <= 6).then_some(told)
}

/// Whether a clause has the report itself brought out, and not something put into it (纳入年度报告予以公开).
fn publishes(clause: &str) -> bool {
    let says = |words: &[&str]| words.iter().any(|it| clause.contains(it));
    says(&["公布", "发布", "公开", "报送", "提交", "上报"]) && !says(&["纳入", "列入", "写入"])
}

#[cfg(test)]
mod tests;
