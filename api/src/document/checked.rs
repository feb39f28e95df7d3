//! A document that was checked: what is kept of it, and what each request makes of it.

use super::Hash;
use super::coerce::{Variable, coerce};
use super::cost::Cost;
use super::measure::Figures;
use super::problem::Problem;
use apollo_compiler::Schema;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, FragmentDefinition, OperationDefinition, OperationType, Selection,
    SelectionSet,
};
use async_graphql::{Name, Positioned, Variables};
use async_graphql_value::Value;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

/// A document that is within the limits and valid.
#[derive(Debug)]
pub struct Checked {
    /// The SHA-256 of its text.
    pub hash: Hash,
    /// Its operations, in their order.
    pub operations: Vec<Operation>,
    pub(super) fragments: HashMap<Name, Positioned<FragmentDefinition>>,
    pub(super) bytes: usize,
}

/// An operation of a checked document.
#[derive(Debug)]
pub struct Operation {
    /// Its name, where it has one.
    pub name: Option<Name>,
    /// What it asks for.
    pub figures: Figures,
    pub(super) variables: Vec<Variable>,
    pub(super) cost: Cost,
    /// Whether the contract has operations of its kind.
    pub(super) has_root: bool,
    pub(super) definition: Positioned<OperationDefinition>,
}

impl Checked {
    /// The operation that a request picks, and its number.
    pub fn operation(&self, name: Option<&str>) -> Result<(usize, &Operation), Problem> {
        let number = match name {
            None if self.operations.len() == 1 => Some(0),
            None => None,
            Some(name) => self.operations.iter().position(|it| it.name.as_deref() == Some(name)),
        };
        let picked = number.and_then(|number| Some((number, self.operations.get(number)?)));
        picked.ok_or_else(|| Problem::unresolved(name))
    }

    /// The operation alone, with the fragments that it spreads, for one request.
    pub fn executable(&self, operation: &Operation, variables: &Variables) -> ExecutableDocument {
        let mut definition = operation.definition.clone();
        let mut fragments = HashMap::new();
        self.spread(&definition.node.selection_set.node, &mut fragments);
        // An argument whose variable is absent is absent; the library would take it for one without a default.
        let absent: Vec<&Name> =
            operation.variables.iter().map(|it| &it.name).filter(|name| !variables.contains_key(*name)).collect();
        if !absent.is_empty() {
            without(&mut definition.node.selection_set.node, &absent);
            for fragment in fragments.values_mut() {
                without(&mut fragment.node.selection_set.node, &absent);
            }
        }
        let operations = match &operation.name {
            Some(name) => DocumentOperations::Multiple(HashMap::from([(name.clone(), definition)])),
            None => DocumentOperations::Single(definition),
        };
        ExecutableDocument { operations, fragments }
    }

    fn spread(&self, set: &SelectionSet, into: &mut HashMap<Name, Positioned<FragmentDefinition>>) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => self.spread(&field.node.selection_set.node, into),
                Selection::InlineFragment(fragment) => self.spread(&fragment.node.selection_set.node, into),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let (false, Some(fragment)) = (into.contains_key(name), self.fragments.get(name)) {
                        into.insert(name.clone(), fragment.clone());
                        self.spread(&fragment.node.selection_set.node, into);
                    }
                }
            }
        }
    }

    /// An estimate of the memory that it takes, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn weigh(&mut self, definitions: usize) {
        let operations = self
            .operations
            .iter()
            .map(|it| size_of::<Operation>() + it.variables.len() * size_of::<Variable>() + it.cost.bytes());
        self.bytes = size_of::<Self>() + definitions + operations.sum::<usize>();
    }
}

impl Operation {
    /// A query, a mutation or a subscription.
    pub fn kind(&self) -> OperationType {
        self.definition.node.ty
    }

    /// Whether the contract has operations of its kind.
    pub fn can_run(&self) -> Result<(), Problem> {
        if self.has_root { Ok(()) } else { Err(Problem::no_root(&self.kind().to_string())) }
    }

    /// The values of its variables.
    pub fn variables(&self, schema: &Schema, given: Map<String, Json>) -> Result<Variables, Vec<Problem>> {
        coerce(schema, &self.variables, given)
    }

    /// What it may cost under these values.
    pub fn cost(&self, variables: &Variables) -> u64 {
        self.cost.under(variables)
    }
}

/// Takes away the arguments that are absent variables.
fn without(set: &mut SelectionSet, absent: &[&Name]) {
    let is_absent = |value: &Value| matches!(value, Value::Variable(name) if absent.contains(&name));
    for item in &mut set.items {
        match &mut item.node {
            Selection::Field(field) => {
                field.node.arguments.retain(|(_, value)| !is_absent(&value.node));
                without(&mut field.node.selection_set.node, absent);
            }
            Selection::InlineFragment(fragment) => without(&mut fragment.node.selection_set.node, absent),
            Selection::FragmentSpread(_) => {}
        }
    }
}
