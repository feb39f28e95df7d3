//! The tables of gongkai, step by step. Never imports `entity`: a step must mean tomorrow what it means today.

use sea_orm_migration::prelude::*;

mod m20261122_000001_create_unit;
mod m20261122_000002_create_catalog;
mod m20261122_000003_create_document;
mod m20261122_000004_create_interpretation;
mod m20261122_000005_create_validity;
mod m20261122_000006_create_change;
mod m20261122_000007_create_task_plan;
mod m20261122_000008_create_holiday;
mod m20261123_000009_create_bigram;
mod table;

/// The steps, oldest first.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_create_unit::Migration),
            Box::new(m20261122_000002_create_catalog::Migration),
            Box::new(m20261122_000003_create_document::Migration),
            Box::new(m20261122_000004_create_interpretation::Migration),
            Box::new(m20261122_000005_create_validity::Migration),
            Box::new(m20261122_000006_create_change::Migration),
            Box::new(m20261122_000008_create_holiday::Migration),
            Box::new(m20261122_000007_create_task_plan::Migration),
            Box::new(m20261123_000009_create_bigram::Migration),
        ]
    }
}
