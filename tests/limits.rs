//! What is too much is refused, each attack with its code and before it costs anything; which documents are answered.

mod attacks;
mod cost;
mod persisted;
mod variables;
