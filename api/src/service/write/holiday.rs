//! Notices of holidays.

use super::{Deed, Writer, canonical, deadline, insert_all, task};
use crate::error::{Error, Result};
use crate::scope::Clock;
use crate::service::calendar::{self, joined};
use chrono::{Datelike, NaiveDate};
use entity::value::calendar::{Calendar, SpecialDay, built_in, missing};
use entity::value::validity::DefaultTerm;
use entity::value::{ChangeKind, SubjectType};
use entity::{holiday, holiday_notice};
use sea_orm::DatabaseConnection;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A last day that a notice has moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// What is due: the title of a document with its item, or a task.
    pub what: String,
    /// The last day until now.
    pub from: NaiveDate,
    /// The last day from now on.
    pub to: NaiveDate,
}

/// What came of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recalculated {
    /// The calendar in force now.
    pub version: String,
    /// Days that the notice tells otherwise than what was known; 0 where it tells nothing new.
    pub days: usize,
    /// Open last days that were counted anew.
    pub recalculated: usize,
    /// Those of them that have moved.
    pub moved: Vec<Moved>,
}

impl Writer {
    /// The calendar in force.
    pub(super) async fn calendar(&mut self) -> Result<Arc<Calendar>> {
        if let Some(calendar) = &self.calendar {
            return Ok(calendar.clone());
        }
        let version = calendar::newest(&self.txn).await?;
        let calendar = Arc::new(calendar::load(&self.txn, version).await?);
        Ok(self.calendar.insert(calendar).clone())
    }
}

/// Adds a notice, as a new version of the calendar, and counts open last days anew: those that rest on a year whose
/// notice was not out, and those of tasks that are neither done nor past. What has been judged stays judged.
pub async fn holidays(writer: &mut Writer, source: &str, days: Vec<SpecialDay>) -> Result<Recalculated> {
    let known = writer.calendar().await?;
    let version = calendar::newest(&writer.txn).await?;
    let held = calendar::days(&writer.txn, version).await?;
    check(&known, &days)?;
    let mut sorted = days;
    sorted.sort();
    let after = joined(held.clone(), sorted.clone());
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (held.iter().collect(), after.iter().collect());
    let differing = before.symmetric_difference(&after).map(|day| day.on).collect::<BTreeSet<_>>().len();
    if differing == 0 {
        return Ok(Recalculated { version: known.version().to_owned(), ..Recalculated::default() });
    }
    let id = writer.clock.id();
    let notice = holiday_notice::Model { id, version: version + 1, source: source.to_owned(), recorded_at: writer.now };
    insert_all::<holiday_notice::Entity>(&writer.txn, vec![notice]).await?;
    let told: Vec<_> = sorted.iter().map(|it| (it.on, it.kind, &it.name)).collect();
    let content_hash = canonical::hash(&told)?;
    let rows = sorted.into_iter().map(|it| holiday::Model { notice_id: id, day: it.on, kind: it.kind, name: it.name });
    insert_all::<holiday::Entity>(&writer.txn, rows.collect()).await?;
    writer
        .log(Deed {
            subject: (SubjectType::HolidayNotice, id),
            action: "IMPORT",
            kinds: Some(vec![ChangeKind::Content]),
            version: version + 1,
            before: None,
            after: Some(content_hash),
            reason: None,
        })
        .await?;
    writer.calendar = None;
    let calendar = writer.calendar().await?;
    let (mut recalculated, mut moved) = deadline::recalculate_open(writer, &calendar).await?;
    let (tasks, moved_tasks) = task::recalculate_open(writer, &calendar).await?;
    recalculated += tasks;
    moved.extend(moved_tasks);
    Ok(Recalculated { version: calendar.version().to_owned(), days: differing, recalculated, moved })
}

/// Refuses what would leave a hole: a year of which only some days are told, where nothing is known of it yet.
fn check(known: &Calendar, days: &[SpecialDay]) -> Result<()> {
    let years: BTreeSet<i32> = days.iter().map(|day| day.on.year()).collect();
    for year in years.into_iter().filter(|year| !known.years().contains(year)) {
        let missing = missing(days, year);
        // The first days of January may stand in the notice of the year before, as those of a long New Year's weekend.
        let is_edge = days.iter().filter(|day| day.on.year() == year).all(|day| day.on.ordinal() <= 3)
            && known.years().end == year;
        if !missing.is_empty() && !is_edge {
            let missing = missing.join(", ");
            return Err(Error::usage("holidays", format!("{year} is not whole: {missing} is not told")));
        }
    }
    Ok(())
}

/// Adds the years that this program knows and the database does not.
pub(super) async fn ensure_built_in(db: &DatabaseConnection, clock: &Clock, term: DefaultTerm) -> Result<()> {
    let Some(built_in) = built_in() else {
        return Err(Error::Internal("the built-in holidays cannot be read".into()));
    };
    let wanted = Calendar::new(0, built_in.clone()).years();
    let lacks = |known: &Calendar| wanted.clone().any(|year| !known.years().contains(&year));
    let version = calendar::newest(db).await?;
    if version > 0 && !lacks(&calendar::load(db, version).await?) {
        return Ok(());
    }
    let mut writer = Writer::begin(db, clock, term, "system").await?;
    let known = writer.calendar().await?;
    let new: Vec<_> = built_in.into_iter().filter(|day| !known.years().contains(&day.on.year())).collect();
    if new.is_empty() {
        return writer.rollback().await;
    }
    holidays(&mut writer, "built-in", new).await?;
    writer.commit().await
}
