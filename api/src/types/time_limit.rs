//! 公开时限.

use super::calendar::DueDate;
use super::vocabulary::{
    Recurrence, TimeLimitBound, TimeLimitDirection, TimeLimitKind, TimeLimitRepair, TimeLimitTrigger, TimeLimitUnit,
};
use crate::error::{Error, Result};
use crate::loaders::{self, CatalogById, PlanById};
use crate::scalars::Date;
use crate::service;
use crate::text;
use async_graphql::{Context, Object, SimpleObject};
use chrono::Datelike;
use entity::value::time_limit::{self, Clause};
use std::sync::OnceLock;
use uuid::Uuid;

/// Time limits are cells of tables; a longer text is something else.
const MAX_LENGTH: usize = 2_000;

/// A time limit, and where the year of a day without one is to be found.
pub struct TimeLimit {
    text: String,
    /// Read when something else than the words is asked for: a table shows hundreds.
    read: OnceLock<time_limit::TimeLimit>,
    year: LimitYear,
}

/// The year of a day that is named without one.
#[derive(Clone, Copy, Debug)]
pub(super) enum LimitYear {
    /// That of an edition of the catalog.
    Catalog(Uuid),
    /// That of a task plan.
    Plan(Uuid),
    /// A year that is known; none for that of the trigger.
    Known(Option<i32>),
}

impl TimeLimit {
    pub(super) fn new(text: &str, year: LimitYear) -> Self {
        Self { text: text.to_owned(), read: OnceLock::new(), year }
    }

    fn read(&self) -> &time_limit::TimeLimit {
        self.read.get_or_init(|| time_limit::parse(&self.text))
    }

    /// The last day that a time limit of any words leaves.
    pub async fn due_date_of(ctx: &Context<'_>, text: &str, from: Date, year: Option<i32>) -> Result<Option<DueDate>> {
        let length = text.chars().count();
        if length > MAX_LENGTH {
            return Err(Error::bad_input(
                "timeLimit",
                text!("最多 {MAX_LENGTH} 个字符，而不是 {length} 个", "at most {MAX_LENGTH} characters, not {length}"),
            ));
        }
        if let Some(year) = year.filter(|year| !(1..=9999).contains(year)) {
            return Err(Error::bad_input("year", text!("应为 1 至 9999，而不是 {year}", "1 to 9999, not {year}")));
        }
        Self::new(text, LimitYear::Known(year)).due(ctx, from).await
    }

    async fn due(&self, ctx: &Context<'_>, from: Date) -> Result<Option<DueDate>> {
        let year = match self.year {
            LimitYear::Known(year) => year,
            LimitYear::Plan(id) => loaders::one(ctx, PlanById(id)).await?.map(|plan| plan.year),
            LimitYear::Catalog(id) => {
                loaders::one(ctx, CatalogById(id)).await?.and_then(|row| service::catalog::year(&row))
            }
        };
        let calendar = loaders::reader(ctx)?.calendar().await?;
        let due = self.read().due(&calendar, from.0, year);
        // A day of a year that no date can be written in is none.
        Ok(due.filter(|due| (1..=9999).contains(&due.on.year())).map(|due| DueDate::new(due, &calendar)))
    }
}

/// 公开时限. The words as written, and what they mean where they can be understood.
#[Object]
impl TimeLimit {
    /// 原文. As written, never corrected.
    async fn text(&self) -> &str {
        &self.text
    }

    /// 时限要素. What the words mean, one or several of a compound limit; empty where they are not understood.
    async fn clauses(&self) -> Vec<TimeLimitClause> {
        self.read().clauses.iter().cloned().map(Into::into).collect()
    }

    /// 需人工核对. Whether nothing, or not all of it, was understood.
    async fn needs_review(&self) -> bool {
        self.read().needs_review
    }

    /// 修正. What had to be repaired to understand the words: only where one reading is possible; at most 2.
    async fn repairs(&self) -> Vec<TimeLimitRepair> {
        self.read().repairs.iter().map(|it| (*it).into()).collect()
    }

    /// 到期日. The last day on which disclosure is in time, for a trigger on `from`; of several clauses the earliest.
    /// Null where the limit sets no day. A day named without a year lies in the year of the catalog edition or plan.
    async fn due_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "起算日. The day of the trigger; it does not count itself (民法典第二百零一条).")] from: Date,
    ) -> Option<Result<DueDate>> {
        self.due(ctx, from).await.transpose()
    }
}

/// 时限要素. One clause of a time limit.
#[derive(SimpleObject)]
pub struct TimeLimitClause {
    /// 类别. What sort of limit.
    kind: TimeLimitKind,
    /// 数量. 20 in 20个工作日内, the least of a range, the first of alternatives; null where the clause counts nothing.
    amount: Option<i32>,
    /// 数量上限. The most of a range (5至10个工作日), the other of two alternatives (3年或5年); null for one amount.
    amount_to: Option<i32>,
    /// 单位. In what it counts; null where it counts nothing.
    unit: Option<TimeLimitUnit>,
    /// 起算事由. What starts the clock; null where nothing is said.
    trigger: Option<TimeLimitTrigger>,
    /// 方向. On which side of the trigger or of the day; null where there is none.
    direction: Option<TimeLimitDirection>,
    /// 含当日. Whether the day that is named is itself in time (民法典第一千二百五十九条); null where no day is named.
    inclusive: Option<bool>,
    /// 界限. Whether the amount is the least or the most; null where it is neither.
    bound: Option<TimeLimitBound>,
    /// 周期. How often; null where it does not recur.
    recurrence: Option<Recurrence>,
    /// 最少次数. How many times in each period at least; null where it is not said.
    minimum_times: Option<i32>,
    /// 年. Null for the year of the catalog edition or plan.
    year: Option<i32>,
    /// 月. 1 to 12; null where the clause names no month.
    month: Option<i32>,
    /// 周期内月序. Which month of the period, 1 for 每季度首月; null where the clause names none.
    month_of_period: Option<i32>,
    /// 日. 1 to 31, or 1 for Monday where the clause recurs by the week; null with `endOfMonth`, or where the clause names
    /// no day.
    day: Option<i32>,
    /// 月底. Whether the last day of the month is meant.
    end_of_month: bool,
    /// 截止日期. The far end of a range of dates whose year is written; null otherwise.
    until: Option<Date>,
    /// 截止月. Month of the far end of a range of dates, 1 to 12; null where there is none.
    until_month: Option<i32>,
    /// 截止日. Day of the far end of a range of dates, 1 to 31; null where there is none, or the whole month is meant.
    until_day: Option<i32>,
    /// 事项. What the limit is for, such as EXTENSION or CONSULTATION, or as written; null for the disclosure itself.
    subject: Option<String>,
    /// 同步对象. With what something is to be simultaneous, such as INTERPRETATION; null where that is not said.
    with: Option<String>,
    /// 依据. Whose rules set the limit, as written; null where nobody's are named.
    authority: Option<String>,
}

impl From<Clause> for TimeLimitClause {
    fn from(it: Clause) -> Self {
        Self {
            kind: it.kind.into(),
            amount: it.amount,
            amount_to: it.amount_to,
            unit: it.unit.map(Into::into),
            trigger: it.trigger.map(Into::into),
            direction: it.direction.map(Into::into),
            inclusive: it.inclusive,
            bound: it.bound.map(Into::into),
            recurrence: it.recurrence.map(Into::into),
            minimum_times: it.minimum_times,
            year: it.year,
            month: it.month,
            month_of_period: it.month_of_period,
            day: it.day,
            end_of_month: it.end_of_month,
            until: it.until.map(Date),
            until_month: it.until_month,
            until_day: it.until_day,
            subject: it.subject,
            with: it.with,
            authority: it.authority,
        }
    }
}
