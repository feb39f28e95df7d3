//! Task plans, written whole: the plan and all of its tasks.

use super::check::Check;
use super::task::{Drafts, TaskRow};
use super::{Deed, Problem, Verdict, Writer, canonical, insert_all, update_all};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use entity::value::{ChangeKind, SubjectType};
use entity::{task, task_plan, task_unit};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Most tasks of one plan: findings compare all of them.
const TASKS: usize = 2_000;

/// A task plan, as whoever brings its table tells it. What is not told stays as it is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// Title: with year and issuer, the plan's identity.
    pub title: String,
    /// The year whose work it plans.
    pub year: i32,
    /// The unit that issued it: its code, full name or short name.
    pub issuer: Option<String>,
    /// 发布日期.
    pub published_on: Option<NaiveDate>,
    /// 发文字号.
    pub document_number: Option<String>,
    /// 备注 that sets other deadlines above these.
    pub override_note: Option<String>,
    /// The words of the notice, as plain text.
    pub body: Option<String>,
}

/// What became of a plan.
#[derive(Debug)]
pub struct WrittenPlan {
    /// What became of each row.
    pub verdicts: Vec<Verdict>,
    /// The task of each row that was accepted.
    pub ids: Vec<Option<Uuid>>,
    /// The tasks that the plan no longer has, as they were.
    pub removed: Vec<task::Model>,
    /// The plan as it stands now.
    pub plan: task_plan::Model,
    /// Its tasks as they stand now, in order.
    pub tasks: Vec<task::Model>,
    /// Whom they name, in order.
    pub units: Vec<task_unit::Model>,
    /// The names among them that no unit that is held goes by, or that several go by.
    pub unknown_names: Vec<(Uuid, String)>,
}

/// Writes a plan, which is made if it is not there, and its tasks in the order of the rows. `is_whole` tells that the
/// rows are all that the plan has: held tasks that no row is then go.
pub async fn task_plan(writer: &mut Writer, plan: &PlanRow, rows: &[TaskRow], is_whole: bool) -> Result<WrittenPlan> {
    if rows.len() > TASKS {
        return Err(Error::usage("file", format!("has {} tasks, {TASKS} are allowed", rows.len())));
    }
    let plan = put_plan(writer, plan).await?;
    let issuer = plan.issuer_id;
    let drafts = Drafts::new(writer, &plan, rows, is_whole).await?;
    let mut written = drafts.write(writer, plan, is_whole).await?;
    let directory = writer.directory().await?;
    let names = directory.names();
    written.unknown_names = written
        .units
        .iter()
        .filter(|unit| unit.unit_group.is_none() && names.meant(issuer, &unit.name, None).is_empty())
        .map(|unit| (unit.task_id, unit.name.clone()))
        .collect();
    Ok(written)
}

async fn put_plan(writer: &mut Writer, plan: &PlanRow) -> Result<task_plan::Model> {
    let issuer = check(writer, plan).await?;
    let held = task_plan::Entity::find()
        .filter(task_plan::Column::Title.eq(&plan.title))
        .filter(task_plan::Column::Year.eq(plan.year))
        .filter(match issuer {
            Some(id) => task_plan::Column::IssuerId.eq(id),
            None => task_plan::Column::IssuerId.is_null(),
        })
        .one(&writer.txn)
        .await?;
    let kept = |told: &Option<String>,
                held: fn(&task_plan::Model) -> Option<String>,
                row: &Option<task_plan::Model>| { told.clone().or_else(|| row.as_ref().and_then(held)) };
    let document_number = kept(&plan.document_number, |held| held.document_number.clone(), &held);
    let mut row = task_plan::Model {
        id: held.as_ref().map_or_else(|| writer.clock.id(), |held| held.id),
        title: plan.title.clone(),
        year: plan.year,
        issuer_id: issuer,
        document_number,
        published_on: plan.published_on.or(held.as_ref().and_then(|held| held.published_on)),
        override_note: kept(&plan.override_note, |held| held.override_note.clone(), &held),
        body: kept(&plan.body, |held| Some(held.body.clone()), &held).unwrap_or_default(),
        version: held.as_ref().map_or(1, |held| held.version + 1),
        content_hash: String::new(),
        updated_at: writer.now,
    };
    let issuer_code = issuer_code(writer, &row).await?;
    row.content_hash = canonical::hash(&serde_json::json!({
        "title": row.title,
        "year": row.year,
        "issuer": issuer_code,
        "documentNumber": row.document_number,
        "publishedOn": row.published_on,
        "overrideNote": row.override_note,
        "body": row.body,
    }))?;
    if let Some(held) = &held
        && held.content_hash == row.content_hash
    {
        return Ok(held.clone());
    }
    let differs =
        |part: &dyn Fn(&task_plan::Model, &task_plan::Model) -> bool| held.as_ref().is_none_or(|held| part(held, &row));
    let mut kinds = Vec::new();
    if differs(&|a, b| (&a.body, &a.override_note) != (&b.body, &b.override_note)) {
        kinds.push(ChangeKind::Content);
    }
    if differs(&|a, b| a.document_number != b.document_number) {
        kinds.push(ChangeKind::Links);
    }
    if differs(&|a, b| (&a.document_number, a.published_on) != (&b.document_number, b.published_on)) || kinds.is_empty()
    {
        kinds.push(ChangeKind::Metadata);
    }
    let deed = Deed {
        subject: (SubjectType::TaskPlan, row.id),
        action: "IMPORT",
        kinds: Some(kinds),
        version: row.version,
        before: held.as_ref().map(|held| held.content_hash.clone()),
        after: Some(row.content_hash.clone()),
        reason: None,
    };
    match held {
        None => insert_all::<task_plan::Entity>(&writer.txn, vec![row.clone()]).await?,
        Some(_) => update_all::<task_plan::Entity>(&writer.txn, vec![row.clone()], None).await?,
    }
    writer.log(deed).await?;
    Ok(row)
}

/// The issuer, where everything about the plan itself is as it should be.
async fn check(writer: &mut Writer, plan: &PlanRow) -> Result<Option<Uuid>> {
    let mut check = Check::default();
    check.line("title", &plan.title, 500);
    if !(1949..=2100).contains(&plan.year) {
        check.problem("year", format!("{} is not a year from 1949 to 2100", plan.year));
    }
    check.date("published-on", plan.published_on);
    check.line_if("document-number", plan.document_number.as_deref(), 100);
    check.text("override-note", plan.override_note.as_deref().unwrap_or_default());
    check.text("body", plan.body.as_deref().unwrap_or_default());
    let mut issuer = None;
    if let Some(name) = &plan.issuer {
        let directory = writer.directory().await?;
        match directory.named(name)[..] {
            [unit] => issuer = Some(unit.id),
            [] => check.problem("issuer", format!("no unit has the code or name {name:?}")),
            ref several => {
                let codes: Vec<_> = several.iter().map(|unit| unit.code.as_str()).collect();
                check.problem("issuer", format!("{name:?} may be any of {}; write the code", codes.join(", ")));
            }
        }
    }
    check.done().map(|()| issuer).map_err(|problems| {
        let told: Vec<_> = problems.into_iter().map(|Problem { path, reason }| format!("{path} {reason}")).collect();
        Error::usage("plan", told.join("; "))
    })
}

/// The code of a plan's issuer: what another copy of the data knows it by.
pub(super) async fn issuer_code(writer: &mut Writer, plan: &task_plan::Model) -> Result<Option<String>> {
    let directory = writer.directory().await?;
    Ok(plan.issuer_id.map(|id| directory.code(id).to_owned()))
}
