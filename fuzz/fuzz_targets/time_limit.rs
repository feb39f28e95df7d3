//! Any text is kept as it is and read without a panic.
#![no_main]

use entity::value::time_limit::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = parse(text);
    assert_eq!(found.text, text);
    assert!(found.needs_review || !found.clauses.is_empty());
});
