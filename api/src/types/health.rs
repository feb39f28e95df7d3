//! 公开情况.

use super::catalog_column::CatalogColumn;
use super::catalog_entry::CatalogEntry;
use super::document::Document;
use super::unit::Unit;
use crate::error::{Error, Result};
use crate::loaders::{self, ColumnById, EntryById, HealthOfCatalog, HealthOfUnit, LateDocuments, UnitById};
use crate::scalars::Date;
use crate::service::health::{self, Question, State, Whose};
use crate::text;
use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The most obligations that are told one by one.
const MAX_OBLIGATIONS: usize = 200;
/// The most columns that are told one by one.
const MAX_COLUMNS: usize = 1_000;

/// The figures, and what was asked.
#[derive(Clone)]
pub struct Health {
    question: Question,
    whose: Whose,
    figures: Arc<health::Health>,
}

impl Health {
    /// The figures of a unit.
    pub(super) async fn of_unit(ctx: &Context<'_>, unit: Uuid, as_of: Option<Date>, year: Option<i32>) -> Result<Self> {
        let question = question(ctx, as_of, year)?;
        let figures = loaders::one(ctx, HealthOfUnit(question, unit)).await?.unwrap_or_default();
        Ok(Self { question, whose: Whose::Unit(unit), figures })
    }
}

fn question(ctx: &Context<'_>, as_of: Option<Date>, year: Option<i32>) -> Result<Question> {
    let as_of = as_of.map_or(loaders::reader(ctx)?.scope.today, |day| day.0);
    let year = year.unwrap_or(as_of.year());
    if !(1949..=2100).contains(&year) {
        return Err(Error::bad_input("year", text!("应为 1949 至 2100，而不是 {year}", "1949 to 2100, not {year}")));
    }
    Ok(Question { as_of, year })
}

/// 公开情况. What is due, done and late.
#[Object]
impl Health {
    /// 截至日期. What came after this day is left aside.
    async fn as_of(&self) -> Date {
        Date(self.question.as_of)
    }

    /// 年份. The year in which something was due.
    async fn year(&self) -> i32 {
        self.question.year
    }

    /// 公开事项数. Catalog entries.
    async fn entries(&self) -> i64 {
        self.figures.entries
    }

    /// 待核时限数. Entries whose time limit a person must read.
    async fn unread_limits(&self) -> i64 {
        self.figures.unread_limits
    }

    /// 文件公开. Documents, each against the limit of its entry, counted from when it was formed (条例第二十六条).
    async fn documents(&self) -> DisclosureTally {
        self.figures.documents.into()
    }

    /// 定期公开. Periods of limits that recur or name a day, each against what was published in it. A period asks for as
    /// many documents as the limit says, at least one; only periods that have begun are counted.
    async fn periods(&self) -> DisclosureTally {
        self.figures.periods.into()
    }

    /// 按期率. The share of what was due that was met in time, 0 to 1; null where nothing was due.
    async fn on_time_rate(&self) -> Option<f64> {
        self.figures.on_time_rate()
    }

    /// 空白栏目数. Columns in which the unit has entries and nothing was ever published; of several units together, a column
    /// counts once for each.
    async fn empty_column_count(&self) -> i64 {
        self.figures.empty_columns.len() as i64
    }

    /// 空白栏目. These columns; at most 1000.
    async fn empty_columns(&self, ctx: &Context<'_>) -> Result<Vec<CatalogColumn>> {
        let columns = self.figures.empty_columns.iter().take(MAX_COLUMNS).map(|id| column(ctx, *id));
        futures_util::future::try_join_all(columns).await
    }

    /// 超期未更新栏目数. Columns that were not updated within the time that the service is set to; of several units together,
    /// a column counts once for each.
    async fn stale_column_count(&self) -> i64 {
        self.figures.stale_columns.len() as i64
    }

    /// 超期未更新栏目. These columns; at most 1000.
    async fn stale_columns(&self) -> Vec<StaleColumn> {
        self.figures.stale_columns.iter().take(MAX_COLUMNS).cloned().map(StaleColumn).collect()
    }

    /// 未按期事项. What was not met in time, or is not met yet, the earliest first; at most 200.
    async fn obligations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "状态. Only obligations that stand so.")] states: Option<Vec<ObligationState>>,
    ) -> Result<Vec<Obligation>> {
        let late = loaders::one(ctx, LateDocuments(self.question, self.whose)).await?.unwrap_or_default();
        let wanted = |it: &&health::Obligation| {
            let state = state(it.state);
            states.as_ref().map_or(state.is_some(), |states| state.is_some_and(|state| states.contains(&state)))
        };
        let mut all: Vec<_> = self.figures.obligations.iter().chain(late.iter()).filter(wanted).collect();
        all.sort_by_key(|it| it.order());
        Ok(all.into_iter().take(MAX_OBLIGATIONS).cloned().map(Obligation).collect())
    }
}

async fn column(ctx: &Context<'_>, id: Uuid) -> Result<CatalogColumn> {
    let row = loaders::one(ctx, ColumnById(id)).await?;
    row.map(CatalogColumn::alone).ok_or_else(|| Error::Internal("a column that is counted is gone".into()))
}

/// 公开情况统计. How many obligations stand how.
#[derive(SimpleObject)]
pub struct DisclosureTally {
    /// 应公开. Obligations whose time has come: met, or their last day is over.
    due: i64,
    /// 按期. Met by their last day.
    on_time: i64,
    /// 逾期公开. Met after it.
    late: i64,
    /// 逾期未公开. Not met, and the last day is over.
    overdue: i64,
    /// 未到期. Not met, and there is still time.
    open: i64,
    /// 无法判断. Documents that do not say when they were formed, so that their last day cannot be told; by the year of
    /// publication.
    undated: i64,
}

impl From<health::Tally> for DisclosureTally {
    fn from(it: health::Tally) -> Self {
        let health::Tally { on_time, late, overdue, open, undated } = it;
        Self { due: it.due(), on_time, late, overdue, open, undated }
    }
}

/// A column that stands still.
pub struct StaleColumn(health::StaleColumn);

/// 超期未更新栏目. A column that was not updated for too long.
#[Object]
impl StaleColumn {
    /// 栏目. The column.
    async fn column(&self, ctx: &Context<'_>) -> Result<CatalogColumn> {
        column(ctx, self.0.column_id).await
    }

    /// 最近更新. When something was last published in it.
    async fn last_published_on(&self) -> Date {
        Date(self.0.last_published_on)
    }

    /// 应更新日期. The last day on which an update would have been in time.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }
}

/// 未按期状态. How an obligation stands that was not met in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ObligationState {
    /// 逾期公开. Met after its last day.
    Late,
    /// 逾期未公开. Not met, and the last day is over.
    Overdue,
    /// 未到期. Not met, and there is still time.
    Open,
}

fn state(state: State) -> Option<ObligationState> {
    match state {
        State::OnTime => None,
        State::Late => Some(ObligationState::Late),
        State::Overdue => Some(ObligationState::Overdue),
        State::Open => Some(ObligationState::Open),
    }
}

/// An obligation.
pub struct Obligation(health::Obligation);

/// 未按期事项. One obligation that was not met in time, or is not met yet.
#[Object]
impl Obligation {
    /// 公开事项. The entry that asks.
    async fn entry(&self, ctx: &Context<'_>) -> Result<CatalogEntry> {
        let row = loaders::one(ctx, EntryById(self.0.entry_id)).await?;
        row.map(CatalogEntry).ok_or_else(|| Error::Internal("an entry that is counted is gone".into()))
    }

    /// 文件. The document that was to be disclosed; null where a period asks for one.
    async fn document(&self, ctx: &Context<'_>) -> Option<Result<Document>> {
        Document::load(ctx, self.0.document_id?, None).await.transpose()
    }

    /// 周期起. First day of the period that asks for a document; null where a document is meant.
    async fn period_from(&self) -> Option<Date> {
        self.0.period.map(|period| Date(period.from))
    }

    /// 周期止. Last day of that period; null where a document is meant.
    async fn period_to(&self) -> Option<Date> {
        self.0.period.map(|period| Date(period.to))
    }

    /// 到期日. The last day in time.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// 公开日期. When it was met; null while it is not.
    async fn done_on(&self) -> Option<Date> {
        self.0.done_on.map(Date)
    }

    /// 状态. How it stands.
    async fn state(&self) -> ObligationState {
        // Those that were met in time are not told one by one.
        state(self.0.state).unwrap_or(ObligationState::Open)
    }
}

/// 目录公开情况. What is due, done and late of all units of an edition.
#[derive(SimpleObject)]
pub struct CatalogHealth {
    /// 合计. All units together.
    total: Health,
    /// 排名. The units, the best first: by the share met in time, then by the fewer empty and stale columns; units of whom
    /// nothing was due come last. At most 1000.
    ranking: Vec<RankedUnit>,
}

/// 单位排名. A unit in the ranking.
#[derive(SimpleObject)]
pub struct RankedUnit {
    /// 名次. From 1; units that are equal share it.
    rank: i32,
    /// 单位. The unit.
    unit: Unit,
    /// 公开情况. Its figures.
    health: Health,
}

impl CatalogHealth {
    pub(super) async fn of(ctx: &Context<'_>, catalog: Uuid, as_of: Option<Date>, year: Option<i32>) -> Result<Self> {
        let question = question(ctx, as_of, year)?;
        let figures = loaders::one(ctx, HealthOfCatalog(question, catalog)).await?.unwrap_or_default();
        let units =
            futures_util::future::try_join_all(figures.keys().map(|id| loaders::one(ctx, UnitById(*id)))).await?;
        let mut total = health::Health::default();
        figures.values().for_each(|it| total.add(it));
        total.settle();
        let total = Health { question, whose: Whose::Catalog(catalog), figures: Arc::new(total) };
        let units = units.into_iter().flatten().map(Unit).collect();
        Ok(Self { total, ranking: ranking((question, catalog), units, &figures) })
    }
}

fn ranking(
    (question, catalog): (Question, Uuid),
    units: Vec<Unit>,
    figures: &BTreeMap<Uuid, Arc<health::Health>>,
) -> Vec<RankedUnit> {
    // Shares are compared as parts of a million: two of the same counts are equal.
    let standing = |it: &health::Health| {
        let share = it.on_time_rate().map(|rate| (rate * 1e6).round() as i64);
        (Reverse(share), it.empty_columns.len() + it.stale_columns.len())
    };
    let mut rows: Vec<_> = units
        .into_iter()
        .filter_map(|unit| figures.get(&unit.0.id).map(|figures| (standing(figures), unit, figures.clone())))
        .collect();
    rows.sort_by(|(one, a, _), (other, b, _)| one.cmp(other).then_with(|| a.0.code.cmp(&b.0.code)));
    let (mut rank, mut last) = (0, None);
    let rows = rows.into_iter().enumerate().map(|(place, (standing, unit, figures))| {
        if last != Some(standing) {
            (rank, last) = (place as i32 + 1, Some(standing));
        }
        let whose = Whose::Entrant(catalog, unit.0.id);
        RankedUnit { rank, unit, health: Health { question, whose, figures } }
    });
    rows.take(MAX_COLUMNS).collect()
}
