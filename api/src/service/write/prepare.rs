//! What must hold before anything is read or written.

use super::{bigram, deadline, holiday, term};
use crate::error::Result;
use crate::scope::Clock;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;

/// Brings what is derived in line with this program and its configuration: the indices of validity and of titles, the
/// holidays that are known, the last days that follow from both. Costs four short reads where nothing is to be done.
pub async fn prepare(db: &DatabaseConnection, clock: &Clock, term: DefaultTerm) -> Result<()> {
    term::ensure_default_term(db, clock, term).await?;
    bigram::ensure(db, clock, term).await?;
    holiday::ensure_built_in(db, clock, term).await?;
    deadline::ensure(db, clock, term).await
}
