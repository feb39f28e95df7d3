//! The sample that comes with the binary: an invented city.

use super::{Kind, Options, Report, Session};
use crate::error::Result;
use crate::scope::Clock;
use crate::service::write::{Edition, Gone, UnknownUnits, ensure_default_term};
use chrono::NaiveDate;
use entity::unit;
use entity::value::validity::DefaultTerm;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};

const UNITS: &str = include_str!("../../../assets/demo/units.csv");
const CATALOG: &str = include_str!("../../../assets/demo/catalog.csv");
const PACKAGES: &str = include_str!("../../../assets/demo/packages.ndjson");

/// Fills an empty database with the sample, all of it or nothing; one that has units is left alone.
pub async fn sample(db: &DatabaseConnection, clock: &Clock, default_term: DefaultTerm) -> Result<Report> {
    let options = Options { file: "sample".into(), actor: "sample".into(), ..Options::default() };
    if unit::Entity::find().count(db).await? > 0 {
        return Ok(Report { file: options.file, ..Report::default() });
    }
    ensure_default_term(db, clock, default_term).await?;
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
    session.end().await
}
