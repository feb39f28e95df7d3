//! A checked document as the executor has it. There is one parser only: what was validated is what is executed.

use super::lines::Lines;
use apollo_compiler::ast::{self, Value as Literal};
use apollo_compiler::{Name as Known, Node};
use async_graphql::parser::types::{
    BaseType, Directive, Field, FragmentDefinition, FragmentSpread, InlineFragment, OperationDefinition, OperationType,
    Selection, SelectionSet, Type, TypeCondition, VariableDefinition,
};
use async_graphql::{Name, Pos, Positioned, Value as ConstValue};
use async_graphql_value::Value;

/// Converts the definitions of one text, and counts what they take.
pub struct Convert<'a> {
    /// Where things stand.
    pub lines: &'a Lines<'a>,
    /// An estimate of the memory that was taken so far, in bytes.
    pub bytes: usize,
}

impl Convert<'_> {
    /// An operation.
    pub fn operation(&mut self, from: &Node<ast::OperationDefinition>) -> Positioned<OperationDefinition> {
        let at = self.at(from.location());
        let operation = OperationDefinition {
            ty: match from.operation_type {
                ast::OperationType::Query => OperationType::Query,
                ast::OperationType::Mutation => OperationType::Mutation,
                ast::OperationType::Subscription => OperationType::Subscription,
            },
            variable_definitions: from.variables.iter().map(|it| self.variable(it)).collect(),
            directives: self.directives(&from.directives),
            selection_set: self.set(&from.selection_set, at),
        };
        self.positioned(operation, at)
    }

    /// A fragment.
    pub fn fragment(&mut self, from: &Node<ast::FragmentDefinition>) -> Positioned<FragmentDefinition> {
        let at = self.at(from.location());
        let fragment = FragmentDefinition {
            type_condition: self.condition(&from.type_condition),
            directives: self.directives(&from.directives),
            selection_set: self.set(&from.selection_set, at),
        };
        self.positioned(fragment, at)
    }

    fn variable(&mut self, from: &Node<ast::VariableDefinition>) -> Positioned<VariableDefinition> {
        let at = self.at(from.location());
        let variable = VariableDefinition {
            name: self.name(&from.name),
            var_type: Positioned::new(type_of(&from.ty), at),
            directives: self.directives(&from.directives),
            default_value: from.default_value.as_ref().map(|it| Positioned::new(constant(it), at)),
        };
        self.positioned(variable, at)
    }

    fn set(&mut self, from: &[ast::Selection], at: Pos) -> Positioned<SelectionSet> {
        let items = from.iter().map(|it| self.selection(it)).collect();
        Positioned::new(SelectionSet { items }, at)
    }

    fn selection(&mut self, from: &ast::Selection) -> Positioned<Selection> {
        let (selection, at) = match from {
            ast::Selection::Field(from) => {
                let at = self.at(from.location());
                let field = Field {
                    alias: from.alias.as_ref().map(|it| self.name(it)),
                    name: self.name(&from.name),
                    arguments: self.arguments(&from.arguments),
                    directives: self.directives(&from.directives),
                    selection_set: self.set(&from.selection_set, at),
                };
                (Selection::Field(Positioned::new(field, at)), at)
            }
            ast::Selection::FragmentSpread(from) => {
                let at = self.at(from.location());
                let fragment_name = self.name(&from.fragment_name);
                let spread = FragmentSpread { fragment_name, directives: self.directives(&from.directives) };
                (Selection::FragmentSpread(Positioned::new(spread, at)), at)
            }
            ast::Selection::InlineFragment(from) => {
                let at = self.at(from.location());
                let fragment = InlineFragment {
                    type_condition: from.type_condition.as_ref().map(|it| self.condition(it)),
                    directives: self.directives(&from.directives),
                    selection_set: self.set(&from.selection_set, at),
                };
                (Selection::InlineFragment(Positioned::new(fragment, at)), at)
            }
        };
        self.positioned(selection, at)
    }

    fn directives(&mut self, from: &ast::DirectiveList) -> Vec<Positioned<Directive>> {
        from.iter()
            .map(|from| {
                let at = self.at(from.location());
                let directive = Directive { name: self.name(&from.name), arguments: self.arguments(&from.arguments) };
                self.positioned(directive, at)
            })
            .collect()
    }

    fn arguments(&mut self, from: &[Node<ast::Argument>]) -> Vec<(Positioned<Name>, Positioned<Value>)> {
        from.iter()
            .map(|from| {
                let name = self.name(&from.name);
                let at = self.at(from.value.location());
                let value = value(&from.value);
                self.bytes += size_of::<(Positioned<Name>, Positioned<Value>)>() + size(&value);
                (name, Positioned::new(value, at))
            })
            .collect()
    }

    fn condition(&mut self, from: &Known) -> Positioned<TypeCondition> {
        let on = self.name(from);
        let at = on.pos;
        Positioned::new(TypeCondition { on }, at)
    }

    fn name(&mut self, from: &Known) -> Positioned<Name> {
        self.bytes += from.len() + 2 * size_of::<usize>();
        Positioned::new(Name::new(from.as_str()), self.at(from.location()))
    }

    fn positioned<T>(&mut self, node: T, at: Pos) -> Positioned<T> {
        self.bytes += size_of::<Positioned<T>>();
        Positioned::new(node, at)
    }

    fn at(&self, location: Option<apollo_compiler::parser::SourceSpan>) -> Pos {
        self.lines.position(location.map_or(0, |it| it.offset()))
    }
}

/// A type, as the executor has it.
fn type_of(from: &ast::Type) -> Type {
    match from {
        ast::Type::Named(name) => Type { base: BaseType::Named(Name::new(name.as_str())), nullable: true },
        ast::Type::NonNullNamed(name) => Type { base: BaseType::Named(Name::new(name.as_str())), nullable: false },
        ast::Type::List(item) => Type { base: BaseType::List(Box::new(type_of(item))), nullable: true },
        ast::Type::NonNullList(item) => Type { base: BaseType::List(Box::new(type_of(item))), nullable: false },
    }
}

fn value(from: &Literal) -> Value {
    match from {
        Literal::Variable(name) => Value::Variable(Name::new(name.as_str())),
        Literal::List(items) => Value::List(items.iter().map(|it| value(it)).collect()),
        Literal::Object(fields) => {
            Value::Object(fields.iter().map(|(name, it)| (Name::new(name.as_str()), value(it))).collect())
        }
        other => constant(other).into_value(),
    }
}

/// A literal without variables.
pub fn constant(from: &Literal) -> ConstValue {
    // A number beyond all types is told by validation, but for an ID, which is its digits.
    let number = |text: &str| text.parse().map_or_else(|_| ConstValue::String(text.to_owned()), ConstValue::Number);
    match from {
        Literal::Null | Literal::Variable(_) => ConstValue::Null,
        Literal::Enum(name) => ConstValue::Enum(Name::new(name.as_str())),
        Literal::String(text) => ConstValue::String(text.clone()),
        Literal::Boolean(it) => ConstValue::Boolean(*it),
        Literal::Int(it) => number(it.as_str()),
        Literal::Float(it) => number(it.as_str()),
        Literal::List(items) => ConstValue::List(items.iter().map(|it| constant(it)).collect()),
        Literal::Object(fields) => {
            ConstValue::Object(fields.iter().map(|(name, it)| (Name::new(name.as_str()), constant(it))).collect())
        }
    }
}

/// The memory behind a value.
fn size(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::List(items) => items.iter().map(size).sum(),
            // A name, its hash and its place in the map.
            Value::Object(fields) => fields.values().map(|it| 64 + size(it)).sum(),
            _ => 0,
        }
}
