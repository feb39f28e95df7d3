//! What can be read, and what it costs.

mod bad_input;
mod calendar;
mod cases;
mod cost;
mod filter;
mod health;
mod inline;
mod labels;
mod language;
mod paging;
mod plan;
mod search;
mod session;
mod validity;
