//! The door in: importers, and what they leave behind.

mod catalog;
mod holidays;
mod packages;
mod units;
mod withdrawal;
