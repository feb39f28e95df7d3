//! The door in: importers, and what they leave behind.

mod catalog;
mod packages;
mod spreadsheet;
mod units;
mod withdrawal;
