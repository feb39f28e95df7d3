//! The figures, against documents counted by hand and against an expansion that measures nothing twice.

use super::*;
use apollo_compiler::ast::Document;
use proptest::prelude::*;

fn parsed(text: &str) -> Document {
    Document::parse(text, "").unwrap_or_else(|failed| panic!("{text}: {}", failed.errors))
}

fn of(text: &str) -> Figures {
    measure(&parsed(text)).unwrap().operations[0]
}

#[test]
fn figures_are_those_counted_by_hand() {
    let deep = (0..20).fold("name".to_owned(), |inner, _| format!("ofType {{ {inner} }}"));
    for (text, depth, nesting, fields, aliases, root_fields, directives) in [
        ("{ a }", 1, 1, 1, 0, 1, 0),
        ("{ a { b { c } } d }", 3, 3, 4, 0, 2, 0),
        ("{ x: a { y: b } }", 2, 2, 2, 2, 1, 0),
        ("query($v: Int @v) @q { a @one @two { b @three } }", 2, 2, 2, 0, 1, 5),
        ("{ ... @i { a ... on T { b } } }", 1, 3, 2, 0, 2, 1),
        ("{ ...f } fragment f on T @d { a { b } }", 2, 3, 3, 0, 1, 1),
        ("{ ...f ...f x: a { ...f } } fragment f on T { y: b @d }", 2, 3, 7, 4, 3, 3),
        ("{ ...unknown }", 0, 0, 1, 0, 0, 0),
        (&format!("{{ __schema {{ types {{ {deep} }} }} }}"), 1, 23, 23, 0, 1, 0),
    ] {
        let it = of(text);
        let found = (it.depth, it.nesting, it.fields, it.aliases, it.root_fields, it.directives);
        assert_eq!(found, (depth, nesting, fields, aliases, root_fields, directives), "{text}");
    }
    assert!(of("{ a { __type { name } } }").introspects && !of("{ __typename a { __typename } }").introspects);
    assert_eq!(
        of("{ __schema { types { fields { type { ...f } } } } } fragment f on T { interfaces { name } }")
            .introspection_lists,
        2
    );
    assert_eq!(of("{ fields { fields { fields { fields { a } } } } }").introspection_lists, 0);
}

#[test]
fn fragments_are_measured_once_however_often_they_are_spread() {
    let mut text = String::from("{ ...f0 }");
    for number in 0..64 {
        text += &format!(" fragment f{number} on Query {{ ...f{0} ...f{0} }}", number + 1);
    }
    assert_eq!(of(&(text.clone() + " fragment f64 on Query { a }")).fields, usize::MAX, "it saturates");
    let chain: String = (0..10_000).map(|it| format!(" fragment f{it} on Q {{ ...f{} }}", it + 1)).collect();
    assert!(of(&format!("{{ ...f0 }}{chain}")).nesting > MAX_NESTING, "the stack is not exhausted");
}

#[test]
fn a_circle_is_told_with_its_way() {
    let told = |text: &str| {
        let Cycle { name, via, .. } = measure(&parsed(text)).unwrap_err();
        (name, via.join(" "))
    };
    assert_eq!(told("{ a } fragment f on Q { ...f }"), ("f".into(), String::new()));
    assert_eq!(
        told("{ ...a } fragment a on Q { x { ...b } } fragment b on Q { ...c } fragment c on Q { ...b }"),
        ("b".into(), "c".into())
    );
}

/// A selection of a random document; fragments spread only those after them.
fn selection(fragment: usize) -> impl Strategy<Value = String> {
    let directive = prop_oneof![Just(""), Just(" @d"), Just(" @d @e")];
    let leaf = prop_oneof![
        (prop_oneof![Just(""), Just("x: ")], prop_oneof![Just("a"), Just("__typename"), Just("fields")], directive)
            .prop_map(|(alias, name, directive)| format!("{alias}{name}{directive}")),
        (fragment + 1..=5usize).prop_map(|it| format!("...f{it}")),
    ];
    leaf.prop_recursive(4, 12, 3, |inner| {
        let set = prop::collection::vec(inner, 1..4).prop_map(|all| all.join(" "));
        (
            prop_oneof![Just("a"), Just("y: b @d"), Just("__schema"), Just("fields"), Just("..."), Just("... on T @d")],
            set,
        )
            .prop_map(|(head, set)| format!("{head} {{ {set} }}"))
    })
}

fn document() -> impl Strategy<Value = String> {
    let operation = prop::collection::vec(selection(0), 1..4);
    let fragments = (1..=4usize).map(|it| prop::collection::vec(selection(it), 1..3)).collect::<Vec<_>>();
    (operation, fragments).prop_map(|(operation, fragments)| {
        let mut text = format!("{{ {} }}", operation.join(" "));
        for (number, selections) in fragments.iter().enumerate() {
            text += &format!(" fragment f{} on T @on {{ {} }}", number + 1, selections.join(" "));
        }
        text + " fragment f5 on T { a }"
    })
}

/// Every selection in its place, with every fragment written out: (depth, nesting, is at the root, lists above).
fn expand(document: &Document, set: &[Selection], at: (usize, usize, bool, Option<usize>), all: &mut Figures) {
    let (depth, nesting, is_root, lists) = at;
    all.nesting = all.nesting.max(nesting);
    for selection in set {
        match selection {
            Selection::Field(field) => {
                let is_introspection = field.name.starts_with("__");
                all.fields += 1;
                all.aliases += usize::from(field.alias.is_some());
                all.root_fields += usize::from(is_root);
                all.directives += field.directives.len();
                all.introspects |= is_introspection && field.name != "__typename";
                // Beneath introspection nothing is deep any more.
                let below = if depth == usize::MAX { depth } else { depth + 1 };
                all.depth = all.depth.max(if depth == usize::MAX { 0 } else { below });
                let is_list = ["fields", "interfaces", "possibleTypes", "inputFields"].contains(&field.name.as_str());
                let lists =
                    if is_introspection { lists.or(Some(0)) } else { lists.map(|it| it + usize::from(is_list)) };
                all.introspection_lists = all.introspection_lists.max(lists.unwrap_or(0));
                let below = if is_introspection { usize::MAX } else { below };
                if !field.selection_set.is_empty() {
                    expand(document, &field.selection_set, (below, nesting + 1, false, lists), all);
                }
            }
            Selection::InlineFragment(fragment) => {
                all.directives += fragment.directives.len();
                expand(document, &fragment.selection_set, (depth, nesting + 1, is_root, lists), all);
            }
            Selection::FragmentSpread(spread) => {
                all.fields += 1;
                all.directives += spread.directives.len();
                let found = document.definitions.iter().find_map(|it| match it {
                    Definition::FragmentDefinition(it) if it.name == spread.fragment_name => Some(it),
                    _ => None,
                });
                if let Some(fragment) = found {
                    all.directives += fragment.directives.len();
                    expand(document, &fragment.selection_set, (depth, nesting + 1, is_root, lists), all);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_are_those_of_the_document_written_out(text in document()) {
        let document = parsed(&text);
        let Some(Definition::OperationDefinition(operation)) = document.definitions.first() else { unreachable!() };
        let mut expected = Figures::default();
        expand(&document, &operation.selection_set, (0, 1, true, None), &mut expected);
        let found = Figures { lists: 0, ..of(&text) };
        prop_assert_eq!(found, expected, "{}", text);
    }
}
