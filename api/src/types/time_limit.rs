//! 公开时限.

use super::vocabulary::{TimeLimitKind, TimeLimitUnit};
use crate::scalars::Date;
use async_graphql::{Enum, Object, SimpleObject};

/// A time limit as written.
pub struct TimeLimit {
    pub(super) text: String,
}

/// 公开时限. The words as written, and what they mean where they can be understood.
#[Object]
impl TimeLimit {
    /// 原文. As written, never corrected.
    async fn text(&self) -> &str {
        &self.text
    }

    /// 时限要素. What the words mean, one or several of a compound limit; empty where they are not understood. This
    /// version of the service reads no words yet.
    async fn clauses(&self) -> Vec<TimeLimitClause> {
        Vec::new()
    }

    /// 需人工核对. Whether nothing, or not all of it, was understood.
    async fn needs_review(&self) -> bool {
        true
    }

    /// 修正. What had to be repaired to understand the words: only where one reading is possible; at most 2.
    async fn repairs(&self) -> Vec<TimeLimitRepair> {
        Vec::new()
    }
}

/// 时限修正. A character that a web page lost, put back to understand the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TimeLimitRepair {
    /// 补月字. 1030日前 is read as 10月30日前.
    LostMonthCharacter,
    /// 补年字. 20226月底前 is read as 2022年6月底前.
    LostYearCharacter,
}

/// 时限要素. One clause of a time limit.
#[derive(SimpleObject)]
pub struct TimeLimitClause {
    /// 类别. What sort of limit.
    kind: TimeLimitKind,
    /// 数量. 20 in 20个工作日内; null where the clause counts nothing.
    amount: Option<i32>,
    /// 单位. In what it counts; null where it counts nothing.
    unit: Option<TimeLimitUnit>,
    /// 方向. On which side of the trigger; null where there is none.
    direction: Option<TimeLimitDirection>,
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
    /// 日. 1 to 31; null with `endOfMonth`, or where the clause names no day.
    day: Option<i32>,
    /// 月底. Whether the last day of the month is meant.
    end_of_month: bool,
    /// 截止日期. The far end of a range of dates; null where there is none.
    until: Option<Date>,
    /// 事项. What the limit is for, such as EXTENSION or CONSULTATION; null for the disclosure itself.
    subject: Option<String>,
}

/// 时限方向. On which side of its trigger a limit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TimeLimitDirection {
    /// 之后. After it.
    After,
    /// 之前. Before it.
    Before,
    /// 当日. On its day.
    On,
}

/// 时限界限. Whether an amount is the least or the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TimeLimitBound {
    /// 至少. At least: 提前5个工作日.
    Minimum,
    /// 至多. At most: 最长不得超过.
    Maximum,
}

/// 周期. How often a limit recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum Recurrence {
    /// 每日. Every day.
    Day,
    /// 每周. Every week.
    Week,
    /// 每月. Every month.
    Month,
    /// 每季度. Every quarter.
    Quarter,
    /// 每半年. Every half year.
    HalfYear,
    /// 每年. Every year.
    Year,
}
