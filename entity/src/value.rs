//! Values that columns hold: enumerations and small texts with a structure. Pure: no I/O, no clock.

pub mod calendar;
pub mod content_norm;
pub mod document_number;
pub mod due;
pub mod html;
mod list;
pub mod time_limit;
pub mod unit_list;
pub mod validity;
mod vocabulary;

pub use list::{Channels, Elements, Texts, Tiers};
pub use vocabulary::*;
