//! 工作日历: the calendar that the notices of holidays make, by version.

use super::listing;
use crate::error::Result;
use crate::service::Reader;
use crate::service::db::Read;
use entity::value::calendar::{Calendar, SpecialDay, missing};
use entity::{holiday, holiday_notice};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// Calendars that this process has made, by version: a version never changes.
#[derive(Clone, Debug, Default)]
pub struct Calendars(Arc<Mutex<HashMap<i32, Arc<Calendar>>>>);

impl Reader {
    /// The calendar in force.
    pub async fn calendar(&self) -> Result<Arc<Calendar>> {
        let newest = || async {
            let last = notices_back().into_tuple::<(i32,)>().first(&self.db).await?;
            self.calendar_at(last.map_or(0, |(version,)| version)).await
        };
        self.calendar.get_or_try_init(newest).await.cloned()
    }

    /// The calendar of a version that something was counted by.
    pub async fn calendar_of(&self, version: &str) -> Result<Arc<Calendar>> {
        match number(version) {
            Some(version) => self.calendar_at(version).await,
            None => self.calendar().await,
        }
    }

    async fn calendar_at(&self, version: i32) -> Result<Arc<Calendar>> {
        let known = self.common.calendars.0.lock().ok().and_then(|known| known.get(&version).cloned());
        if let Some(calendar) = known {
            return Ok(calendar);
        }
        let calendar = Arc::new(load(&self.db, version).await?);
        if let Ok(mut known) = self.common.calendars.0.lock() {
            known.insert(version, calendar.clone());
        }
        Ok(calendar)
    }
}

/// Notices by id.
pub async fn notices(reader: &Reader, ids: &[Uuid]) -> Result<HashMap<Uuid, holiday_notice::Model>> {
    listing::by_ids::<holiday_notice::Entity, _>(&reader.db, ids, |row| row.id).await
}

/// What each notice says of single days, in order.
pub async fn days_of_notices(reader: &Reader, notices: &[Uuid]) -> Result<HashMap<Uuid, Vec<holiday::Model>>> {
    let select = holiday::Entity::find().filter(holiday::Column::NoticeId.is_in(listing::any_of(notices)));
    let rows =
        select.order_by_asc(holiday::Column::NoticeId).order_by_asc(holiday::Column::Day).rows(&reader.db).await?;
    Ok(listing::grouped(rows.into_iter().map(|row| (row.notice_id, row))))
}

/// The version of the last notice; 0 without one.
pub(super) async fn newest(db: &impl ConnectionTrait) -> Result<i32> {
    Ok(notices_back().into_tuple::<i32>().one(db).await?.unwrap_or(0))
}

/// The versions of the notices, the last first.
fn notices_back() -> Select<holiday_notice::Entity> {
    let select = holiday_notice::Entity::find().select_only().column(holiday_notice::Column::Version);
    select.order_by_desc(holiday_notice::Column::Version).limit(1)
}

/// The calendar of the notices up to a version.
pub(super) async fn load(db: &impl ConnectionTrait, version: i32) -> Result<Calendar> {
    Ok(Calendar::new(version, days(db, version).await?))
}

/// What the notices up to a version say together.
pub(super) async fn days(db: &impl ConnectionTrait, version: i32) -> Result<Vec<SpecialDay>> {
    let notices = holiday_notice::Entity::find()
        .filter(holiday_notice::Column::Version.lte(version))
        .order_by_asc(holiday_notice::Column::Version)
        .all(db)
        .await?;
    let mut days: HashMap<Uuid, Vec<SpecialDay>> = HashMap::new();
    for row in holiday::Entity::find().order_by_asc(holiday::Column::Day).all(db).await? {
        days.entry(row.notice_id).or_default().push(SpecialDay { on: row.day, kind: row.kind, name: row.name });
    }
    Ok(notices.iter().fold(Vec::new(), |all, notice| joined(all, days.remove(&notice.id).unwrap_or_default())))
}

/// What is known after another notice: a year that it tells whole is as it tells it, of others single days.
pub(super) fn joined(mut known: Vec<SpecialDay>, notice: Vec<SpecialDay>) -> Vec<SpecialDay> {
    use chrono::Datelike;
    let years: BTreeSet<i32> = notice.iter().map(|day| day.on.year()).collect();
    let whole: BTreeSet<i32> = years.into_iter().filter(|year| missing(&notice, *year).is_empty()).collect();
    known.retain(|day| !whole.contains(&day.on.year()) && notice.iter().all(|other| other.on != day.on));
    known.extend(notice);
    known.sort();
    known
}

fn number(version: &str) -> Option<i32> {
    version.rsplit_once('.').and_then(|(_, number)| number.parse().ok())
}
