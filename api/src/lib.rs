//! gongkai: a GraphQL service for a local government's disclosure catalog and its repository of policies.
//!
//! - [`config`], [`database`], [`scope`] (the clock), [`error`]: what everything stands on
//! - [`service`]: the only place, with [`loaders`], that queries; [`service::write`] is the one door in
//! - [`types`], [`scalars`], [`query`], [`schema`]: the GraphQL contract, which only delegates
//! - [`http`]: the actix application; [`cli`]: the commands of the binary

pub mod cli;
pub mod config;
pub mod database;
pub mod error;
pub mod scope;
pub mod service;
