//! gongkai: a GraphQL service for a local government's disclosure catalog and its repository of policies.
//!
//! - [`config`], [`address`], [`database`], [`scope`] (the clock), [`error`], [`mod@text`] (both languages): what everything
//!   stands on
//! - [`service`]: the only place, with [`loaders`], that queries; `service::write` is the one door in
//! - [`types`], [`scalars`], [`id`], [`pagination`], [`query`], [`schema`]: the GraphQL contract
//! - [`sheet`]: spreadsheets as people make them, whatever stands in them
//! - [`document`]: what a query asks for, measured before anything else looks at it
//! - [`cache`]: answers that are kept until anything is committed
//! - [`visit`]: what one request tells of itself on its way, for [`log`], [`metrics`] and [`telemetry`]
//! - [`app`]: a running instance; [`http`]: its actix application; [`cli`]: the commands of the binary

pub mod address;
pub mod app;
pub mod cache;
pub mod cli;
pub mod config;
pub mod database;
pub mod document;
pub mod error;
pub mod http;
pub mod id;
pub mod loaders;
pub mod log;
pub mod metrics;
pub mod pagination;
pub mod query;
pub mod scalars;
pub mod schema;
pub mod scope;
pub mod service;
pub mod sheet;
pub mod telemetry;
pub mod text;
pub mod types;
pub mod visit;
