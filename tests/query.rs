//! What can be read, and what it costs.

mod bad_input;
mod cases;
mod cost;
mod filter;
mod paging;
mod plan;
mod validity;
