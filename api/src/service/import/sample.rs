//! The sample that comes with the binary: an invented city.

use super::{Kind, Options, Report, Session};
use crate::error::Result;
use crate::scope::Clock;
use crate::service::write::{Edition, Gone, PlanRow, UnknownUnits, prepare};
use chrono::NaiveDate;
use entity::unit;
use entity::value::validity::DefaultTerm;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};

const UNITS: &str = include_str!("../../../assets/demo/units.csv");
const CATALOG: &str = include_str!("../../../assets/demo/catalog.csv");
const PACKAGES: &str = include_str!("../../../assets/demo/packages.ndjson");
const TASKS: &str = include_str!("../../../assets/demo/tasks.csv");
const TASKS_NOTICE: &str = include_str!("../../../assets/demo/tasks.txt");

/// Fills an empty database with the sample, all of it or nothing; one that has units is left alone.
pub async fn sample(db: &DatabaseConnection, clock: &Clock, default_term: DefaultTerm) -> Result<Report> {
    let options = Options { file: "sample".into(), actor: "sample".into(), ..Options::default() };
    if unit::Entity::find().count(db).await? > 0 {
        return Ok(Report { file: options.file, ..Report::default() });
    }
    prepare(db, clock, default_term).await?;
    let edition = Edition {
        jurisdiction: "泠川市".into(),
        edition: "2026年版".into(),
        title: None,
        effective_on: NaiveDate::from_ymd_opt(2026, 1, 1),
    };
    let session = Session::begin(db, clock, default_term, &options).await?;
    let session = session.read(&Kind::Units, UNITS.as_bytes()).await?;
    let catalog = Kind::Catalog { edition, unknown_units: UnknownUnits::Reject, gone: Gone::Keep, unit: None };
    let session = session.read(&catalog, CATALOG.as_bytes()).await?;
    let session = session.read(&Kind::Packages, PACKAGES.as_bytes()).await?;
    let session = session.read(&Kind::Tasks { plan: plan() }, TASKS.as_bytes()).await?;
    session.end().await
}

fn plan() -> PlanRow {
    PlanRow {
        title: "泠川市2026年基层政务公开工作任务分工表".into(),
        year: 2026,
        issuer: Some("LC-GKB".into()),
        published_on: NaiveDate::from_ymd_opt(2026, 3, 19),
        document_number: Some("泠公开办〔2026〕5号".into()),
        override_note: None,
        body: Some(TASKS_NOTICE.into()),
    }
}
