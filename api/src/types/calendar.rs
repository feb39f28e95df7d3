//! 工作日历.

use super::vocabulary::DayKind;
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::loaders::{self, DaysOfNotice, DeadlinesOfDocument, EntryById};
use crate::scalars::{Date, DateTime};
use async_graphql::{Context, ID, Object, SimpleObject};
use entity::document;
use entity::holiday_notice::Model;
use entity::value::calendar::{self, Due};
use entity::value::time_limit;
use std::sync::Arc;

/// The calendar in force.
pub struct Calendar(std::sync::Arc<calendar::Calendar>);

impl Calendar {
    /// The calendar in force.
    pub async fn get(ctx: &Context<'_>) -> Result<Self> {
        Ok(Self(loaders::reader(ctx)?.calendar().await?))
    }
}

/// 工作日历. Which days are working days: Monday to Friday, but for what the State Council's notices say of single days.
#[Object]
impl Calendar {
    /// 版本. The version: the last year whose notice is known, and the number of the last notice.
    async fn version(&self) -> &str {
        self.0.version()
    }

    /// 起始年. The first year whose notice is known; null where none is.
    async fn first_year(&self) -> Option<i32> {
        self.0.years().next()
    }

    /// 截止年. The last year whose notice is known: what reaches past it is provisional; null where none is known.
    async fn last_year(&self) -> Option<i32> {
        self.0.years().next_back()
    }

    /// 放假调休日. What the notices say of the days of a year, in order; at most 366, empty where no notice is known.
    async fn special_days(&self, #[graphql(desc = "年份. The year.")] year: i32) -> Vec<SpecialDay> {
        self.0.special_days(year).into_iter().map(Into::into).collect()
    }

    /// 是否工作日. Whether people work on a day; beyond the years that are known, whether it is a day from Monday to
    /// Friday.
    async fn is_working_day(&self, #[graphql(desc = "日期. The day.")] on: Date) -> bool {
        self.0.is_working_day(on.0)
    }
}

/// A notice.
#[derive(Clone)]
pub struct HolidayNotice(pub Arc<Model>);

/// 放假安排. A notice of holidays, or several that came together: with those before it, a version of the calendar.
#[Object]
impl HolidayNotice {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::HolidayNotice.id(self.0.id)
    }

    /// 版本号. From 1, one higher with every notice.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// 来源. Where it came from, such as the name of a file.
    async fn source(&self) -> &str {
        &self.0.source
    }

    /// 录入时间. When it was brought in.
    async fn recorded_at(&self) -> DateTime {
        self.0.recorded_at.into()
    }

    /// 放假调休日. What it says of single days, in order; not bounded.
    async fn days(&self, ctx: &Context<'_>) -> Result<Vec<SpecialDay>> {
        let rows = loaders::one(ctx, DaysOfNotice(self.0.id)).await?;
        let rows = rows.ok_or_else(|| Error::Internal("a notice without days".into()))?;
        Ok(rows.iter().cloned().map(Into::into).collect())
    }
}

/// 放假调休日. What a notice says of one day.
#[derive(SimpleObject)]
pub struct SpecialDay {
    /// 日期. The day.
    on: Date,
    /// 安排. What the notice makes of it.
    kind: DayKind,
    /// 节日. The holiday, such as 春节.
    name: String,
}

impl From<calendar::SpecialDay> for SpecialDay {
    fn from(it: calendar::SpecialDay) -> Self {
        Self { on: Date(it.on), kind: it.kind.into(), name: it.name }
    }
}

impl From<entity::holiday::Model> for SpecialDay {
    fn from(it: entity::holiday::Model) -> Self {
        Self { on: Date(it.day), kind: it.kind.into(), name: it.name }
    }
}

/// 到期日. The last day that is in time, and how it came about.
#[derive(SimpleObject)]
pub struct DueDate {
    /// 日期. The last day.
    on: Date,
    /// 计算天数. Days that count, from the day after the trigger to the last day; for a day that is named, the days until it.
    counted_days: i32,
    /// 跳过日期. The days that do not count, in order; a period in calendar days skips only days off at its end
    /// (民法典第二百零三条). At most those of 2500 working days: a longer limit sets no day.
    skipped: Vec<SkippedDay>,
    /// 是否暂定. Whether it rests on a year whose notice of holidays is not known, so that it may move.
    is_provisional: bool,
    /// 日历版本. The calendar by which it was counted.
    calendar_version: String,
}

impl DueDate {
    /// The last day on which a document was in time, as it was counted.
    pub(super) async fn of_document(ctx: &Context<'_>, document: &document::Model) -> Result<Option<Self>> {
        let rows = loaders::one(ctx, DeadlinesOfDocument(document.id)).await?;
        let Some(row) = rows.as_ref().and_then(|rows| rows.first()) else { return Ok(None) };
        let entry = loaders::one(ctx, EntryById(row.catalog_entry_id)).await?;
        let calendar = loaders::reader(ctx)?.calendar_of(&row.calendar_version).await?;
        let limit = entry.map(|entry| time_limit::parse(&entry.time_limit));
        let due = limit.as_ref().and_then(|it| it.forming_clause()).zip(row.formed_on);
        let due = due.and_then(|(limit, formed_on)| limit.due(&calendar, formed_on, None));
        Ok(due.map(|due| Self::new(due, &calendar)))
    }

    pub(super) fn new(due: Due, calendar: &calendar::Calendar) -> Self {
        let skipped = due.skipped.into_iter().map(|it| SkippedDay { on: Date(it.on), reason: it.reason });
        Self {
            on: Date(due.on),
            counted_days: due.counted_days,
            skipped: skipped.collect(),
            is_provisional: due.is_provisional,
            calendar_version: calendar.version().to_owned(),
        }
    }
}

/// 跳过日期. A day that does not count.
#[derive(SimpleObject)]
pub struct SkippedDay {
    /// 日期. The day.
    on: Date,
    /// 原因. Why: 周六, 周日, or the holiday.
    reason: String,
}
