//! Tasks of a plan: which row is which task that is held, and what of it changed.

use super::check::Check;
use super::holiday::Moved;
use super::task_plan::{WrittenPlan, issuer_code};
use super::{Deed, Outcome, Writer, canonical, delete_of, find_in, insert_all, update_all, withdraw};
use crate::error::Result;
use chrono::NaiveDate;
use entity::value::calendar::Calendar;
use entity::value::time_limit;
use entity::value::unit_list::{self, UnitMention};
use entity::value::{ChangeKind, SubjectType, TaskProgress};
use entity::{task, task_plan, task_unit, task_unit_member};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use std::collections::{HashMap, HashSet, VecDeque};
use uuid::Uuid;

/// A task, as a file tells it once merged cells are filled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskRow {
    /// 序号.
    pub serial: Option<String>,
    /// 工作任务, the heading above.
    pub work_task: Option<String>,
    /// 重点任务, the heading beneath that.
    pub key_task: Option<String>,
    /// 任务内容.
    pub requirement: String,
    /// 责任单位, as written.
    pub responsible: String,
    /// 完成时限, as written.
    pub deadline: String,
    /// 进展; what a row does not tell of this and the next two stays as it is.
    pub progress: Option<TaskProgress>,
    /// 进展说明.
    pub progress_note: Option<String>,
    /// 完成日期: of a task that is done.
    pub completed_on: Option<NaiveDate>,
}

/// The rows of a plan, each as the task that it is to be.
pub(super) struct Drafts {
    drafts: Vec<std::result::Result<Draft, Vec<super::Problem>>>,
    gone: Vec<task::Model>,
}

/// One task to be, and as it was.
struct Draft {
    task: task::Model,
    units: Vec<UnitMention>,
    held: Option<task::Model>,
}

impl Drafts {
    pub async fn new(writer: &mut Writer, plan: &task_plan::Model, rows: &[TaskRow], is_whole: bool) -> Result<Self> {
        let of_plan = task::Column::PlanId.eq(plan.id);
        let mut held = task::Entity::find().filter(of_plan).all(&writer.txn).await?;
        held.sort_by_key(|task| task.position);
        let matched = matched(rows, &held, is_whole);
        let met: HashSet<usize> = matched.iter().flatten().copied().collect();
        let (issuer, calendar) = (issuer_code(writer, plan).await?, writer.calendar().await?);
        let mut drafts = Vec::with_capacity(rows.len());
        for ((position, row), place) in (1..).zip(rows).zip(&matched) {
            let held = place.map(|place| held[place].clone());
            drafts.push(match check(row) {
                Ok(()) => Ok(draft(writer, (plan, issuer.as_deref(), &calendar), row, position, held)?),
                Err(problems) => Err(problems),
            });
        }
        let gone = held.into_iter().enumerate().filter(|(place, _)| !met.contains(place)).map(|(_, task)| task);
        Ok(Self { drafts, gone: gone.collect() })
    }

    /// Stores what changed.
    pub async fn write(self, writer: &mut Writer, plan: task_plan::Model, is_whole: bool) -> Result<WrittenPlan> {
        let is_whole = is_whole && self.drafts.iter().all(std::result::Result::is_ok);
        let mut written = WrittenPlan {
            verdicts: Vec::new(),
            ids: Vec::new(),
            removed: if is_whole { self.gone } else { Vec::new() },
            plan,
            tasks: Vec::new(),
            units: Vec::new(),
            unknown_names: Vec::new(),
        };
        let (mut inserts, mut updates, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for draft in self.drafts {
            let Draft { mut task, units, held } = match draft {
                Ok(draft) => draft,
                Err(problems) => {
                    written.verdicts.push(Err(problems));
                    written.ids.push(None);
                    continue;
                }
            };
            let outcome = match &held {
                None => Outcome::Created,
                Some(held) if held.content_hash == task.content_hash => Outcome::Unchanged,
                Some(_) => Outcome::Updated,
            };
            written.verdicts.push(Ok(outcome));
            if let (Outcome::Unchanged, Some(held)) = (outcome, &held) {
                task = held.clone();
            } else {
                log(writer, held.as_ref(), &task).await?;
                changed.push(task.id);
                if held.is_some() { updates.push(task.clone()) } else { inserts.push(task.clone()) }
            }
            written.ids.push(Some(task.id));
            written.units.extend((0..).zip(units).map(|(position, unit)| task_unit::Model {
                task_id: task.id,
                position,
                role: unit.role,
                name: unit.name,
                unit_group: unit.group,
            }));
            written.tasks.push(task);
        }
        let changed: HashSet<Uuid> = changed.into_iter().collect();
        let updated: Vec<Uuid> = updates.iter().map(|task| task.id).collect();
        let units: Vec<_> = written.units.iter().filter(|unit| changed.contains(&unit.task_id)).cloned().collect();
        let names = writer.directory().await?;
        let members = names.names().members(written.plan.issuer_id, &units);
        delete_of::<task_unit::Entity>(&writer.txn, task_unit::Column::TaskId, &updated).await?;
        delete_of::<task_unit_member::Entity>(&writer.txn, task_unit_member::Column::TaskId, &updated).await?;
        insert_all::<task::Entity>(&writer.txn, inserts).await?;
        update_all::<task::Entity>(&writer.txn, updates, None).await?;
        insert_all::<task_unit::Entity>(&writer.txn, units).await?;
        insert_all::<task_unit_member::Entity>(&writer.txn, members).await?;
        withdraw::tasks(writer, &written.removed).await?;
        Ok(written)
    }
}

/// For each row the place of the held task that it is: one of the same serial and words, else of the same words, else
/// the one that stood in its place, where the rows are all that there are. Each held task is met once, so that a task which stands twice stays two.
fn matched(rows: &[TaskRow], held: &[task::Model], is_whole: bool) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; rows.len()];
    let mut free: HashSet<usize> = (0..held.len()).collect();
    let row_key = |row: &TaskRow, strict: bool| (strict.then(|| row.serial.clone()), row.requirement.clone());
    let held_key = |task: &task::Model, strict: bool| (strict.then(|| task.serial.clone()), task.requirement.clone());
    for strict in [true, false] {
        let mut by_key: HashMap<_, VecDeque<usize>> = HashMap::new();
        for (place, task) in held.iter().enumerate().filter(|(place, _)| free.contains(place)) {
            by_key.entry(held_key(task, strict)).or_default().push_back(place);
        }
        for (row, found) in rows.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            *found = by_key.get_mut(&row_key(row, strict)).and_then(VecDeque::pop_front);
            if let Some(place) = found {
                free.remove(place);
            }
        }
    }
    for (position, found) in (1..).zip(&mut found).filter(|(_, found)| is_whole && found.is_none()) {
        *found = held.iter().position(|task| task.position == position).filter(|place| free.remove(place));
    }
    found
}

fn check(row: &TaskRow) -> std::result::Result<(), Vec<super::Problem>> {
    let mut check = Check::default();
    check.line_if("serial", row.serial.as_deref(), 100);
    if row.requirement.trim().is_empty() {
        check.problem("requirement", "is required, but empty");
    }
    for (path, text) in [
        ("work_task", row.work_task.as_deref().unwrap_or_default()),
        ("key_task", row.key_task.as_deref().unwrap_or_default()),
        ("requirement", &row.requirement),
        ("responsible_units", &row.responsible),
        ("deadline", &row.deadline),
        ("progress_note", row.progress_note.as_deref().unwrap_or_default()),
    ] {
        check.text(path, text);
    }
    check.date("completed_on", row.completed_on);
    if row.completed_on.is_some() && row.progress.is_some_and(|progress| progress != TaskProgress::Done) {
        check.problem("completed_on", "is told of a task that is not done");
    }
    check.done()
}

/// The task that a row tells, with its hash.
fn draft(
    writer: &Writer,
    (plan, issuer, calendar): (&task_plan::Model, Option<&str>, &Calendar),
    row: &TaskRow,
    position: i32,
    held: Option<task::Model>,
) -> Result<Draft> {
    let list = unit_list::parse(&row.responsible);
    // What a row does not tell stays as it is told. A day of completion says as much as the word.
    let implied = row.completed_on.map(|_| TaskProgress::Done).or(held.as_ref().map(|held| held.progress));
    let progress = row.progress.or(implied).unwrap_or(TaskProgress::NotStarted);
    let progress_note = row.progress_note.clone().or_else(|| held.as_ref()?.progress_note.clone());
    let is_done = progress == TaskProgress::Done;
    let completed_on = row.completed_on.or_else(|| held.as_ref()?.completed_on.filter(|_| is_done));
    let mut task = task::Model {
        id: held.as_ref().map_or_else(|| writer.clock.id(), |held| held.id),
        plan_id: plan.id,
        position,
        serial: row.serial.clone(),
        work_task: row.work_task.clone(),
        key_task: row.key_task.clone(),
        requirement: row.requirement.clone(),
        responsible: row.responsible.clone(),
        is_open_ended: list.open_ended,
        deadline: row.deadline.clone(),
        due_on: due(&row.deadline, plan, calendar),
        progress,
        progress_note,
        completed_on,
        version: held.as_ref().map_or(1, |held| held.version + 1),
        content_hash: String::new(),
        updated_at: writer.now,
    };
    task.content_hash = hash(plan, issuer, &task, &list.units)?;
    Ok(Draft { task, units: list.units, held })
}

/// The last day in time: one that the deadline names, or one that it counts from the publication of the plan.
fn due(deadline: &str, plan: &task_plan::Model, calendar: &Calendar) -> Option<NaiveDate> {
    let limit = time_limit::parse(deadline);
    let counted = || limit.due_after_publication(calendar, plan.published_on?).map(|due| due.on);
    limit.due_on(plan.year, plan.published_on).or_else(counted)
}

fn hash(plan: &task_plan::Model, issuer: Option<&str>, task: &task::Model, units: &[UnitMention]) -> Result<String> {
    let told = TaskRow {
        serial: task.serial.clone(),
        work_task: task.work_task.clone(),
        key_task: task.key_task.clone(),
        requirement: task.requirement.clone(),
        responsible: task.responsible.clone(),
        deadline: task.deadline.clone(),
        progress: Some(task.progress),
        progress_note: task.progress_note.clone(),
        completed_on: task.completed_on,
    };
    let units: Vec<_> = units.iter().map(|unit| (unit.role, &unit.name, unit.group)).collect();
    // What is read out of the words is part of it: a service that reads them better writes them anew.
    canonical::hash(&serde_json::json!({
        "plan": { "title": plan.title, "year": plan.year, "issuer": issuer },
        "position": task.position,
        "row": told,
        "units": units,
        "isOpenEnded": task.is_open_ended,
        "dueOn": task.due_on,
    }))
}

/// Counts the last days of open tasks anew: those neither done nor past. Tells how many were counted, and which moved.
pub(super) async fn recalculate_open(writer: &mut Writer, calendar: &Calendar) -> Result<(usize, Vec<Moved>)> {
    let today = writer.clock.today();
    let open = task::Entity::find()
        .filter(task::Column::Progress.ne(TaskProgress::Done))
        .filter(task::Column::DueOn.gte(today))
        .order_by_asc(task::Column::DueOn)
        .order_by_asc(task::Column::Id)
        .all(&writer.txn)
        .await?;
    let plans: Vec<Uuid> = open.iter().map(|task| task.plan_id).collect();
    let plans = find_in::<task_plan::Entity, _>(&writer.txn, task_plan::Column::Id, &plans).await?;
    let plans: HashMap<Uuid, task_plan::Model> = plans.into_iter().map(|plan| (plan.id, plan)).collect();
    let (mut counted, mut moved, mut updates) = (0, Vec::new(), Vec::new());
    for held in open {
        let Some(plan) = plans.get(&held.plan_id) else { continue };
        counted += 1;
        let due_on = due(&held.deadline, plan, calendar);
        let (Some(from), Some(to)) = (held.due_on, due_on) else { continue };
        if from == to {
            continue;
        }
        let issuer = issuer_code(writer, plan).await?;
        let mut task = task::Model { due_on, version: held.version + 1, updated_at: writer.now, ..held.clone() };
        task.content_hash = hash(plan, issuer.as_deref(), &task, &unit_list::parse(&task.responsible).units)?;
        log(writer, Some(&held), &task).await?;
        moved.push(Moved { what: format!("《{}》 · {}", plan.title, task.requirement), from, to });
        updates.push(task);
    }
    update_all::<task::Entity>(&writer.txn, updates, None).await?;
    Ok((counted, moved))
}

async fn log(writer: &mut Writer, held: Option<&task::Model>, task: &task::Model) -> Result<()> {
    let differs = |part: &dyn Fn(&task::Model, &task::Model) -> bool| held.is_none_or(|held| part(held, task));
    let words = |row: &task::Model| {
        (row.work_task.clone(), row.key_task.clone(), row.requirement.clone(), row.deadline.clone(), row.due_on)
    };
    let state = |row: &task::Model| {
        (row.position, row.serial.clone(), row.progress, row.progress_note.clone(), row.completed_on)
    };
    let mut kinds = Vec::new();
    if differs(&|a, b| words(a) != words(b)) {
        kinds.push(ChangeKind::Content);
    }
    if differs(&|a, b| a.responsible != b.responsible) {
        kinds.push(ChangeKind::Links);
    }
    // What is left when neither did: place and progress, or names that are read otherwise than before.
    if differs(&|a, b| state(a) != state(b)) || kinds.is_empty() {
        kinds.push(ChangeKind::Metadata);
    }
    writer
        .log(Deed {
            subject: (SubjectType::Task, task.id),
            action: "IMPORT",
            kinds: Some(kinds),
            version: task.version,
            before: held.map(|held| held.content_hash.clone()),
            after: Some(task.content_hash.clone()),
            reason: None,
        })
        .await
}

/// Derives anew which units the names of all plans mean; units have changed. The tasks do not change by it, so the
/// change log tells nothing of it.
pub(super) async fn resettle(writer: &mut Writer) -> Result<()> {
    let plans = task_plan::Entity::find().all(&writer.txn).await?;
    if plans.is_empty() {
        return Ok(());
    }
    let directory = writer.directory().await?;
    let names = directory.names();
    for plan in plans {
        let tasks = task::Entity::find().filter(task::Column::PlanId.eq(plan.id)).all(&writer.txn).await?;
        let ids: Vec<Uuid> = tasks.iter().map(|task| task.id).collect();
        let units = find_in::<task_unit::Entity, _>(&writer.txn, task_unit::Column::TaskId, &ids).await?;
        let held = find_in::<task_unit_member::Entity, _>(&writer.txn, task_unit_member::Column::TaskId, &ids).await?;
        let key = |row: &task_unit_member::Model| (row.unit_id, row.task_id, row.position);
        let members = names.members(plan.issuer_id, &units);
        let (before, after): (HashSet<_>, HashSet<_>) =
            (held.iter().map(key).collect(), members.iter().map(key).collect());
        if before != after {
            delete_of::<task_unit_member::Entity>(&writer.txn, task_unit_member::Column::TaskId, &ids).await?;
            insert_all::<task_unit_member::Entity>(&writer.txn, members).await?;
        }
    }
    Ok(())
}
