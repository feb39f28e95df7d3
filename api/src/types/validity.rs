//! 有效性.

use super::document::Document;
use super::vocabulary::{ValidityEventKind, ValidityStatus};
use crate::error::{Error, Result};
use crate::id::NodeType;
use crate::scalars::{Date, DateTime};
use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use entity::validity_event::Model;
use entity::value::ValidityStatus as Status;
use entity::value::validity::{FIRST_DAY, LAST_DAY, Period, period_on};
use std::sync::Arc;

/// 有效性. Whether a document is in force on a day, derived from its events, never stored.
#[derive(SimpleObject)]
pub struct Validity {
    /// 截至日期. The day.
    as_of: Date,
    /// 状态. The status on that day.
    status: ValidityStatus,
    /// 是否有效. Amended documents are in force. Null only when the status is UNKNOWN.
    is_in_force: Option<bool>,
    /// 起始日期. The first day of the status; null where it was always so.
    since: Option<Date>,
    /// 截止日期. The last day of the status, included; null where no end is known.
    until: Option<Date>,
    /// 依据. The event that began the status; null where none did.
    basis: Option<ValidityEvent>,
    /// 下次变化. What follows; null where nothing is known to follow.
    next_change: Option<ValidityChange>,
}

impl Validity {
    /// The validity on a day, out of the periods derived from the events.
    pub fn on(day: NaiveDate, periods: &[Period], events: &[Model]) -> Result<Self> {
        let at = period_on(periods, day).ok_or_else(|| Error::Internal("a day in no period".into()))?;
        let period = periods[at];
        let next = periods.get(at + 1).and_then(|next| {
            Some(ValidityChange { on: Date(next.first), status: next.status.into(), cause: next.cause?.into() })
        });
        Ok(Self {
            as_of: Date(day),
            status: period.status.into(),
            is_in_force: match period.status {
                Status::Unknown => None,
                Status::Effective | Status::Amended => Some(true),
                _ => Some(false),
            },
            since: (period.first > FIRST_DAY).then_some(Date(period.first)),
            until: (period.last < LAST_DAY).then_some(Date(period.last)),
            basis: period.basis.and_then(|index| events.get(index)).cloned().map(Arc::new).map(ValidityEvent),
            next_change: next,
        })
    }
}

/// 有效性变化. A change of status on a day to come.
#[derive(SimpleObject)]
pub struct ValidityChange {
    /// 变化日期. The first day of the new status.
    on: Date,
    /// 新状态. The new status.
    status: ValidityStatus,
    /// 原因. What kind of event causes it; EXPIRE where a term ends.
    cause: ValidityEventKind,
}

/// An event.
#[derive(Clone)]
pub struct ValidityEvent(pub Arc<Model>);

/// 有效性事件. Something that happened to the validity of a document.
#[Object]
impl ValidityEvent {
    /// 标识. Global id.
    pub async fn id(&self) -> ID {
        NodeType::ValidityEvent.id(self.0.id)
    }

    /// 事件种类. What happened.
    async fn kind(&self) -> ValidityEventKind {
        self.0.kind.into()
    }

    /// 生效日期. From which day it counts; for EXPIRE the last day in force.
    async fn effective_on(&self) -> Date {
        Date(self.0.effective_on)
    }

    /// 决定日期. When it was decided; null when not stated.
    async fn decided_on(&self) -> Option<Date> {
        self.0.decided_on.map(Date)
    }

    /// 有效期至. The last day of the term that the event states, included; null where it states none.
    async fn until(&self) -> Option<Date> {
        self.0.until.map(Date)
    }

    /// 决定文件. The document that decides it; null where it is not held here.
    async fn instrument(&self, ctx: &Context<'_>) -> Option<Result<Document>> {
        Document::load(ctx, self.0.instrument_id?, None).await.transpose()
    }

    /// 引文. The deciding document as cited; null when not stated.
    async fn citation(&self) -> Option<&str> {
        self.0.citation.as_deref()
    }

    /// 范围. The articles concerned; null for the whole document.
    async fn scope(&self) -> Option<&str> {
        self.0.scope.as_deref()
    }

    /// 记录时间. When this service learned of it.
    async fn recorded_at(&self) -> DateTime {
        self.0.recorded_at.into()
    }
}
