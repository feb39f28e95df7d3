//! What a query may cost, before anything runs: an object is 1, a connection is its page size times a row of it, and what is
//! dear weighs more. Scalars are free. Page sizes may be variables, so the cost of an operation is an expression, made when
//! its document is checked and evaluated by each request.

use crate::pagination::{DEFAULT_PAGE, MAX_PAGE};
use apollo_compiler::ast::Value as Literal;
use apollo_compiler::executable::{ExecutableDocument, Field, Selection, SelectionSet};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Node, Schema};
use async_graphql::{Name, Value, Variables};

/// How many rows lists that are no connections are taken to have; those that are not here are short, and count once.
const ROWS: &[(&str, &str, u64)] = &[
    ("Catalog", "columns", 5),
    ("CatalogColumn", "children", 5),
    ("CatalogHealth", "ranking", 20),
    ("Document", "compliance", 2),
    ("Health", "obligations", 2),
    ("Unit", "children", 5),
    ("__Field", "args", 2),
    ("__Schema", "directives", 5),
    ("__Schema", "types", 20),
    ("__Type", "enumValues", 4),
    ("__Type", "fields", 4),
    ("__Type", "inputFields", 4),
    ("__Type", "possibleTypes", 2),
];

/// What fields cost beyond the objects that they give: work in the database, or on the words of a plan.
const EXTRA: &[(&str, &str, u64)] =
    &[("Catalog", "health", 50), ("Document", "compliance", 3), ("TaskPlan", "findings", 1), ("Unit", "health", 5)];

/// Introspection is answered from memory: so many of its objects cost as one.
const INTROSPECTION_SHARE: u64 = 5;

/// A list beneath the columns of one unit that is not of that unit alone: so much more is in it than in a list that is.
const OF_ALL_UNITS: u64 = 5;

/// A cost, with the variables that it hangs on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    constant: u64,
    terms: Vec<(Factor, Cost)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Factor {
    Times(u64),
    /// The rows of a page.
    Page {
        first: Number,
        last: Number,
    },
    /// As many as a list has.
    Length(Name),
    /// So many, or one where something narrows the list.
    Unless(u64, Given),
}

#[derive(Clone, Debug, PartialEq)]
enum Number {
    Absent,
    Known(i64),
    Variable(Name),
}

/// Whether an argument has a value.
#[derive(Clone, Debug, PartialEq)]
enum Given {
    Never,
    Always,
    /// Where the variable has one, or the key of the object that it is.
    Variable(Name, Option<&'static str>),
}

impl Cost {
    /// The cost under the values of the variables, saturating.
    pub fn under(&self, variables: &Variables) -> u64 {
        let terms =
            self.terms.iter().map(|(factor, cost)| factor.under(variables).saturating_mul(cost.under(variables)));
        terms.fold(self.constant, u64::saturating_add)
    }

    fn of(constant: u64) -> Self {
        Self { constant, terms: Vec::new() }
    }

    fn add(&mut self, other: Self) {
        self.constant = self.constant.saturating_add(other.constant);
        self.terms.extend(other.terms);
    }

    /// What hangs on no variable is multiplied at once.
    fn times(self, factor: Factor) -> Self {
        let factor = match factor {
            Factor::Page { first: Number::Absent | Number::Known(_), last: Number::Absent | Number::Known(_) }
            | Factor::Unless(_, Given::Always | Given::Never) => Factor::Times(factor.under(&Variables::default())),
            other => other,
        };
        match factor {
            Factor::Times(1) => self,
            Factor::Times(times) if self.terms.is_empty() => Self::of(self.constant.saturating_mul(times)),
            factor => Self { constant: 0, terms: vec![(factor, self)] },
        }
    }

    /// The memory behind it.
    pub fn bytes(&self) -> usize {
        self.terms.iter().map(|(_, cost)| size_of::<(Factor, Self)>() + cost.bytes()).sum()
    }
}

impl Factor {
    fn under(&self, variables: &Variables) -> u64 {
        match self {
            Self::Times(times) => *times,
            Self::Page { first, last } => match (first.under(variables), last.under(variables)) {
                (None, None) => DEFAULT_PAGE as u64,
                // Both at once is an error of the field.
                (first, last) => first.max(last).map_or(0, |it| it.clamp(0, i64::from(MAX_PAGE)).unsigned_abs()),
            },
            Self::Length(name) => match variables.get(name) {
                Some(Value::List(items)) => items.len() as u64,
                _ => 1,
            },
            Self::Unless(rows, given) => {
                if given.under(variables) {
                    1
                } else {
                    *rows
                }
            }
        }
    }
}

impl Number {
    fn under(&self, variables: &Variables) -> Option<i64> {
        match self {
            Self::Absent => None,
            Self::Known(number) => Some(*number),
            Self::Variable(name) => match variables.get(name) {
                Some(Value::Number(number)) => number.as_i64(),
                _ => None,
            },
        }
    }
}

impl Given {
    fn under(&self, variables: &Variables) -> bool {
        match self {
            Self::Never => false,
            Self::Always => true,
            Self::Variable(name, key) => match (variables.get(name), key) {
                (None | Some(Value::Null), _) => false,
                (Some(Value::Object(fields)), Some(key)) => fields.get(*key).is_some_and(|it| *it != Value::Null),
                (Some(_), _) => true,
            },
        }
    }
}

/// The cost of an operation. Its expansion has passed the limit on fields, so that expanding it here is cheap.
pub fn cost(schema: &Schema, document: &ExecutableDocument, set: &SelectionSet) -> Cost {
    Estimate { schema, document }.set(set, &Given::Never).own
}

struct Estimate<'a> {
    schema: &'a Schema,
    document: &'a ExecutableDocument,
}

/// What a set costs: once, and for each row of the page that it speaks of, where it is the set of a connection.
#[derive(Default)]
struct Parts {
    own: Cost,
    rows: Option<Cost>,
}

impl Estimate<'_> {
    /// `narrow`: the unit to which the columns above keep.
    fn set(&self, set: &SelectionSet, narrow: &Given) -> Parts {
        let mut parts = Parts::default();
        self.extend(set, narrow, &mut parts);
        parts
    }

    fn extend(&self, set: &SelectionSet, narrow: &Given, parts: &mut Parts) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => self.field(set.ty.as_str(), field, narrow, parts),
                Selection::InlineFragment(fragment) => self.extend(&fragment.selection_set, narrow, parts),
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.fragment_name) {
                        self.extend(&fragment.selection_set, narrow, parts);
                    }
                }
            }
        }
    }

    fn field(&self, parent: &str, field: &Node<Field>, narrow: &Given, parts: &mut Parts) {
        let name = field.name.as_str();
        parts.own.add(Cost::of(entry(EXTRA, parent, name).unwrap_or(0)));
        if field.selection_set.selections.is_empty() {
            return;
        }
        let ty = &field.definition.ty;
        // The rows of a page are the same rows, whether asked for as nodes or by edges.
        if parent.ends_with("Connection") && ty.is_list() {
            let row = self.set(&field.selection_set, narrow).own;
            return parts.rows.get_or_insert_with(|| Cost::of(1)).add(row);
        }
        if parent.ends_with("Edge") && name == "node" {
            return parts.own.add(self.set(&field.selection_set, narrow).own);
        }
        let argument = |name: &str| field.arguments.iter().find(|it| it.name == name).map(|it| &*it.value);
        let below = match (parent, name) {
            ("Catalog", "columns") => given(argument("unit"), None),
            _ => narrow.clone(),
        };
        let Parts { mut own, rows } = self.set(&field.selection_set, &below);
        own.add(match rows {
            Some(rows) => rows.times(Factor::Page { first: number(argument("first")), last: number(argument("last")) }),
            None => Cost::of(1),
        });
        let all_units = Factor::Unless(OF_ALL_UNITS, given(argument("filter"), Some("unit")));
        parts.own.add(match (parent, name) {
            ("Query", "nodes") => own.times(length(argument("ids"))),
            ("Catalog", "columns") | ("CatalogColumn", "children") => {
                own.times(Factor::Unless(entry(ROWS, parent, name).unwrap_or(1), below))
            }
            ("CatalogColumn", "entries") if *narrow != Given::Never => own.times(all_units),
            (_, "__schema" | "__type") => Cost::of(own.constant.div_ceil(INTROSPECTION_SHARE)),
            _ if self.is_composite_list(field) => own.times(Factor::Times(entry(ROWS, parent, name).unwrap_or(1))),
            _ => own,
        });
    }

    fn is_composite_list(&self, field: &Field) -> bool {
        let ty = &field.definition.ty;
        ty.is_list() && self.schema.types.get(ty.inner_named_type()).is_some_and(ExtendedType::is_output_type)
    }
}

fn entry(table: &[(&str, &str, u64)], parent: &str, field: &str) -> Option<u64> {
    table.iter().find(|(of, name, _)| *of == parent && *name == field).map(|(.., value)| *value)
}

fn number(argument: Option<&Literal>) -> Number {
    match argument {
        Some(Literal::Int(number)) => number.as_str().parse().map_or(Number::Absent, Number::Known),
        Some(Literal::Variable(name)) => Number::Variable(Name::new(name.as_str())),
        _ => Number::Absent,
    }
}

fn length(argument: Option<&Literal>) -> Factor {
    match argument {
        Some(Literal::List(items)) => Factor::Times(items.len() as u64),
        Some(Literal::Variable(name)) => Factor::Length(Name::new(name.as_str())),
        _ => Factor::Times(1),
    }
}

/// Whether an argument has a value, or the key of it where it is an object.
fn given(argument: Option<&Literal>, key: Option<&'static str>) -> Given {
    match (argument, key) {
        (None | Some(Literal::Null), _) => Given::Never,
        (Some(Literal::Variable(name)), key) => Given::Variable(Name::new(name.as_str()), key),
        (Some(Literal::Object(fields)), Some(key)) => {
            given(fields.iter().find(|(name, _)| name == key).map(|(_, value)| &**value), None)
        }
        (Some(_), _) => Given::Always,
    }
}
