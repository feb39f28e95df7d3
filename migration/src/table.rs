//! Short words for the statements that every step is made of.

use sea_orm_migration::{prelude::*, sea_orm::DatabaseBackend, sea_query::IntoIden};

/// A table to be created, with its columns and keys.
pub struct Table(TableCreateStatement, &'static str);

pub fn table(name: &'static str) -> Table {
    let mut table = sea_orm_migration::prelude::Table::create();
    table.table(name);
    Table(table, name)
}

impl Table {
    fn column(mut self, name: &'static str, kind: impl FnOnce(&mut ColumnDef) -> &mut ColumnDef, null: bool) -> Self {
        let mut column = ColumnDef::new(name);
        kind(&mut column);
        if !null {
            column.not_null();
        }
        self.0.col(&mut column);
        self
    }

    pub fn uuid(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::uuid, false)
    }

    pub fn uuid_null(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::uuid, true)
    }

    /// One line of text.
    pub fn string(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::string, false)
    }

    pub fn string_null(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::string, true)
    }

    /// Text of any length.
    pub fn text(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::text, false)
    }

    pub fn text_null(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::text, true)
    }

    /// Text that is only ever compared as it is, never sorted for people: PostgreSQL need not ask the database's locale.
    pub fn bytewise(self, name: &'static str, manager: &SchemaManager<'_>) -> Self {
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => self.column(name, |it| it.text().extra("COLLATE \"C\""), false),
            _ => self.text(name),
        }
    }

    pub fn integer(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::integer, false)
    }

    pub fn integer_null(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::integer, true)
    }

    pub fn big_integer(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::big_integer, false)
    }

    pub fn boolean(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::boolean, false)
    }

    pub fn json(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::json, false)
    }

    pub fn date(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::date, false)
    }

    pub fn date_null(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::date, true)
    }

    pub fn instant(self, name: &'static str) -> Self {
        self.column(name, ColumnDef::timestamp_with_time_zone, false)
    }

    /// What every versioned row carries.
    pub fn versioned(self) -> Self {
        self.integer("version").string("content_hash").instant("updated_at")
    }

    pub fn primary_key(mut self, columns: &[&'static str]) -> Self {
        let mut key = Index::create();
        for column in columns {
            key.col(*column);
        }
        self.0.primary_key(&mut key);
        self
    }

    pub fn references(self, column: &'static str, to: &'static str) -> Self {
        self.foreign_key(column, to, ForeignKeyAction::Restrict)
    }

    /// The row goes with the row that it belongs to.
    pub fn belongs_to(self, column: &'static str, to: &'static str) -> Self {
        self.foreign_key(column, to, ForeignKeyAction::Cascade)
    }

    /// The reference is forgotten when its target goes.
    pub fn may_refer_to(self, column: &'static str, to: &'static str) -> Self {
        self.foreign_key(column, to, ForeignKeyAction::SetNull)
    }

    fn foreign_key(mut self, column: &'static str, to: &'static str, action: ForeignKeyAction) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("fk_{}_{column}", self.1)).from(self.1, column).to(to, "id").on_delete(action);
        self.0.foreign_key(&mut key);
        self
    }

    /// SQLite only: the table is its own primary index. PostgreSQL has no such thing.
    pub fn clustered(mut self, manager: &SchemaManager<'_>) -> Self {
        if manager.get_database_backend() == DatabaseBackend::Sqlite {
            self.0.extra("WITHOUT ROWID");
        }
        self
    }

    pub async fn create(self, manager: &SchemaManager<'_>) -> Result<(), DbErr> {
        manager.create_table(self.0).await
    }
}

pub async fn index(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    create_index(manager, table, columns, false).await
}

pub async fn unique(manager: &SchemaManager<'_>, table: &'static str, columns: &[&'static str]) -> Result<(), DbErr> {
    create_index(manager, table, columns, true).await
}

async fn create_index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    let kind = if unique { "uq" } else { "ix" };
    index.name(format!("{kind}_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(column.into_iden());
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}

/// Drops tables, the last first.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager.drop_table(sea_orm_migration::prelude::Table::drop().table(*table).to_owned()).await?;
    }
    Ok(())
}

/// Runs the words of the engine at hand.
pub async fn run(manager: &SchemaManager<'_>, sqlite: &str, postgres: &str) -> Result<(), DbErr> {
    let sql = match manager.get_database_backend() {
        DatabaseBackend::Postgres => postgres,
        _ => sqlite,
    };
    manager.get_connection().execute_unprepared(sql).await.map(drop)
}

/// Refuses, in the database itself, any change of `published_at` once it is set: a false publication time is the first
/// thing that inspectors look for, so not even an administrator's own statement may alter it.
pub async fn freeze_published_at(manager: &SchemaManager<'_>, table: &str) -> Result<(), DbErr> {
    run(
        manager,
        &format!(
            "CREATE TRIGGER {table}_published_at_is_final BEFORE UPDATE OF published_at ON {table} \
             WHEN OLD.published_at IS NOT NEW.published_at \
             BEGIN SELECT RAISE(ABORT, 'published_at is final'); END"
        ),
        &format!(
            "CREATE OR REPLACE FUNCTION published_at_is_final() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'published_at is final'; END $$; \
             CREATE TRIGGER {table}_published_at_is_final BEFORE UPDATE ON {table} FOR EACH ROW \
             WHEN (OLD.published_at IS DISTINCT FROM NEW.published_at) EXECUTE FUNCTION published_at_is_final()"
        ),
    )
    .await
}
