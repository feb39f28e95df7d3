//! What the service itself must remember.

use super::Writer;
use crate::error::{Error, Result};
use crate::scope::Clock;
use entity::setting;
use entity::value::validity::DefaultTerm;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseConnection, EntityTrait};

/// The setting's value; `default` is stored and told where there is none. Of two processes that do so at once, one
/// stores and both tell the same.
pub async fn setting_or(db: &impl ConnectionTrait, name: &str, default: &str) -> Result<String> {
    if let Some(row) = setting::Entity::find_by_id(name).one(db).await? {
        return Ok(row.value);
    }
    put(db, name, default, OnConflict::column(setting::Column::Name).do_nothing().to_owned()).await?;
    let row = setting::Entity::find_by_id(name).one(db).await?;
    row.map(|row| row.value).ok_or_else(|| Error::Internal(format!("setting {name} is gone")))
}

/// A writer to make anew what was made under another value of a setting; none where it was made under this one. The
/// writer must [`remember`] the value and commit.
pub(super) async fn outdated(
    db: &DatabaseConnection,
    clock: &Clock,
    term: DefaultTerm,
    name: &str,
    wanted: &str,
) -> Result<Option<Writer>> {
    let is_wanted = |row: Option<setting::Model>| row.is_some_and(|row| row.value == wanted);
    if is_wanted(setting::Entity::find_by_id(name).one(db).await?) {
        return Ok(None);
    }
    let writer = Writer::begin(db, clock, term, "system").await?;
    // Another process may have been faster.
    if is_wanted(setting::Entity::find_by_id(name).one(&writer.txn).await?) {
        writer.rollback().await?;
        return Ok(None);
    }
    Ok(Some(writer))
}

/// Remembers a value in place of the one before.
pub(super) async fn remember(db: &impl ConnectionTrait, name: &str, value: &str) -> Result<()> {
    let replace = OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned();
    put(db, name, value, replace).await
}

async fn put(db: &impl ConnectionTrait, name: &str, value: &str, conflict: OnConflict) -> Result<()> {
    let row = setting::ActiveModel { name: Set(name.into()), value: Set(value.into()) };
    setting::Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await?;
    Ok(())
}
