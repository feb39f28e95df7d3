//! A document whose lists say where they end. The validator compares the lists of fields of one name only as far as the
//! shorter one goes, so that `[1]` and `[1, 2]` are taken for the same; with an end they differ.

use apollo_compiler::ast::{Definition, Document, Selection, Value};
use apollo_compiler::{Node, name};

/// The document with its lists closed; none where it has no list.
pub fn closed(document: &Document) -> Option<Document> {
    let mut document = document.clone();
    let mut any = false;
    for definition in &mut document.definitions {
        match definition {
            Definition::OperationDefinition(operation) => any |= set(&mut operation.make_mut().selection_set),
            Definition::FragmentDefinition(fragment) => any |= set(&mut fragment.make_mut().selection_set),
            _ => {}
        }
    }
    any.then_some(document)
}

fn set(selections: &mut [Selection]) -> bool {
    let mut any = false;
    for selection in selections {
        match selection {
            Selection::Field(field) => {
                let field = field.make_mut();
                for argument in &mut field.arguments {
                    any |= value(argument.make_mut().value.make_mut());
                }
                any |= set(&mut field.selection_set);
            }
            Selection::InlineFragment(fragment) => any |= set(&mut fragment.make_mut().selection_set),
            Selection::FragmentSpread(_) => {}
        }
    }
    any
}

fn value(of: &mut Value) -> bool {
    match of {
        Value::List(items) => {
            for item in items.iter_mut() {
                value(item.make_mut());
            }
            items.push(Node::new(Value::Enum(name!(END))));
            true
        }
        Value::Object(fields) => fields.iter_mut().fold(false, |any, (_, it)| value(it.make_mut()) | any),
        _ => false,
    }
}
