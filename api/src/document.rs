//! What a GraphQL document asks for, measured before anything else looks at it. Every check behind this one (the
//! parser, the library's validation) walks the document by recursion and expands fragments, so what is too deep or too
//! wide must be refused here, in one linear pass.

use crate::error::Code;
use crate::text;
use crate::text::Text;
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Positioned};
use std::collections::HashMap;

/// How deep brackets of any kind may stand within each other: what the parser's recursion can bear, many times over.
const MAX_NESTING: usize = 64;

/// A document that asks for too much.
#[derive(Debug)]
pub struct TooMuch {
    /// Too deep, or too complex.
    pub code: Code,
    /// By how much.
    pub problem: Text,
}

/// Refuses a text whose brackets nest too deep to be parsed.
pub fn check_text(text: &str) -> Result<(), TooMuch> {
    if nesting(text) <= MAX_NESTING {
        return Ok(());
    }
    Err(TooMuch {
        code: Code::QueryTooDeep,
        problem: text!("括号嵌套超过 {MAX_NESTING} 层", "brackets nest more than {MAX_NESTING} deep"),
    })
}

/// Refuses a document that nests deeper, or names more fields with every fragment expanded, than the limits allow.
/// Introspection has no depth: tools ask it deeply, and it is bounded by the number of its fields.
pub fn check(document: &ExecutableDocument, max_depth: usize, max_fields: usize) -> Result<(), TooMuch> {
    let mut measure = Measure { document, fragments: HashMap::new() };
    for (_, operation) in document.operations.iter() {
        let size = measure.set(&operation.node.selection_set);
        if size.depth > max_depth {
            let problem = text!(
                "查询嵌套了 {} 层，上限是 {max_depth} 层",
                "the query nests {} deep; the limit is {max_depth}",
                size.depth
            );
            return Err(TooMuch { code: Code::QueryTooDeep, problem });
        }
        if size.fields > max_fields {
            let problem = text!(
                "查询展开片段后超过 {max_fields} 个字段",
                "the query names more than {max_fields} fields, its fragments expanded"
            );
            return Err(TooMuch { code: Code::QueryTooComplex, problem });
        }
    }
    Ok(())
}

/// How deep the brackets of a text stand within each other, outside strings and comments.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match first {
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            b'#' => rest = &rest[rest.iter().position(|it| matches!(it, b'\n' | b'\r')).unwrap_or(rest.len())..],
            b'"' if rest.starts_with(b"\"\"") => {
                rest = &rest[2..];
                while let [_, tail @ ..] = rest {
                    if let Some(after) = rest.strip_prefix(b"\"\"\"") {
                        rest = after;
                        break;
                    }
                    rest = rest.strip_prefix(b"\\\"\"\"").unwrap_or(tail);
                }
            }
            b'"' => {
                while let [first, tail @ ..] = rest {
                    rest = tail;
                    match first {
                        b'\\' => rest = rest.get(1..).unwrap_or_default(),
                        // A string ends with its line, closed or not.
                        b'"' | b'\n' | b'\r' => break,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    deepest
}

#[derive(Clone, Copy, Default)]
struct Size {
    depth: usize,
    fields: usize,
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    /// Sizes of the fragments met so far, each measured once; of one that is being measured, nothing: a circle is told
    /// by validation.
    fragments: HashMap<&'a Name, Size>,
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a Positioned<SelectionSet>) -> Size {
        let mut all = Size::default();
        for selection in &set.node.items {
            let size = match &selection.node {
                Selection::Field(field) => {
                    let below = self.set(&field.node.selection_set);
                    let is_introspection = field.node.name.node.starts_with("__");
                    let depth = if is_introspection { 1 } else { below.depth + 1 };
                    Size { depth, fields: below.fields.saturating_add(1) }
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node),
            };
            all.depth = all.depth.max(size.depth);
            all.fields = all.fields.saturating_add(size.fields);
        }
        all
    }

    fn fragment(&mut self, name: &'a Name) -> Size {
        if let Some(size) = self.fragments.get(name) {
            return *size;
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Size::default() };
        self.fragments.insert(name, Size::default());
        let size = self.set(&fragment.node.selection_set);
        self.fragments.insert(name, size);
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_strings_and_comments() {
        assert_eq!(nesting("{ a(b: [1, {c: 2}]) { d } }"), 4);
        assert_eq!(nesting("{ a(b: \"{[(\\\"{\") } # {{{{\n { b }"), 2);
        assert_eq!(nesting("{ a(b: \"\"\"{{{ \\\"\"\" [[[ \"\"\") }"), 2);
        assert_eq!(nesting("\"{{{\n{"), 1);
        assert_eq!(nesting("\"\\"), 0);
        assert_eq!(nesting("}}}{"), 1);
    }

    #[test]
    fn fragments_are_measured_once_however_often_they_are_spread() {
        let mut text = String::from("{ ...f0 }");
        for number in 0..60 {
            text +=
                &format!(" fragment f{number} on Query {{ a {{ ...f{} }} b {{ ...f{} }} }}", number + 1, number + 1);
        }
        text += " fragment f60 on Query { a }";
        let document = async_graphql::parser::parse_query(&text).unwrap();
        assert_eq!(check(&document, 12, 1_000).unwrap_err().code, Code::QueryTooDeep);
        assert_eq!(check(&document, 100, 1_000).unwrap_err().code, Code::QueryTooComplex);
        let circle =
            async_graphql::parser::parse_query("{ ...a } fragment a on Q { x { ...b } } fragment b on Q { ...a }")
                .unwrap();
        assert!(check(&circle, 12, 1_000).is_ok(), "validation tells of it");
    }

    #[test]
    fn introspection_has_no_depth() {
        let deep = (0..20).fold("name".to_owned(), |inner, _| format!("ofType {{ {inner} }}"));
        let document = async_graphql::parser::parse_query(format!("{{ __schema {{ types {{ {deep} }} }} }}")).unwrap();
        assert!(check(&document, 12, 1_000).is_ok());
    }
}
