//! The tables: as the entities say, and back again.

use migration::Migrator;
use sea_orm::{ColumnTrait, ColumnType, ConnectionTrait, DatabaseConnection, EntityTrait, Iterable, Statement};
use sea_orm_migration::MigratorTrait;
use std::collections::BTreeMap;
use support::{Engine, on_both};

on_both!(entities_and_tables_agree, down_and_up_again, publication_times_cannot_be_altered);

/// The columns of a table: name, sort of type, whether it may be null.
type Columns = BTreeMap<String, (String, bool)>;

/// A type as both engines and the entities can say it.
fn sort_of(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    match name.split('(').next().unwrap_or_default() {
        "varchar" | "character varying" | "text" => "text",
        "uuid" | "uuid_text" => "uuid",
        "integer" | "int" => "integer",
        "bigint" => "bigint",
        "boolean" => "boolean",
        "json" | "json_text" => "json",
        "date" | "date_text" => "date",
        "timestamp with time zone" | "timestamp_with_timezone_text" => "instant",
        other => panic!("a type that the entities do not use: {other}"),
    }
    .to_owned()
}

fn of_entity<E: EntityTrait>(entity: E) -> (String, Columns) {
    let columns = E::Column::iter().map(|column| {
        let definition = column.def();
        let kind = match definition.get_column_type() {
            ColumnType::String(_) | ColumnType::Text => "text",
            ColumnType::Uuid => "uuid",
            ColumnType::Integer => "integer",
            ColumnType::BigInteger => "bigint",
            ColumnType::Boolean => "boolean",
            ColumnType::Json => "json",
            ColumnType::Date => "date",
            ColumnType::TimestampWithTimeZone => "instant",
            other => panic!("a type that the tables do not use: {other:?}"),
        };
        (sea_orm::IdenStatic::as_str(&column).to_owned(), (kind.to_owned(), definition.is_null()))
    });
    (entity.table_name().to_owned(), columns.collect())
}

async fn of_table(db: &DatabaseConnection, engine: Engine, table: &str) -> Columns {
    let sql = match engine {
        Engine::Sqlite => {
            format!(
                "SELECT name, type AS kind, CASE WHEN \"notnull\" = 0 THEN 'YES' ELSE 'NO' END AS is_null FROM pragma_table_info('{table}')"
            )
        }
        Engine::Postgres => format!(
            "SELECT column_name::text AS name, data_type::text AS kind, is_nullable::text AS is_null \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a catalogue");
    let text = |row: &sea_orm::QueryResult, name: &str| row.try_get::<String>("", name).expect("a text");
    rows.iter().map(|row| (text(row, "name"), (sort_of(&text(row, "kind")), text(row, "is_null") == "YES"))).collect()
}

async fn tables(db: &DatabaseConnection, engine: Engine) -> Vec<String> {
    let sql = match engine {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        }
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("a catalogue");
    let names = rows.iter().map(|row| row.try_get::<String>("", "name").expect("a name"));
    names.filter(|name| name != "seaql_migrations").collect()
}

async fn entities_and_tables_agree(engine: Engine) {
    use entity::*;
    let db = engine.empty().await;
    let connection = db.connect().await;
    let entities: BTreeMap<String, Columns> = [
        of_entity(attachment::Entity),
        of_entity(audit_event::Entity),
        of_entity(bigram::Entity),
        of_entity(catalog::Entity),
        of_entity(catalog_column::Entity),
        of_entity(catalog_entry::Entity),
        of_entity(change::Entity),
        of_entity(disclosure_deadline::Entity),
        of_entity(document::Entity),
        of_entity(document_bigram::Entity),
        of_entity(document_body::Entity),
        of_entity(document_catalog_entry::Entity),
        of_entity(document_interpretation::Entity),
        of_entity(document_issuer::Entity),
        of_entity(document_relation::Entity),
        of_entity(document_topic::Entity),
        of_entity(holiday::Entity),
        of_entity(holiday_notice::Entity),
        of_entity(interpretation::Entity),
        of_entity(interpretation_body::Entity),
        of_entity(setting::Entity),
        of_entity(source_reference::Entity),
        of_entity(task::Entity),
        of_entity(task_plan::Entity),
        of_entity(task_unit::Entity),
        of_entity(task_unit_member::Entity),
        of_entity(tombstone::Entity),
        of_entity(unit::Entity),
        of_entity(unit_ancestor::Entity),
        of_entity(validity_event::Entity),
        of_entity(validity_span::Entity),
    ]
    .into();
    let names: Vec<String> = entities.keys().cloned().collect();
    assert_eq!(tables(&connection, engine).await, names, "a table for every entity and an entity for every table");
    for (table, columns) in entities {
        let columns = columns.into_iter().map(|(name, (kind, null))| {
            // SQLite knows one integer of any size.
            let kind = if engine == Engine::Sqlite { kind.replace("bigint", "integer") } else { kind };
            (name, (kind, null))
        });
        assert_eq!(of_table(&connection, engine, &table).await, columns.collect(), "{table}");
    }
}

async fn down_and_up_again(engine: Engine) {
    let db = engine.empty().await;
    let connection = db.connect().await;
    let before = tables(&connection, engine).await;
    Migrator::down(&connection, None).await.expect("the steps go back");
    assert_eq!(tables(&connection, engine).await, Vec::<String>::new());
    Migrator::up(&connection, None).await.expect("the steps go forth");
    assert_eq!(tables(&connection, engine).await, before);
}

async fn publication_times_cannot_be_altered(engine: Engine) {
    let db = engine.sample().await;
    let connection = db.connect().await;
    for table in ["document", "interpretation"] {
        let sql = format!("UPDATE {table} SET published_at = '2001-01-01 00:00:00+00:00'");
        let error = connection.execute_unprepared(&sql).await.expect_err("the database refuses it").to_string();
        assert!(error.contains("published_at is final"), "{error}");
        connection
            .execute_unprepared(&format!("UPDATE {table} SET title = title"))
            .await
            .expect("other columns may change");
    }
}

/// Replicas that start at once: one applies the steps, the others wait for it.
#[tokio::test]
async fn of_several_that_start_at_once_one_migrates() {
    let db = Engine::Postgres.bare().await;
    let connections = [db.connect().await, db.connect().await, db.connect().await];
    let [a, b, c] = &connections;
    let migrate = gongkai::database::migrate;
    let (a, b, c) = tokio::join!(migrate(a), migrate(b), migrate(c));
    a.and(b).and(c).expect("each finds the tables there");
}
