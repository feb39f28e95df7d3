use super::*;

mod field;
mod open_file;
mod phrases;
mod properties;
