//! 枚举用语: the words that people read for the values of every enum, so that no front end writes them down. They are
//! those of the contract itself: each description begins with the Chinese term, which for the vocabularies of `entity`
//! is the label that files are read with (a test holds them against each other).

use crate::error::{Error, Result};
use crate::schema;
use crate::text;
use crate::text::shortened;
use async_graphql::SimpleObject;
use async_graphql::parser::types::{EnumType, TypeDefinition, TypeKind, TypeSystemDefinition};
use async_graphql::parser::{Positioned, parse_schema};
use std::sync::LazyLock;

/// The most enums that one field may name.
const MAX_TYPES: usize = 100;

/// 枚举用语. The words that people read for an enum and its values.
#[derive(Debug, SimpleObject)]
pub struct EnumLabels {
    /// 枚举名. The name of the enum in this contract, such as `ValidityStatus`.
    name: String,
    /// 中文用语. What the enum is called in Chinese.
    label: String,
    /// 英文说明. What it is, in English.
    description: String,
    /// 枚举值. Its values, all of them, in the order of the contract.
    values: Vec<EnumLabel>,
}

/// 枚举值用语. The words that people read for one value of an enum.
#[derive(Debug, SimpleObject)]
pub struct EnumLabel {
    /// 枚举值. The value as it comes in answers, such as `EFFECTIVE`.
    value: String,
    /// 中文用语. What people are shown in Chinese.
    label: String,
    /// 英文说明. What it means, in English.
    description: String,
    /// 已弃用. Whether the value is deprecated.
    is_deprecated: bool,
}

impl EnumLabels {
    /// Those of the enums named, in their order; of all, where none is named.
    pub fn of(types: Option<Vec<String>>) -> Result<Vec<&'static Self>> {
        static ALL: LazyLock<Vec<EnumLabels>> = LazyLock::new(EnumLabels::all);
        let Some(types) = types else { return Ok(ALL.iter().collect()) };
        if types.len() > MAX_TYPES {
            let length = types.len();
            return Err(Error::bad_input(
                "types",
                text!("最多 {MAX_TYPES} 个，而不是 {length} 个", "at most {MAX_TYPES}, not {length}"),
            ));
        }
        let find = |(at, name): (usize, &String)| {
            ALL.iter().find(|it| it.name == *name).ok_or_else(|| {
                let name = shortened(&format_args!("{name:?}"));
                Error::bad_input(format!("types[{at}]"), text!("没有名为 {name} 的枚举", "there is no enum {name}"))
            })
        };
        types.iter().enumerate().map(find).collect()
    }

    /// Those of the contract: read out of its own text, which is made by the same program.
    fn all() -> Vec<Self> {
        let contract = parse_schema(schema::sdl()).map(|it| it.definitions).unwrap_or_default();
        contract
            .into_iter()
            .filter_map(|definition| match definition {
                TypeSystemDefinition::Type(Positioned {
                    node: TypeDefinition { name, description, kind: TypeKind::Enum(EnumType { values }), .. },
                    ..
                }) => {
                    let (label, description) = words(description);
                    let values = values.into_iter().map(|value| {
                        let value = value.node;
                        let (label, description) = words(value.description);
                        let is_deprecated = value.directives.iter().any(|it| it.node.name.node == "deprecated");
                        EnumLabel { value: value.value.node.to_string(), label, description, is_deprecated }
                    });
                    Some(Self { name: name.node.to_string(), label, description, values: values.collect() })
                }
                _ => None,
            })
            .collect()
    }
}

/// The Chinese term of a description, and the English behind it.
fn words(description: Option<Positioned<String>>) -> (String, String) {
    let text = description.map(|it| it.node.replace('\n', " ")).unwrap_or_default();
    let (term, english) = text.split_once(". ").unwrap_or((text.as_str(), ""));
    (term.to_owned(), english.to_owned())
}
