//! stub
use crate::error::Result;
use crate::scope::Clock;
use entity::value::validity::DefaultTerm;
use sea_orm::DatabaseConnection;
/// stub
pub async fn setting_or(_db: &DatabaseConnection, _name: &str, default: &str) -> Result<String> {
    Ok(default.into())
}
/// stub
pub async fn ensure_default_term(_db: &DatabaseConnection, _clock: &Clock, _t: DefaultTerm) -> Result<bool> {
    Ok(false)
}
