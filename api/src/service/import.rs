//! stub
use crate::error::Result;
use crate::scope::Clock;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;
/// stub
pub async fn sample(_db: &DatabaseConnection, _clock: &Clock, _t: DefaultTerm) -> Result<Option<String>> {
    Ok(None)
}
