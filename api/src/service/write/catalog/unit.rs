//! Whose entry a row is.

use super::{CatalogRow, UnknownUnits};
use crate::error::{Error, Result};
use crate::service::write::check::Check;
use crate::service::write::unit::{UnitRow, units};
use crate::service::write::{Problem, Writer};
use entity::value::{UnitKind, UnitLevel};
use uuid::Uuid;

/// The id and code of a row's unit, with a notice where it had to be made; or all that is wrong with the row.
pub(super) async fn unit(
    writer: &mut Writer,
    row: &CatalogRow,
    unknown_units: UnknownUnits,
) -> Result<Result<(Uuid, String, Option<Problem>), Vec<Problem>>> {
    let mut check = Check::default();
    check.line("unit", &row.unit, 500);
    if row.columns.is_empty() || row.columns.len() > 3 {
        check.problem("column_l1", "is required");
    }
    for (level, title) in (1..).zip(&row.columns) {
        check.line(&format!("column_l{level}"), title, 500);
    }
    check.line("disclosure_item", &row.item, 500);
    check.line_if("serial", row.serial.as_deref(), 100);
    check.text("content_norm", &row.content_norm);
    check.text("time_limit", &row.time_limit);
    for basis in &row.legal_basis {
        check.line("legal_basis", basis, 500);
    }
    check.line_if("responsible_office", row.responsible_office.as_deref(), 500);
    check.line_if("responsible_person", row.responsible_person.as_deref(), 500);
    check.line_if("remark_phone", row.responsible_phone.as_deref(), 500);
    check.text("remarks", row.remarks.as_deref().unwrap_or_default());
    let directory = writer.directory().await?;
    let found = directory.named(&row.unit);
    if found.len() > 1 {
        let codes: Vec<_> = found.iter().map(|unit| unit.code.as_str()).collect();
        check.problem("unit", format!("{:?} may be any of {}; write the code", row.unit, codes.join(", ")));
    }
    if found.is_empty() && unknown_units == UnknownUnits::Reject {
        check.problem("unit", format!("no unit has the code or name {:?}", row.unit));
    }
    if let Err(problems) = check.done() {
        return Ok(Err(problems));
    }
    if let Some(unit) = found.first() {
        return Ok(Ok((unit.id, unit.code.clone(), None)));
    }
    let new = UnitRow {
        code: row.unit.clone(),
        name: row.unit.clone(),
        short_name: None,
        kind: UnitKind::Department,
        level: UnitLevel::City,
        parent_code: None,
    };
    for verdict in units(writer, &[new]).await? {
        if let Err(problems) = verdict {
            let told = problems.into_iter().map(|it| Problem::new("unit", it.reason)).collect();
            return Ok(Err(told));
        }
    }
    let notice = format!("no unit had the code or name {:?}; it was made, as a department of the city", row.unit);
    match writer.directory().await?.id(&row.unit) {
        Some(id) => Ok(Ok((id, row.unit.clone(), Some(Problem::new("unit", notice))))),
        None => Err(Error::Internal("a unit that was made is not there".into())),
    }
}
