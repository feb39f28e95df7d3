//! What a document asks for, by its text alone: every fragment measured once, however often it is spread. It comes before
//! validation, whose rules expand fragments or recurse into them: what passes here is small in every sense.

use super::scan::MAX_NESTING;
use apollo_compiler::ast::{Definition, Document, FragmentDefinition, OperationDefinition, Selection};
use std::collections::HashMap;

/// The figures of a selection, every fragment expanded. They saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Fields above each other; an introspection field counts as one, whatever it selects.
    pub depth: usize,
    /// Selection sets within each other, those of fragments and of introspection too.
    pub nesting: usize,
    /// Fields and spreads: how many selections an executor meets.
    pub fields: usize,
    /// Fields that are named otherwise than in the schema.
    pub aliases: usize,
    /// Fields of the outermost set.
    pub root_fields: usize,
    /// Directives on anything within.
    pub directives: usize,
    /// Lists of types, fields and the like within each other, as introspection names them.
    lists: usize,
    /// The same within introspection.
    pub introspection_lists: usize,
    /// Whether the schema itself is asked about.
    pub introspects: bool,
}

impl Figures {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.nesting = self.nesting.max(other.nesting);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.root_fields = self.root_fields.saturating_add(other.root_fields);
        self.directives = self.directives.saturating_add(other.directives);
        self.lists = self.lists.max(other.lists);
        self.introspection_lists = self.introspection_lists.max(other.introspection_lists);
        self.introspects |= other.introspects;
    }
}

/// A fragment that holds itself, by way of others.
#[derive(Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The fragment.
    pub name: String,
    /// The fragments on the way from it to itself.
    pub via: Vec<String>,
    /// Where the last of them spreads it, in bytes.
    pub offset: usize,
}

/// The figures of the operations, in their order, and of the fragments.
#[derive(Debug, Default)]
pub struct Measured {
    /// Of each operation.
    pub operations: Vec<Figures>,
    /// Of each fragment, used or not.
    pub fragments: Vec<Figures>,
}

/// Measures a document.
pub fn measure(document: &Document) -> Result<Measured, Cycle> {
    let mut measure = Measure { definitions: HashMap::new(), known: HashMap::new(), under: Vec::new() };
    for definition in &document.definitions {
        if let Definition::FragmentDefinition(fragment) = definition {
            // The first of a name; a second one is told by validation.
            measure.definitions.entry(fragment.name.as_str()).or_insert(fragment);
        }
    }
    let mut measured = Measured::default();
    for definition in &document.definitions {
        match definition {
            Definition::OperationDefinition(operation) => {
                measured.operations.push(measure.operation(operation)?);
            }
            Definition::FragmentDefinition(fragment) => {
                measured.fragments.push(measure.fragment(fragment.name.as_str(), 0)?);
            }
            _ => {}
        }
    }
    Ok(measured)
}

struct Measure<'a> {
    definitions: HashMap<&'a str, &'a FragmentDefinition>,
    known: HashMap<&'a str, Figures>,
    /// Fragments that are being measured, each within the one before it.
    under: Vec<&'a str>,
}

impl<'a> Measure<'a> {
    fn operation(&mut self, operation: &'a OperationDefinition) -> Result<Figures, Cycle> {
        let mut all = self.set(&operation.selection_set, 0)?;
        let variables: usize = operation.variables.iter().map(|it| it.directives.len()).sum();
        all.directives = all.directives.saturating_add(operation.directives.len() + variables);
        Ok(all)
    }

    /// `level` guards the stack: fragments are not bounded by the nesting of the text.
    fn set(&mut self, set: &'a [Selection], level: usize) -> Result<Figures, Cycle> {
        let mut all = Figures::default();
        if level > MAX_NESTING {
            return Ok(Figures { nesting: level, ..all });
        }
        for selection in set {
            all.add(self.selection(selection, level)?);
        }
        Ok(all)
    }

    fn selection(&mut self, selection: &'a Selection, level: usize) -> Result<Figures, Cycle> {
        let mut within;
        let directives = match selection {
            Selection::Field(field) => &field.directives,
            Selection::InlineFragment(fragment) => &fragment.directives,
            Selection::FragmentSpread(spread) => &spread.directives,
        };
        match selection {
            Selection::Field(field) => {
                within = self.set(&field.selection_set, level + 1)?;
                let is_introspection = field.name.starts_with("__");
                within.introspects = is_introspection && field.name != "__typename" || within.introspects;
                within.depth = if is_introspection { 1 } else { within.depth.saturating_add(1) };
                within.fields = within.fields.saturating_add(1);
                within.root_fields = 1;
                within.aliases = within.aliases.saturating_add(usize::from(field.alias.is_some()));
                if matches!(field.name.as_str(), "fields" | "interfaces" | "possibleTypes" | "inputFields") {
                    within.lists = within.lists.saturating_add(1);
                }
                if is_introspection {
                    within.introspection_lists = within.lists;
                }
                within.nesting = within.nesting.saturating_add(1);
            }
            Selection::InlineFragment(fragment) => {
                within = self.set(&fragment.selection_set, level + 1)?;
                within.nesting = within.nesting.saturating_add(1);
            }
            Selection::FragmentSpread(spread) => {
                let name = spread.fragment_name.as_str();
                if let Some(from) = self.under.iter().position(|it| *it == name) {
                    let via = self.under[from + 1..].iter().map(|it| (*it).to_owned()).collect();
                    let offset = spread.location().map_or(0, |it| it.offset());
                    return Err(Cycle { name: name.to_owned(), via, offset });
                }
                within = self.fragment(name, level + 1)?;
                within.fields = within.fields.saturating_add(1);
            }
        }
        within.directives = within.directives.saturating_add(directives.len());
        Ok(within)
    }

    fn fragment(&mut self, name: &'a str, level: usize) -> Result<Figures, Cycle> {
        if let Some(known) = self.known.get(name) {
            return Ok(*known);
        }
        let Some(fragment) = self.definitions.get(name).copied() else { return Ok(Figures::default()) };
        self.under.push(name);
        let mut figures = self.set(&fragment.selection_set, level)?;
        self.under.pop();
        figures.directives = figures.directives.saturating_add(fragment.directives.len());
        figures.nesting = figures.nesting.saturating_add(1);
        self.known.insert(name, figures);
        Ok(figures)
    }
}

#[cfg(test)]
mod tests;
