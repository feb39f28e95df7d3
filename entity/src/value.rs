//! Values that columns hold: enumerations and small texts with a structure. Pure: no I/O, no clock.

pub mod calendar;
pub mod content_norm;
pub mod document_number;
<<<<<<< HEAD
pub mod due_on;
=======
pub mod due;
>>>>>>> 9e29b027ca7b1a984ca22ffb3b69679e2ef647bd
pub mod html;
mod list;
pub mod stub;
pub mod time_limit;
pub mod validity;
mod vocabulary;

pub use list::{Channels, Elements, Texts, Tiers};
pub use vocabulary::*;
