//! The values of variables, as the specification coerces them before anything runs. What is wrong with one is told with the
//! path to it.

use super::problem::{Problem, Problems, echoed};
use super::values::{Builtin, undefined_field};
use crate::error::Code;
use crate::scalars;
use crate::text;
use crate::text::Text;
use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use async_graphql::{Name, Pos, Value, Variables};
use serde_json::{Map, Number, Value as Json};

/// A variable of an operation.
#[derive(Debug)]
pub struct Variable {
    /// Its name, without the dollar.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Its default.
    pub default: Option<Value>,
    /// Where it is defined.
    pub at: Pos,
}

/// The values of an operation's variables. A variable that is neither given nor has a default stays absent.
pub fn coerce(
    schema: &Schema,
    variables: &[Variable],
    mut given: Map<String, Json>,
) -> Result<Variables, Vec<Problem>> {
    let mut values = Variables::default();
    let mut problems = Problems::default();
    for variable in variables {
        let Variable { name, ty, default, at } = variable;
        let mut complain = |message: Text| problems.push(Problem::new(Code::BadUserInput, message, Some(*at)));
        match given.remove(name.as_str()) {
            None => match default {
                Some(default) => {
                    values.insert(name.clone(), default.clone());
                }
                None if ty.is_non_null() => {
                    complain(text!(
                        "缺少必填变量 \"${name}\"（类型 \"{ty}\"）",
                        "Variable \"${name}\" of required type \"{ty}\" was not provided."
                    ));
                }
                None => {}
            },
            Some(Json::Null) if ty.is_non_null() => {
                complain(text!(
                    "变量 \"${name}\" 的类型是 \"{ty}\"，不能为 null",
                    "Variable \"${name}\" of non-null type \"{ty}\" must not be null."
                ));
            }
            Some(json) => {
                let mut coerce = Coerce { schema, variable, path: Vec::new(), problems: &mut problems };
                let value = coerce.value(ty, json);
                values.insert(name.clone(), value);
            }
        }
    }
    problems.into_result(true).map(|()| values)
}

enum Step {
    Field(String),
    Item(usize),
}

struct Coerce<'a> {
    schema: &'a Schema,
    variable: &'a Variable,
    path: Vec<Step>,
    problems: &'a mut Problems,
}

impl Coerce<'_> {
    /// The value, or null where it was told what is wrong.
    fn value(&mut self, ty: &Type, json: Json) -> Value {
        if self.problems.is_full() {
            return Value::Null;
        }
        match (ty, json) {
            (ty, Json::Null) if ty.is_non_null() => self.invalid(
                &Json::Null,
                text!("\"{ty}\" 类型的值不能为 null", "Expected non-nullable type \"{ty}\" not to be null."),
            ),
            (_, Json::Null) => Value::Null,
            (Type::List(item) | Type::NonNullList(item), Json::Array(items)) => {
                let mut values = Vec::with_capacity(items.len());
                for (number, json) in items.into_iter().enumerate() {
                    self.path.push(Step::Item(number));
                    values.push(self.value(item, json));
                    self.path.pop();
                    if self.problems.is_full() {
                        break;
                    }
                }
                Value::List(values)
            }
            (Type::List(item) | Type::NonNullList(item), json) => Value::List(vec![self.value(item, json)]),
            (Type::Named(name) | Type::NonNullNamed(name), json) => match self.schema.types.get(name) {
                Some(ExtendedType::InputObject(object)) => match json {
                    Json::Object(fields) => self.object(object, fields),
                    json => {
                        let message = text!("\"{name}\" 应为对象", "Expected type \"{name}\" to be an object.");
                        self.invalid(&json, message)
                    }
                },
                Some(ExtendedType::Enum(definition)) => match json {
                    Json::String(word) if definition.values.contains_key(word.as_str()) => Value::Enum(Name::new(word)),
                    Json::String(word) => {
                        let shown = echoed(&word);
                        let message = text!(
                            "枚举 \"{name}\" 没有值 \"{shown}\"",
                            "Value \"{shown}\" does not exist in \"{name}\" enum."
                        );
                        self.invalid(&Json::String(word), message)
                    }
                    json => {
                        let found = shown(&json);
                        let message = text!(
                            "枚举 \"{name}\" 的值应为字符串，而不是 {found}",
                            "Enum \"{name}\" cannot represent non-string value: {found}."
                        );
                        self.invalid(&json, message)
                    }
                },
                _ => self.scalar(name, json),
            },
        }
    }

    fn scalar(&mut self, name: &str, json: Json) -> Value {
        let message = match (name, &json) {
            ("Int", Json::Number(number)) => match whole(number) {
                Some(whole) if i32::try_from(whole).is_ok() => return Value::Number(whole.into()),
                Some(_) => Builtin::LargeInt.told(&number.to_string()),
                None => Builtin::Int.told(&number.to_string()),
            },
            ("Int", _) => Builtin::Int.told(&shown(&json)),
            ("Float", Json::Number(number)) => return Value::Number(number.clone()),
            ("Float", _) => Builtin::Float.told(&shown(&json)),
            ("ID", Json::Number(number)) if whole(number).is_some() || number.is_u64() => {
                return Value::String(whole(number).map_or_else(|| number.to_string(), |it| it.to_string()));
            }
            ("String" | "ID", Json::String(_)) => {
                let Json::String(text) = json else { return Value::Null };
                return Value::String(text);
            }
            ("Boolean", Json::Bool(it)) => return Value::Boolean(*it),
            ("String", _) => Builtin::String.told(&shown(&json)),
            ("Boolean", _) => Builtin::Boolean.told(&shown(&json)),
            ("ID", _) => Builtin::Id.told(&shown(&json)),
            (custom, _) => {
                let Ok(value) = Value::from_json(json.clone()) else { return Value::Null };
                match scalars::check(custom, value.clone()) {
                    Ok(()) => return value,
                    Err(problem) => problem,
                }
            }
        };
        self.invalid(&json, message)
    }

    fn object(&mut self, object: &InputObjectType, mut given: Map<String, Json>) -> Value {
        let name = &object.name;
        let count = given.len();
        let mut fields = async_graphql::indexmap::IndexMap::with_capacity(count);
        for (key, field) in &object.fields {
            match given.remove(key.as_str()) {
                Some(json) => {
                    let is_null = json.is_null();
                    self.path.push(Step::Field(key.to_string()));
                    let value = self.value(&field.ty, json);
                    if is_null && object.directives.has("oneOf") {
                        self.invalid(
                            &Json::Null,
                            text!("字段 \"{key}\" 不能为 null", "Field \"{key}\" must be non-null."),
                        );
                    }
                    self.path.pop();
                    fields.insert(Name::new(key.as_str()), value);
                }
                None if field.ty.is_non_null() && field.default_value.is_none() => {
                    let ty = &field.ty;
                    let message = text!(
                        "缺少必填字段 \"{key}\"（类型 \"{ty}\"）",
                        "Field \"{key}\" of required type \"{ty}\" was not provided."
                    );
                    self.invalid(&Json::Object(Map::new()), message);
                }
                None => {}
            }
        }
        for (key, json) in given {
            self.invalid(&json, undefined_field(name, &key));
            if self.problems.is_full() {
                break;
            }
        }
        if object.directives.has("oneOf") && count != 1 {
            self.invalid(
                &Json::Object(Map::new()),
                text!(
                    "输入对象 \"{name}\" 应恰好给出一个字段",
                    "Exactly one key must be specified for OneOf type \"{name}\"."
                ),
            );
        }
        Value::Object(fields)
    }

    fn invalid(&mut self, json: &Json, problem: Text) -> Value {
        let name = &self.variable.name;
        let value = shown(json);
        let Text { zh, en } = problem;
        let message = match self.path.is_empty() {
            true => text!(
                "变量 \"${name}\" 的值 {value} 无效：{zh}",
                "Variable \"${name}\" got invalid value {value}; {en}"
            ),
            false => {
                let path = self.path();
                text!(
                    "变量 \"${name}\" 中 \"{path}\" 的值 {value} 无效：{zh}",
                    "Variable \"${name}\" got invalid value {value} at \"{path}\"; {en}"
                )
            }
        };
        self.problems.push(Problem::new(Code::BadUserInput, message, Some(self.variable.at)));
        Value::Null
    }

    fn path(&self) -> String {
        let mut path = self.variable.name.to_string();
        for step in &self.path {
            match step {
                Step::Field(name) => path += &format!(".{name}"),
                Step::Item(number) => path += &format!("[{number}]"),
            }
        }
        path
    }
}

/// The whole number that a JSON number is; `1.0` is one.
fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 9_007_199_254_740_992.0)?;
        Some(float as i64)
    })
}

/// A value, to be told back; what is long is cut before it is printed.
fn shown(json: &Json) -> String {
    match json {
        Json::Array(_) => "[…]".to_owned(),
        Json::Object(_) => "{…}".to_owned(),
        Json::String(text) => format!("{:?}", echoed(text)),
        other => echoed(&other.to_string()),
    }
}
