use super::*;
use crate::config::Config;
use crate::document::{Documents, Reference, VALUE_RULES};
use crate::error::Code;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Schema};
use std::collections::BTreeSet;

#[test]
fn names_and_values_are_carried_over() {
    let zh = |english: &str| chinese(english).unwrap_or_default();
    assert_eq!(zh("Cannot query field \"nope\" on type \"Query\"."), "类型 \"Query\" 没有字段 \"nope\"");
    assert_eq!(zh("Syntax Error: Expected Name, found <EOF>."), "语法错误：应为名称，而不是文档的结尾");
    assert_eq!(
        zh("Failed to parse \"Int\": Invalid number (occurred while parsing \"IntFilter\")"),
        "不能读作 Int：数字无效（在读取 IntFilter 时）"
    );
    assert_eq!(chinese("The moon is made of cheese"), None);
    assert_eq!(told("The moon", Some(3)).zh, "请求在第 3 行有误（The moon）");
    assert_eq!(told("The moon", None).en, "The moon");
}

#[test]
fn patterns_hold_what_they_say() {
    assert_eq!(holes("a {} b {}", "a 1 b 2"), Some(vec!["1", "2"]));
    assert_eq!(holes("a {} b", "a 1 b b"), Some(vec!["1 b"]));
    assert_eq!(holes("a", "a"), Some(vec![]));
    assert_eq!(holes("a", "ab"), None);
    assert_eq!(holes("{} a", "b"), None);
}

/// A pattern that another one before it takes for its own would never be used.
#[test]
fn every_sentence_is_reached_and_every_hole_is_told() {
    for (at, (pattern, wording)) in SENTENCES.iter().enumerate() {
        let sample = pattern.replace("{}", "x");
        let first = SENTENCES.iter().position(|(pattern, _)| holes(pattern, &sample).is_some());
        assert_eq!(first, Some(at), "{pattern:?} is taken by {:?}", first.map(|at| SENTENCES[at].0));
        assert!(!wording.is_ascii() || wording.starts_with(' '), "{wording:?} is not Chinese");
        let count = pattern.matches("{}").count();
        for hole in 0..count {
            let told = wording.contains(&format!("{{{hole}}}")) || wording.contains(&format!("{{{hole}!}}"));
            assert!(told || pattern.contains(" type "), "{wording:?} leaves out hole {hole}");
        }
    }
}

const SCHEMA: &str = "
    directive @once(a: Int!) on FIELD
    directive @elsewhere on QUERY
    type Query { text(a: Int!, b: In, c: E, d: [E!], f: Float): String object: O other: P node: N union: U e: E date: Date }
    type Subscription { one: Int two: Int }
    interface N { id: ID }
    type O implements N { id: ID p: P text: String e: E }
    type P implements N { id: ID text: String text2: Int o: O }
    union U = O
    enum E { A B }
    scalar Date
    input In { a: Int! b: String c: In }
";

/// A document for each sort of mistake that validation knows, with words of its message. The rules of values are not
/// here: `document::values` stands in for them.
const MISTAKES: &[(&str, &str)] = &[
    ("query($a: Int, $a: Int) { text(a: $a) }", "only one variable"),
    ("{ text(a: 1, a: 2) }", "only one argument"),
    ("{ text(a: 1, z: 1) }", "Unknown argument"),
    ("{ e @once(a: 1, z: 1) }", "Unknown argument"),
    ("query($a: Z) { text(a: $a) }", "Unknown type"),
    ("{ e @z }", "Unknown directive"),
    ("{ text(a: $a) }", "is not defined"),
    ("{ ...z }", "Unknown fragment"),
    ("{ text }", "Field \"text\" argument \"a\""),
    ("{ e @once }", "Directive \"@once\" argument \"a\""),
    ("query($a: O) { text(a: 1, b: $a) }", "non-input type"),
    ("query($a: Int) { e }", "Variable \"$a\" is never used"),
    ("{ e @elsewhere }", "may not be used on"),
    ("{ e @once(a: 1) @once(a: 2) }", "can only be used once"),
    ("{ object }", "must have a selection"),
    ("{ ...a } fragment a on E { x }", "Fragment \"a\" cannot condition"),
    ("{ ... on E { x } }", "Fragment cannot condition"),
    ("{ ...a } fragment a on O { id }", "Fragment \"a\" cannot be spread here"),
    ("{ ... on O { id } }", "Fragment cannot be spread here"),
    ("{ e } fragment a on O { id }", "Fragment \"a\" is never used"),
    ("{ e } type Z { a: Int }", "\"Z\" definition is not executable"),
    ("{ e } extend enum E { C }", "\"E\" definition is not executable"),
    ("{ e } directive @z on FIELD", "\"z\" definition is not executable"),
    ("{ e } schema { query: Query }", "schema definition is not executable"),
    ("{ e } query A { e }", "This anonymous operation"),
    ("query A { e } query A { e }", "only one operation"),
    ("{ ...a } fragment a on Query { e } fragment a on Query { e }", "only one fragment"),
    ("mutation { e }", "has no \"mutation\" root type"),
    ("{ ...a } fragment a on Z { e }", "Unknown type"),
    ("{ ... on Z { e } }", "Unknown type"),
    ("{ text(a: 1) { x } }", "must not have a selection"),
    ("{ e { x } }", "must not have a selection"),
    ("{ z }", "Cannot query field"),
    ("subscription { one two }", "Anonymous Subscription must select only one"),
    ("subscription A { one two }", "Subscription \"A\" must select only one"),
    ("subscription { __typename }", "Anonymous Subscription must not select an introspection"),
    ("subscription A { __typename }", "Subscription \"A\" must not select an introspection"),
    ("subscription { one @skip(if: true) }", "Anonymous Subscription can not specify"),
    ("subscription A { one @skip(if: true) }", "Subscription \"A\" can not specify"),
    ("{ node { ... on O { x: text } ... on P { x: text2 } } }", "return conflicting types"),
    ("{ x: text(a: 1) x: text(a: 2) }", "differing arguments"),
    ("{ x: object { id } x: other { id } }", "are different fields"),
];

fn schema() -> Valid<Schema> {
    Schema::parse_and_validate(SCHEMA, "schema.graphql").expect("a schema")
}

fn complaints(schema: &Valid<Schema>, document: &str) -> BTreeSet<String> {
    match ExecutableDocument::parse_and_validate(schema, document, "document.graphql") {
        Ok(_) => BTreeSet::new(),
        Err(broken) => {
            let told = broken
                .errors
                .iter()
                // What `document` tells of values itself is written in both languages where it arises.
                .filter(|it| it.error.unstable_error_name().is_none_or(|rule| !VALUE_RULES.contains(&rule)));
            told.map(|it| it.error.unstable_compat_message().unwrap_or_else(|| it.error.to_string()))
                .map(|it| it.split(" Did you mean").next().unwrap_or_default().to_owned())
                .collect()
        }
    }
}

/// No word of the English is left over but names, values and types, and what is in quotes.
fn assert_chinese(document: &str, english: &str) {
    let zh = chinese(english).unwrap_or_else(|| panic!("{english:?} has no Chinese, for {document:?}"));
    let plain: String = zh.split(['`', '"', '\'']).step_by(2).collect();
    // Characters that cannot be printed are told by their numbers.
    let (before, numbers) = plain.split_once("U+").unwrap_or((&plain, ""));
    let behind = numbers.split("U+").map(|part| part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    let plain: String = [before].into_iter().chain(behind).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| it.len() > 1 || *it == "a");
    let names = [
        "Int",
        "Float",
        "Unicode",
        "null",
        "query",
        "mutation",
        "subscription",
        "skip",
        "include",
        "FIELD",
        "32",
        "64",
        "In",
        "aa",
    ];
    let left: Vec<_> = words.filter(|it| !names.contains(it)).collect();
    assert!(left.is_empty(), "{zh:?} still says {left:?}, for {document:?}");
}

#[test]
fn every_mistake_that_validation_knows_has_its_sentence() {
    let schema = schema();
    for (document, word) in MISTAKES {
        let complaints = complaints(&schema, document);
        assert!(complaints.iter().any(|it| it.contains(word)), "{document:?}: {word:?} is not in {complaints:#?}");
        complaints.iter().for_each(|english| assert_chinese(document, english));
    }
}

/// What is told of a document that is not GraphQL, in English.
fn syntax_errors(documents: &Documents, document: &str) -> Vec<String> {
    let problems = documents.find(Reference { text: Some(document), hash: None, id: None }).err().unwrap_or_default();
    problems.into_iter().filter(|it| it.code == Code::GraphqlParseFailed).map(|it| it.message.en).collect()
}

/// Documents broken off, and with a token where it does not belong: whatever is told of them is known.
#[test]
fn every_broken_document_is_told_in_chinese() {
    let documents = Documents::new(&Config::default()).expect("no manifest");
    let samples = [
        "query A($a: [Int!]! = [1] @once(a: 1), $b: In = {a: 1}) @elsewhere { x: text(a: $a, b: {a: 1}, f: 1.5e3) @skip(if: true) { y } ...a }",
        "subscription S { one } fragment a on Query @z { ... on O @z { id } ... @skip(if: false) { e } ...b }",
        "mutation { a(b: \"s\\u00e9\", c: \"\"\"block\"\"\", d: [A, true, null]) }",
        "type A implements N & M @d { a(b: Int = 1): [Int!]! } extend union U = A | B input I { a: Int = 1 } enum E { A B }",
        "schema @d { query: Query } directive @d(a: Int) repeatable on FIELD | QUERY interface N implements M { id: ID } scalar D @d",
    ];
    let tokens = [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "=",
        "!",
        "|",
        "&",
        "@",
        "$",
        "...",
        "..",
        "a",
        "on",
        "null",
        "query",
        "type",
        "extend",
        "01",
        "1x",
        "1.",
        "1.x",
        "1.5x",
        "1e",
        "1ex",
        "1e+",
        "-",
        "-x",
        "\"",
        "\"\"\"",
        "\"\\q\"",
        "\"\\u12\"",
        "\"\\uZZZZ\"",
        "\"\\uD800\"",
        "\"\\u{110000}\"",
        "\"\\u{}\"",
        "\"\n",
        "中",
        "%",
        "#",
        "\u{0}",
        ",",
    ];
    let mut seen = BTreeSet::new();
    for sample in samples {
        let starts = |at: &usize| *at == 0 || !sample.as_bytes()[at - 1].is_ascii_alphanumeric();
        for at in (0..sample.len()).filter(starts) {
            for token in tokens.iter().copied().chain([""]) {
                let broken = [
                    format!("{} {token}", &sample[..at]),
                    format!("{} {token} {}", &sample[..at], &sample[at..]),
                    format!("{token} {}", &sample[at..]),
                ];
                for document in broken {
                    for english in syntax_errors(&documents, &document) {
                        if !seen.contains(&english) {
                            assert_chinese(&document, &english);
                            seen.insert(english);
                        }
                    }
                }
            }
        }
    }
    assert!(seen.len() > 40, "only {} kinds of complaints: {seen:#?}", seen.len());
}
