//! A text becomes a checked document: within the limits, valid, and as the executor has it.

use super::checked::{Checked, Operation};
use super::coerce::Variable;
use super::convert::{Convert, constant};
use super::cost::cost;
use super::lines::Lines;
use super::measure::{Figures, measure};
use super::problem::{Problem, Problems, echoed};
use super::scan::{Excess, MAX_NESTING, tokens};
use super::{Hash, Limits, syntax, values};
use crate::error::Code;
use crate::text;
use apollo_compiler::ast::{Definition, Document};
use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::parser::Parser;
use apollo_compiler::validation::{DiagnosticData, DiagnosticList, Valid};
use apollo_compiler::{ExecutableDocument, Schema};
use async_graphql::Name;
use std::collections::{HashMap, HashSet};

/// Checks a text, whose hash is known, against the contract and the limits.
pub fn check(schema: &Valid<Schema>, limits: &Limits, text: &str, hash: Hash) -> Result<Checked, Vec<Problem>> {
    tokens(text, limits.tokens).map_err(|excess| match excess {
        Excess::Nesting => vec![Problem::brackets(MAX_NESTING)],
        Excess::Tokens => vec![Problem::tokens(limits.tokens)],
    })?;
    let lines = Lines::new(text);
    let mut document = parse(limits, &lines, text)?;
    let figures = within_limits(limits, &lines, &document)?;
    let roots = document.definitions.clone();
    told_apart(schema, &lines, &document)?;
    // An operation of a kind that the contract does not have is no error of the document, but of the request that picks it.
    document.definitions.retain(|definition| match definition {
        Definition::OperationDefinition(operation) => schema.root_operation(operation.operation_type).is_some(),
        _ => true,
    });
    let valid = validate(schema, &lines, &document)?;
    let mut convert = Convert { lines: &lines, bytes: 0 };
    let mut checked = Checked { hash, operations: Vec::new(), fragments: HashMap::new(), bytes: 0 };
    for definition in &roots {
        match definition {
            Definition::OperationDefinition(ast) => {
                let found = valid.operations.get(ast.name.as_deref()).ok();
                let variables = ast.variables.iter().map(|it| Variable {
                    name: Name::new(it.name.as_str()),
                    ty: (*it.ty).clone(),
                    default: it.default_value.as_ref().map(|it| constant(it)),
                    at: lines.position(it.location().map_or(0, |it| it.offset())),
                });
                checked.operations.push(Operation {
                    name: ast.name.as_ref().map(|it| Name::new(it.as_str())),
                    variables: variables.collect(),
                    figures: figures[checked.operations.len()],
                    cost: found.map(|it| cost(schema, &valid, &it.selection_set)).unwrap_or_default(),
                    has_root: schema.root_operation(ast.operation_type).is_some(),
                    definition: convert.operation(ast),
                });
            }
            Definition::FragmentDefinition(ast) => {
                checked.fragments.insert(Name::new(ast.name.as_str()), convert.fragment(ast));
            }
            _ => {}
        }
    }
    checked.weigh(convert.bytes);
    Ok(checked)
}

/// Operations are told apart by their names whatever their kind; the validator sees only those that the contract has.
fn told_apart(schema: &Schema, lines: &Lines<'_>, document: &Document) -> Result<(), Vec<Problem>> {
    let operations: Vec<_> = document.definitions.iter().filter_map(|it| it.as_operation_definition()).collect();
    if operations.iter().all(|it| schema.root_operation(it.operation_type).is_some()) {
        return Ok(());
    }
    let mut names = HashSet::new();
    let twice = operations.iter().find(|it| !names.insert(it.name.as_deref()));
    let anonymous = operations.iter().find(|it| it.name.is_none() && operations.len() > 1);
    let Some(found) = anonymous.or(twice) else { return Ok(()) };
    let message = match &found.name {
        Some(name) => {
            let name = echoed(name);
            text!("操作 \"{name}\" 被重复定义", "There can be only one operation named \"{name}\".")
        }
        None => text!(
            "文档中有多个操作时，每个操作都应命名",
            "This anonymous operation must be the only defined operation."
        ),
    };
    let at = found.location().map(|it| lines.position(it.offset()));
    Err(vec![Problem::invalid(message, at)])
}

fn parse(limits: &Limits, lines: &Lines<'_>, text: &str) -> Result<Document, Vec<Problem>> {
    let plain = syntax::plain(text)
        .map_err(|unread| vec![Problem::syntax(&unread.problem, Some(lines.position(unread.at)))])?;
    // The parser counts white space too, of which there is no more than one between any two others.
    let parsed = Parser::new().token_limit(2 * limits.tokens + 16).parse_ast(plain, "");
    // Operations and fragments were read to the letter, so what the parser cannot read defines types.
    let document = parsed.map_err(|failed| {
        let location = failed.errors.iter().next().and_then(|first| first.error.location());
        vec![Problem::syntax(
            "Unexpected text in a definition of a type.",
            location.map(|it| lines.position(it.offset())),
        )]
    })?;
    match document.definitions.is_empty() {
        true => Err(vec![Problem::syntax("Unexpected <EOF>.", Some(lines.position(text.len())))]),
        false => Ok(document),
    }
}

/// The figures of the operations, in their order, each within the limits.
fn within_limits(limits: &Limits, lines: &Lines<'_>, document: &Document) -> Result<Vec<Figures>, Vec<Problem>> {
    let measured = measure(document)
        .map_err(|cycle| vec![Problem::cycle(&cycle.name, &cycle.via, Some(lines.position(cycle.offset)))])?;
    // What bounds validation is bounded in fragments that nobody uses too, and in all operations together.
    let all = &measured.operations;
    let deepest = measured.fragments.iter().chain(all).map(|it| it.nesting).max().unwrap_or(0);
    let widest = measured.fragments.iter().map(|it| it.fields).max().unwrap_or(0);
    let fields = all.iter().fold(0, |sum: usize, it| sum.saturating_add(it.fields)).max(widest);
    let problem = if deepest > MAX_NESTING {
        Problem::nesting(MAX_NESTING)
    } else if fields > limits.fields {
        Problem::too_many(Code::QueryTooComplex, text!("字段", "fields"), fields, limits.fields)
    } else if let Some(it) = all.iter().find(|it| it.depth > limits.depth) {
        Problem::depth(it.depth, limits.depth)
    } else if let Some(it) = all.iter().find(|it| it.aliases > limits.aliases) {
        Problem::too_many(Code::TooManyAliases, text!("别名", "aliases"), it.aliases, limits.aliases)
    } else if let Some(it) = measured.operations.iter().find(|it| it.root_fields > limits.root_fields) {
        Problem::too_many(Code::QueryTooComplex, text!("根字段", "root fields"), it.root_fields, limits.root_fields)
    } else if let Some(it) = all.iter().find(|it| it.directives > limits.directives) {
        Problem::too_many(Code::QueryTooComplex, text!("指令", "directives"), it.directives, limits.directives)
    } else if all.iter().any(|it| it.introspection_lists >= super::INTROSPECTION_LISTS) {
        Problem::introspection_lists()
    } else {
        return Ok(measured.operations);
    };
    Err(vec![problem])
}

fn validate(
    schema: &Valid<Schema>,
    lines: &Lines<'_>,
    document: &Document,
) -> Result<ExecutableDocument, Vec<Problem>> {
    let mut problems = Problems::default();
    let executable = match document.to_executable_validate(schema) {
        Ok(valid) => valid.into_inner(),
        Err(failed) => {
            tell(lines, &failed.errors, &mut problems);
            failed.partial
        }
    };
    values::check(schema, lines, &executable, &mut problems);
    problems.into_result(false).map(|()| executable)
}

/// What makes the validator leave parts of a document out.
const LEAVES_OUT: &[&str] = &[
    "SubselectionOnEnumType",
    "SubselectionOnScalarType",
    "UndefinedField",
    "UndefinedTypeInInlineFragmentTypeCondition",
    "UndefinedTypeInNamedFragmentTypeCondition",
];
/// What it then misses.
const FOLLOWS: &[&str] = &["MissingSubselection", "UndefinedFragment", "UnusedFragment", "UnusedVariable"];

/// What the validator found, in the words of the reference implementation, without its suggestions.
fn tell(lines: &Lines<'_>, found: &DiagnosticList, problems: &mut Problems) {
    let is = |error: &DiagnosticData, rules: &[&str]| error.unstable_error_name().is_some_and(|it| rules.contains(&it));
    let is_left_out = found.iter().any(|it| is(it.error, LEAVES_OUT));
    for diagnostic in found.iter() {
        let error = diagnostic.error;
        if is(error, values::RULES) || (is_left_out && is(error, FOLLOWS)) {
            continue;
        }
        let message = error.unstable_compat_message().unwrap_or_else(|| error.to_string());
        let message = message.split(" Did you mean").next().unwrap_or_default();
        let at = error.location().map(|it| lines.position(it.offset()));
        let code = match error.unstable_error_name() {
            Some("DeeplyNestedType" | "RecursionError" | "RecursionLimitError") => Code::QueryTooDeep,
            _ => Code::GraphqlValidationFailed,
        };
        problems.push(Problem::told(code, message, at));
    }
}
