//! The nouns of gongkai: one file a table, and `value` for what the columns hold.
//!
//! This crate knows no GraphQL, no HTTP and no clock. Tables are made by the `migration` crate; a test compares the two.

pub mod attachment;
pub mod audit_event;
pub mod bigram;
pub mod catalog;
pub mod catalog_column;
pub mod catalog_entry;
pub mod change;
pub mod disclosure_deadline;
pub mod document;
pub mod document_bigram;
pub mod document_body;
pub mod document_catalog_entry;
pub mod document_interpretation;
pub mod document_issuer;
pub mod document_relation;
pub mod document_topic;
pub mod holiday;
pub mod holiday_notice;
pub mod interpretation;
pub mod interpretation_body;
pub mod setting;
pub mod source_reference;
pub mod task;
pub mod task_plan;
pub mod task_unit;
pub mod task_unit_member;
pub mod tombstone;
pub mod unit;
pub mod unit_ancestor;
pub mod validity_event;
pub mod validity_span;
pub mod value;
