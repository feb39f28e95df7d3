use super::*;

mod open_file;
mod phrases;
mod properties;
