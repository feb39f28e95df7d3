//! The door in: importers, and what they leave behind.

mod catalog;
mod holidays;
mod packages;
mod spreadsheet;
mod tasks;
mod units;
mod withdrawal;
