//! The door in: importers, and what they leave behind.

mod catalog;
mod holidays;
mod packages;
mod tasks;
mod units;
mod withdrawal;
