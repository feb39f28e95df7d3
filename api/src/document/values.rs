//! Whether literals and variables fit where they stand. The rules of values are here and not the validator's, which knows
//! neither our scalars nor one-of inputs, and looks at variables only where they are whole arguments.

use super::convert::constant;
use super::lines::Lines;
use super::problem::{Problem, Problems, echoed};
use crate::error::Code;
use crate::scalars;
use crate::text;
use crate::text::Text;
use apollo_compiler::ast::{Argument, Directive, InputValueDefinition, Type, Value, VariableDefinition};
use apollo_compiler::executable::{ExecutableDocument, Selection, SelectionSet};
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use apollo_compiler::{Name, Node, Schema};
use async_graphql::Pos;
use std::collections::{HashMap, HashSet};

/// The names of the validator's rules that this module stands in for.
pub const RULES: &[&str] = &[
    "DisallowedVariableUsage",
    "FloatCoercionError",
    "IntCoercionError",
    "RequiredField",
    "UndefinedEnumValue",
    "UndefinedInputValue",
    "UniqueInputValue",
    "UnsupportedValueType",
];

/// Checks every literal and every use of a variable.
pub fn check(schema: &Schema, lines: &Lines<'_>, document: &ExecutableDocument, problems: &mut Problems) {
    let mut check = Check { schema, lines, problems, uses: Uses::default() };
    let mut fragments: HashMap<&str, Uses<'_>> = HashMap::new();
    for (name, fragment) in &document.fragments {
        check.directives(&fragment.directives);
        check.set(&fragment.selection_set);
        fragments.insert(name.as_str(), std::mem::take(&mut check.uses));
    }
    for operation in document.operations.iter() {
        check.directives(&operation.directives);
        for variable in &operation.variables {
            check.directives(&variable.directives);
            if let Some(default) = &variable.default_value {
                check.literal(&variable.ty, default, Place::PLAIN);
            }
        }
        check.set(&operation.selection_set);
        let own = std::mem::take(&mut check.uses);
        let variables: HashMap<&str, &Node<VariableDefinition>> =
            operation.variables.iter().map(|it| (it.name.as_str(), it)).collect();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut left = vec![&own];
        while let Some(uses) = left.pop() {
            for used in &uses.variables {
                if let Some(variable) = variables.get(used.name) {
                    check.used(variable, used);
                }
            }
            for spread in &uses.spreads {
                if seen.insert(spread) {
                    left.extend(fragments.get(spread));
                }
            }
        }
    }
}

/// What a definition uses: variables, and other fragments.
#[derive(Default)]
struct Uses<'a> {
    variables: Vec<Used<'a>>,
    spreads: Vec<&'a str>,
}

struct Used<'a> {
    name: &'a str,
    place: Place<'a>,
    expected: &'a Type,
    at: Pos,
}

/// What is allowed of a variable in a place.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// A default of the place stands in for an absent value.
    has_default: bool,
    /// The one-of input whose only field this is.
    one_of: Option<&'a Name>,
}

impl Place<'_> {
    const PLAIN: Self = Self { has_default: false, one_of: None };

    fn of(definition: &InputValueDefinition) -> Self {
        Self { has_default: definition.default_value.as_ref().is_some_and(|it| !it.is_null()), one_of: None }
    }
}

struct Check<'a, 'p> {
    schema: &'a Schema,
    lines: &'p Lines<'p>,
    problems: &'p mut Problems,
    uses: Uses<'a>,
}

impl<'a> Check<'a, '_> {
    fn set(&mut self, set: &'a SelectionSet) {
        for selection in &set.selections {
            self.directives(selection.directives());
            match selection {
                Selection::Field(field) => {
                    self.arguments(&field.definition.arguments, &field.arguments);
                    self.set(&field.selection_set);
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.selection_set),
                Selection::FragmentSpread(spread) => self.uses.spreads.push(spread.fragment_name.as_str()),
            }
        }
    }

    fn directives(&mut self, directives: &'a [Node<Directive>]) {
        for directive in directives {
            if let Some(definition) = self.schema.directive_definitions.get(&directive.name) {
                self.arguments(&definition.arguments, &directive.arguments);
            }
        }
    }

    fn arguments(&mut self, definitions: &'a [Node<InputValueDefinition>], given: &'a [Node<Argument>]) {
        for argument in given {
            if let Some(definition) = definitions.iter().find(|it| it.name == argument.name) {
                self.literal(&definition.ty, &argument.value, Place::of(definition));
            }
        }
    }

    fn literal(&mut self, ty: &'a Type, value: &'a Node<Value>, place: Place<'a>) {
        if self.problems.is_full() {
            return;
        }
        match (&**value, ty) {
            (Value::Variable(name), _) => {
                let at = self.at(value);
                self.uses.variables.push(Used { name: name.as_str(), place, expected: ty, at });
            }
            (Value::Null, ty) if ty.is_non_null() => {
                self.invalid(
                    value,
                    text!("应为 \"{ty}\" 类型的值，而不是 null", "Expected value of type \"{ty}\", found null."),
                );
            }
            (Value::Null, _) => {}
            (Value::List(items), Type::List(item) | Type::NonNullList(item)) => {
                for it in items {
                    self.literal(item, it, Place::PLAIN);
                }
            }
            (_, Type::List(item) | Type::NonNullList(item)) => self.literal(item, value, Place::PLAIN),
            (_, Type::Named(name) | Type::NonNullNamed(name)) => self.named(ty, name, value),
        }
    }

    fn named(&mut self, ty: &'a Type, name: &'a Name, value: &'a Node<Value>) {
        match self.schema.types.get(name) {
            Some(ExtendedType::InputObject(object)) => match &**value {
                Value::Object(fields) => self.object(object, fields, value),
                other => {
                    let found = shown(other);
                    let message = text!(
                        "应为 \"{ty}\" 类型的值，而不是 {found}",
                        "Expected value of type \"{ty}\", found {found}."
                    );
                    self.invalid(value, message);
                }
            },
            Some(ExtendedType::Enum(definition)) => match &**value {
                Value::Enum(word) if definition.values.contains_key(word) => {}
                Value::Enum(word) => {
                    let word = echoed(word);
                    let message = text!(
                        "枚举 \"{name}\" 没有值 \"{word}\"",
                        "Value \"{word}\" does not exist in \"{name}\" enum."
                    );
                    self.invalid(value, message);
                }
                other => {
                    let found = shown(other);
                    let message = text!(
                        "枚举 \"{name}\" 的值应为枚举值，而不是 {found}",
                        "Enum \"{name}\" cannot represent non-enum value: {found}."
                    );
                    self.invalid(value, message);
                }
            },
            Some(ExtendedType::Scalar(_)) => self.scalar(name, value),
            // What is no input type is told by other rules.
            _ => {}
        }
    }

    fn scalar(&mut self, name: &Name, value: &'a Node<Value>) {
        let problem = match (name.as_str(), &**value) {
            ("Int", Value::Int(it)) if it.try_to_i32().is_ok() => return,
            ("Int", Value::Int(_)) => Builtin::LargeInt,
            ("Int", _) => Builtin::Int,
            ("Float", Value::Int(it)) if it.try_to_f64().is_ok() => return,
            ("Float", Value::Float(it)) if it.try_to_f64().is_ok() => return,
            ("Float", _) => Builtin::Float,
            ("String", Value::String(_))
            | ("Boolean", Value::Boolean(_))
            | ("ID", Value::String(_) | Value::Int(_)) => return,
            ("String", _) => Builtin::String,
            ("Boolean", _) => Builtin::Boolean,
            ("ID", _) => Builtin::Id,
            (custom, literal) => match scalars::check(custom, constant(literal)) {
                Ok(()) => return,
                // The value is of the right kind, and outside what the field allows.
                Err(problem) => {
                    let at = Some(self.at(value));
                    return self.problems.push(Problem::new(Code::BadUserInput, problem, at));
                }
            },
        };
        self.invalid(value, problem.told(&shown(value)));
    }

    fn object(&mut self, object: &'a InputObjectType, given: &'a [(Name, Node<Value>)], value: &'a Node<Value>) {
        let name = &object.name;
        let is_one_of = object.directives.has("oneOf");
        let mut seen: HashSet<&str> = HashSet::new();
        for (key, it) in given {
            if !seen.insert(key.as_str()) {
                let key = echoed(key);
                self.invalid(
                    it,
                    text!("字段 \"{key}\" 被重复给出", "There can be only one input field named \"{key}\"."),
                );
            }
            let Some(field) = object.fields.get(key) else {
                self.invalid(it, undefined_field(name, key));
                continue;
            };
            self.literal(&field.ty, it, Place { one_of: is_one_of.then_some(name), ..Place::of(field) });
        }
        for (key, field) in &object.fields {
            if field.ty.is_non_null() && field.default_value.is_none() && !seen.contains(key.as_str()) {
                let ty = &field.ty;
                let message = text!(
                    "缺少必填字段 \"{name}.{key}\"（类型 \"{ty}\"）",
                    "Field \"{name}.{key}\" of required type \"{ty}\" was not provided."
                );
                self.invalid(value, message);
            }
        }
        if is_one_of {
            match given {
                [(key, it)] if it.is_null() => {
                    let message =
                        text!("字段 \"{name}.{key}\" 不能为 null", "Field \"{name}.{key}\" must be non-null.");
                    self.invalid(value, message);
                }
                [_] => {}
                _ => {
                    let keys: Vec<&str> = object.fields.keys().map(Name::as_str).collect();
                    let keys = keys.join(", ");
                    self.invalid(
                        value,
                        text!(
                            "输入对象 \"{name}\" 应恰好给出一个字段：{keys} 之一",
                            "OneOf Input Object \"{name}\" must specify exactly one key: give it by one of {keys}."
                        ),
                    );
                }
            }
        }
    }

    /// A variable must bear every value that its place may get.
    fn used(&mut self, variable: &VariableDefinition, used: &Used<'a>) {
        let (name, given, expected) = (&variable.name, &variable.ty, used.expected);
        if let Some(object) = used.place.one_of
            && !given.is_non_null()
        {
            let message = text!(
                "变量 \"${name}\" 的类型是 \"{given}\"，用于输入对象 \"{object}\" 时应为非空类型",
                "Variable \"${name}\" is of type \"{given}\" but must be non-nullable to be used for OneOf Input Object \"{object}\"."
            );
            self.problems.push(Problem::invalid(message, Some(used.at)));
        }
        let has_default =
            used.place.has_default || variable.default_value.as_ref().is_some_and(|default| !default.is_null());
        let fits = match expected {
            Type::NonNullNamed(_) | Type::NonNullList(_) if !given.is_non_null() => {
                has_default && given.is_assignable_to(&expected.clone().nullable())
            }
            _ => given.is_assignable_to(expected),
        };
        if !fits {
            let message = text!(
                "变量 \"${name}\" 的类型是 \"{given}\"，而此处应为 \"{expected}\" 类型",
                "Variable \"${name}\" of type \"{given}\" used in position expecting type \"{expected}\"."
            );
            self.problems.push(Problem::invalid(message, Some(used.at)));
        }
    }

    fn invalid(&mut self, value: &Node<Value>, message: Text) {
        let at = Some(self.at(value));
        self.problems.push(Problem::invalid(message, at));
    }

    fn at(&self, value: &Node<Value>) -> Pos {
        self.lines.position(value.location().map_or(0, |it| it.offset()))
    }
}

/// What a scalar of the specification cannot be.
#[derive(Clone, Copy)]
pub enum Builtin {
    /// A number beyond 32 bits.
    LargeInt,
    /// No whole number.
    Int,
    /// No number.
    Float,
    /// No text.
    String,
    /// Neither true nor false.
    Boolean,
    /// Neither a text nor a whole number.
    Id,
}

impl Builtin {
    /// In words, with what was found instead.
    pub fn told(self, found: &str) -> Text {
        match self {
            Self::LargeInt => text!(
                "Int 应为 32 位有符号整数，而不是 {found}",
                "Int cannot represent non 32-bit signed integer value: {found}"
            ),
            Self::Int => text!("Int 应为整数，而不是 {found}", "Int cannot represent non-integer value: {found}"),
            Self::Float => text!("Float 应为数字，而不是 {found}", "Float cannot represent non numeric value: {found}"),
            Self::String => {
                text!("String 应为字符串，而不是 {found}", "String cannot represent a non string value: {found}")
            }
            Self::Boolean => text!(
                "Boolean 应为 true 或 false，而不是 {found}",
                "Boolean cannot represent a non boolean value: {found}"
            ),
            Self::Id => text!(
                "ID 应为字符串或整数，而不是 {found}",
                "ID cannot represent a non-string and non-integer value: {found}"
            ),
        }
    }
}

/// An input object has no such field.
pub fn undefined_field(object: &str, field: &str) -> Text {
    let field = echoed(field);
    text!("输入对象 \"{object}\" 没有字段 \"{field}\"", "Field \"{field}\" is not defined by type \"{object}\".")
}

/// A literal, to be told back; what is long is cut before it is printed.
fn shown(value: &Value) -> String {
    match value {
        Value::List(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        Value::String(text) => format!("{:?}", echoed(text)),
        other => echoed(&other.to_string()),
    }
}
