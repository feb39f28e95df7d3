//! GraphQL types, filters and orders, one file a noun.

pub mod attachment;
pub mod calendar;
pub mod catalog;
pub mod catalog_column;
pub mod catalog_entry;
pub mod compliance;
pub mod connection;
pub mod document;
pub mod document_number;
pub mod document_relation;
pub mod enum_label;
pub mod filter;
pub mod health;
pub mod interpretation;
pub mod node;
pub mod order;
pub mod service_config;
pub mod task;
pub mod task_plan;
pub mod task_unit;
pub mod time_limit;
pub mod tombstone;
pub mod unit;
pub mod validity;
pub mod viewer;
pub mod vocabulary;
