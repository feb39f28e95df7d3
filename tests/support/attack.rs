//! What an enemy of the service would send: once each, for the tests of limits and for whoever measures time and memory.

use serde_json::{Value, json};

/// One attack.
#[derive(Clone, Debug)]
pub struct Attack {
    /// What it is.
    pub name: &'static str,
    /// The body to post.
    pub body: String,
    /// The codes that refuse it.
    pub codes: &'static [&'static str],
}

const DEEP: &[&str] = &["QUERY_TOO_DEEP"];
const COMPLEX: &[&str] = &["QUERY_TOO_COMPLEX"];
const INVALID: &[&str] = &["GRAPHQL_VALIDATION_FAILED"];
const INPUT: &[&str] = &["BAD_USER_INPUT"];
const SYNTAX: &[&str] = &["GRAPHQL_PARSE_FAILED"];

/// Every attack.
pub fn attacks() -> Vec<Attack> {
    let mut all = Vec::new();
    let mut send = |name, codes, body: Value| all.push(Attack { name, body: body.to_string(), codes });
    let mut query = |name, codes, text: String| send(name, codes, json!({ "query": text }));
    fragments(&mut query);
    widths(&mut query);
    depths(&mut query);
    introspection(&mut query);
    merging(&mut query);
    literals(&mut query);
    variables(&mut send);
    bodies(&mut all);
    all
}

/// Fragments that each spread the next one twice, from `on` to the last, which is `last`.
pub fn doubling(count: usize, on: &str, spread: &str, last: &str) -> String {
    let mut text = String::new();
    for number in 0..count {
        let next = number + 1;
        let spread = spread.replace('N', &next.to_string());
        text += &format!(" fragment f{number} on {on} {{ {spread} }}");
    }
    text + &format!(" fragment f{count} on {on} {{ {last} }}")
}

fn times(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn nested(count: usize, open: &str, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(count), close.repeat(count))
}

type Query<'a> = &'a mut dyn FnMut(&'static str, &'static [&'static str], String);
type Send<'a> = &'a mut dyn FnMut(&'static str, &'static [&'static str], Value);

fn fragments(query: Query<'_>) {
    query("30 fragments, each spreading the next twice", COMPLEX, {
        format!("{{ ...f0 }}{}", doubling(30, "Query", "...fN ...fN", "viewer { role }"))
    });
    query("the same within fields", COMPLEX, {
        let unit = doubling(30, "Unit", "a: parent { ...fN } b: parent { ...fN }", "id");
        format!("{{ unit(by: {{ code: \"x\" }}) {{ ...f0 }} }}{unit}")
    });
    query("the same that end in nothing", COMPLEX, {
        format!("{{ ...f0 }}{}", doubling(30, "Query", "...fN ...fN", "...nobody ...nobody"))
    });
    query("the same that nobody uses", COMPLEX, {
        format!("{{ viewer {{ role }} }}{}", doubling(30, "Query", "...fN ...fN", "viewer { role }"))
    });
    query("the same that end in a circle", INVALID, {
        format!("{{ ...f0 }}{}", doubling(30, "Query", "...fN ...fN", "...c") + " fragment c on Query { ...c }")
    });
    query("a circle of three fragments", INVALID, {
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...c } fragment c on Query { ...a }".into()
    });
    query("a circle of 200 fragments", &["GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_DEEP"], {
        let chain = times(200, |it| format!(" fragment f{it} on Query {{ ...f{} }}", (it + 1) % 200));
        format!("{{ ...f0 }}{chain}")
    });
    query("a chain of 200 fragments", DEEP, {
        let chain = times(200, |it| format!(" fragment f{it} on Query {{ ...f{} }}", it + 1));
        format!("{{ ...f0 }}{chain} fragment f200 on Query {{ __typename }}")
    });
    query("fragments that each spread all that follow", COMPLEX, {
        let all = |from: usize| times(20 - from, |it| format!("...f{} ", from + 1 + it));
        let fragments = times(20, |it| format!(" fragment f{it} on Query {{ __typename {} }}", all(it)));
        format!("{{ ...f0 }}{fragments} fragment f20 on Query {{ __typename }}")
    });
}

fn widths(query: Query<'_>) {
    query("10,000 aliases", COMPLEX, format!("{{ {} }}", times(10_000, |it| format!("a{it}: viewer {{ role }} "))));
    query("31 aliases", &["TOO_MANY_ALIASES"], {
        format!("{{ viewer {{ {} }} }}", times(31, |it| format!("a{it}: role ")))
    });
    query("31 aliases by a fragment", &["TOO_MANY_ALIASES"], {
        let spread = "viewer { ...v } ".repeat(8);
        format!("{{ {spread} }} fragment v on Viewer {{ a: role b: role c: role d: role }}")
    });
    query("11 root fields", COMPLEX, format!("{{ {} }}", "viewer { role } ".repeat(11)));
    query("10,000 directives", COMPLEX, format!("{{ viewer {} {{ role }} }}", "@skip(if: false) ".repeat(10_000)));
    query("10,000 unknown directives", COMPLEX, format!("{{ viewer {} {{ role }} }}", "@a ".repeat(10_000)));
    query("51 directives by fragments", COMPLEX, {
        let spread = "...v ".repeat(17);
        let field = "role @skip(if: false) @include(if: true)";
        format!("{{ viewer {{ {spread} }} }} fragment v on Viewer @a {{ {field} }}")
    });
    query("400 unknown directives on one field", COMPLEX, format!("{{ viewer {} {{ role }} }}", "@a ".repeat(400)));
    query("10,000 unknown fields", COMPLEX, format!("{{ {} }}", times(10_000, |it| format!("nonsense{it} "))));
    query("900 unknown fields", INVALID, format!("{{ viewer {{ {} }} }}", times(900, |it| format!("nonsense{it} "))));
    query("10,000 operations", COMPLEX, times(10_000, |it| format!("query q{it}{{a}} ")));
    query("100 operations over one wide fragment", COMPLEX, {
        let wide = "title ".repeat(150);
        let spread = "document(by: { id: \"x\" }) { ...w }";
        format!("{} fragment w on Document {{ {wide} }}", times(100, |it| format!("query q{it} {{ {spread} }} ")))
    });
    query(
        "10,000 arguments",
        COMPLEX,
        format!("{{ units({}) {{ totalCount }} }}", times(10_000, |it| format!("a{it}: 1 "))),
    );
    query("400 arguments of one name", INVALID, format!("{{ units({}) {{ totalCount }} }}", "first: 1 ".repeat(400)));
    query(
        "400 unknown arguments",
        INVALID,
        format!("{{ units({}) {{ totalCount }} }}", times(400, |it| format!("a{it}: 1 "))),
    );
    query(
        "400 unused variables",
        INVALID,
        format!("query({}) {{ __typename }}", times(400, |it| format!("$a{it}: Int "))),
    );
    query("400 variables of one name", INVALID, format!("query({}) {{ __typename }}", "$a: Int ".repeat(400)));
    query("80,000 comments", COMPLEX, format!("{}{{ __typename }}", "#\n".repeat(80_000)));
    query("250,000 commas", COMPLEX, format!("{{ {} __typename }}", ",".repeat(250_000)));
    query("250,000 spaces", &["OK"], format!("{{ {} __typename }}", " ".repeat(250_000)));
    query("one comment of 250,000 characters", &["OK"], format!("#{}\n{{ __typename }}", "x".repeat(250_000)));
    query("a page of 100 of pages of 100", COMPLEX, {
        "{ units(first: 100) { nodes { documents(first: 100) { nodes { title } } } } }".into()
    });
    query("a list of 100 of all columns", COMPLEX, {
        let page = "entries(first: 100) { nodes { item } }";
        format!("{{ catalog {{ columns {{ {page} children {{ {page} children {{ {page} }} }} }} }} }}")
    });
}

fn depths(query: Query<'_>) {
    query("a selection 5,000 deep", DEEP, nested(5_000, "{ a ", "", "}"));
    query(
        "a selection 60 deep",
        DEEP,
        format!("{{ unit(by: {{ code: \"x\" }}) {} }}", nested(58, "{ parent ", "{ id }", "}")),
    );
    query(
        "a selection 13 deep",
        DEEP,
        format!("{{ unit(by: {{ code: \"x\" }}) {} }}", nested(11, "{ parent ", "{ id }", "}")),
    );
    query("inline fragments 5,000 deep", DEEP, format!("{{ {} }}", nested(5_000, "... { ", "__typename", "}")));
    query("a list 64 deep", DEEP, format!("{{ nodes(ids: {}) {{ id }} }}", nested(64, "[", "", "]")));
    query("a list 5,000 deep", DEEP, format!("{{ nodes(ids: {}) {{ id }} }}", nested(5_000, "[", "", "]")));
    query("a list 60 deep", INVALID, format!("{{ nodes(ids: {}) {{ id }} }}", nested(60, "[", "", "]")));
    query("a type 5,000 deep", DEEP, format!("query($a: {}) {{ __typename }}", nested(5_000, "[", "Int", "]")));
    query("objects 5,000 deep", DEEP, {
        format!("{{ documents(filter: {}) {{ totalCount }} }}", nested(5_000, "{ not: ", "{}", "}"))
    });
    query("100,000 brackets that never close", DEEP, "{a".repeat(100_000));
    query("100,000 brackets that never open", &["GRAPHQL_PARSE_FAILED", "QUERY_TOO_COMPLEX"], "}".repeat(100_000));
}

fn introspection(query: Query<'_>) {
    query("introspection, lists 4 deep", INVALID, {
        "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }".into()
    });
    query("introspection, lists 3 deep by fragments", INVALID, {
        "{ __schema { types { ...t } } } fragment t on __Type { fields { type { ...u } } }
         fragment u on __Type { fields { type { ...v } } } fragment v on __Type { fields { name } }"
            .into()
    });
    query("introspection, fragments that double 30 deep under directives", COMPLEX, {
        let spread = "ofType @include(if: true) { ...fN } b: ofType @skip(if: false) { ...fN }";
        format!("{{ __schema {{ types {{ ...f0 }} }} }}{}", doubling(30, "__Type", spread, "name"))
    });
    query("introspection, fragments that double on one field", COMPLEX, {
        let spread = "ofType @include(if: true) { ...fN } ...fN @skip(if: false)";
        format!("{{ __schema {{ types {{ ...f0 }} }} }}{}", doubling(30, "__Type", spread, "name"))
    });
    query("introspection, all types many times", COMPLEX, {
        let types = times(10, |it| format!("a{it}: types {{ fields {{ args {{ name }} }} }} "));
        let schema = times(2, |it| format!("s{it}: __schema {{ {types} }} "));
        format!("{{ {schema} }}")
    });
    query("introspection, fields of fields of all types", COMPLEX, {
        let inner = times(9, |it| format!("b{it}: fields {{ name }} "));
        let outer = times(3, |it| format!("a{it}: fields {{ type {{ {inner} }} }} "));
        format!("{{ __schema {{ types {{ {outer} }} }} }}")
    });
}

/// Fields of one name in many places: whether they can be merged is the dearest question of validation.
fn merging(query: Query<'_>) {
    query("one field 900 times", COMPLEX, format!("{{ {} }}", "viewer { role } ".repeat(450)));
    query("one field 450 times within another", &["OK"], {
        format!("{{ unit(by: {{ code: \"x\" }}) {{ {} }} }}", "parent { name } ".repeat(450))
    });
    query("one field with other arguments each time", INVALID, {
        let fields = times(200, |it| format!("units(first: {it}) {{ totalCount }} "));
        format!("{{ catalog {{ {} }} }}", fields.replace("units", "entries"))
    });
    query("one field nested in all ways", &["OK"], {
        fn tree(depth: usize) -> String {
            if depth == 0 { "id".into() } else { format!("parent {{ {0} }} parent {{ {0} }}", tree(depth - 1)) }
        }
        format!("{{ unit(by: {{ code: \"x\" }}) {{ {} }} }}", tree(8))
    });
    query("fields that merge by fragments of fragments", COMPLEX, {
        let fragments = times(10, |it| {
            let spreads = times(10 - it, |next| format!("parent {{ ...m{} }} ", it + 1 + next));
            format!(" fragment m{it} on Unit {{ id {spreads} }}")
        });
        format!("{{ unit(by: {{ code: \"x\" }}) {{ ...m0 }} }}{fragments} fragment m10 on Unit {{ id }}")
    });
    query("fields that conflict under fragments", INVALID, {
        let fragments =
            times(60, |it| format!(" fragment m{it} on Catalog {{ entries(first: {it}) {{ totalCount }} }}"));
        format!("{{ catalog {{ {} }} }}{fragments}", times(60, |it| format!("...m{it} ")))
    });
}

fn literals(query: Query<'_>) {
    query(
        "a number of 100,000 digits",
        INVALID,
        format!("{{ units(first: {}) {{ totalCount }} }}", "9".repeat(100_000)),
    );
    query("an exponent beyond all numbers", INVALID, "{ units(first: 1e999999999) { totalCount } }".into());
    query("a string of 200,000 characters for a date", INPUT, {
        format!("{{ documents(asOf: \"{}\") {{ totalCount }} }}", "9".repeat(200_000))
    });
    query("a string of 200,000 characters for a number", INVALID, {
        format!("{{ units(first: \"{}\") {{ totalCount }} }}", "9".repeat(200_000))
    });
    query("a block string of 60,000 lines", INPUT, {
        format!("{{ documents(asOf: \"\"\"{}\"\"\") {{ totalCount }} }}", "  \\n".replace("\\n", "\n").repeat(60_000))
    });
    query("30,000 unicode escapes", INPUT, {
        format!("{{ documents(asOf: \"{}\") {{ totalCount }} }}", "\\u4e2d".repeat(30_000))
    });
    query("half a pair of surrogates", SYNTAX, "{ documents(asOf: \"\\uD83D\") { totalCount } }".into());
    query("a string that never ends", SYNTAX, format!("{{ documents(asOf: \"{}", "x".repeat(200_000)));
    query("a block string that never ends", SYNTAX, format!("{{ documents(asOf: \"\"\"{}", "x".repeat(200_000)));
    query(
        "30,000 broken escapes",
        SYNTAX,
        format!("{{ documents(asOf: \"{}\") {{ totalCount }} }}", "\\q".repeat(30_000)),
    );
    query("100,000 strange characters", &["GRAPHQL_PARSE_FAILED", "QUERY_TOO_COMPLEX"], "€?".repeat(50_000));
    query("1,000 strange characters", SYNTAX, "?".repeat(1_000));
    query("a list of 900 numbers for ids of another kind", INVALID, {
        format!("{{ nodes(ids: [{}]) {{ id }} }}", "1.5 ".repeat(900))
    });
    query(
        "900 keys of one name",
        INVALID,
        format!("{{ documents(filter: {{ {} }}) {{ totalCount }} }}", "not: {} ".repeat(400)),
    );
}

fn variables(send: Send<'_>) {
    let ids = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let filter = "query($filter: DocumentFilter) { documents(filter: $filter) { totalCount } }";
    send("100,000 ids", &["BAD_USER_INPUT", "QUERY_TOO_COMPLEX"], {
        json!({ "query": ids, "variables": { "ids": vec![1; 100_000] } })
    });
    send("100,000 nulls for ids", INPUT, json!({ "query": ids, "variables": { "ids": vec![Value::Null; 50_000] } }));
    send("100,000 wrong ids", INPUT, json!({ "query": ids, "variables": { "ids": vec![json!([]); 80_000] } }));
    send("a list 100 deep for ids", INPUT, {
        let deep = (0..100).fold(json!([]), |inner, _| json!([inner]));
        json!({ "query": ids, "variables": { "ids": deep } })
    });
    send("a filter 100 deep", INPUT, {
        let deep = (0..100).fold(json!({}), |inner, _| json!({ "not": inner }));
        json!({ "query": filter, "variables": { "filter": deep } })
    });
    send("a filter of 20,000 filters", INPUT, {
        json!({ "query": filter, "variables": { "filter": { "or": vec![json!({}); 50_000] } } })
    });
    send("a filter of 20,000 unknown keys", INPUT, {
        let keys: serde_json::Map<String, Value> = (0..20_000).map(|it| (format!("k{it}"), json!(1))).collect();
        json!({ "query": filter, "variables": { "filter": keys } })
    });
    send("20,000 variables that nobody declared", &["OK"], {
        let keys: serde_json::Map<String, Value> = (0..20_000).map(|it| (format!("k{it}"), json!(1))).collect();
        json!({ "query": "{ __typename }", "variables": keys })
    });
    send("an enormous number for a page", INPUT, {
        json!({ "query": "query($n: Int) { units(first: $n) { totalCount } }", "variables": { "n": 1e300 } })
    });
    send("a variable that makes a page dear", COMPLEX, {
        let query = "query($n: Int) { units(first: $n) { nodes { documents(first: $n) { nodes { title } } } } }";
        json!({ "query": query, "variables": { "n": 100 } })
    });
    send("50 variables of the wrong kind", INPUT, {
        let declared = times(50, |it| format!("$a{it}: Boolean! "));
        let used = times(50, |it| format!("role @include(if: $a{it}) "));
        let values: serde_json::Map<String, Value> = (0..50).map(|it| (format!("a{it}"), json!([it]))).collect();
        json!({ "query": format!("query({declared}) {{ viewer {{ {used} }} }}"), "variables": values })
    });
}

fn bodies(all: &mut Vec<Attack>) {
    let mut send = |name, body: String| all.push(Attack { name, body, codes: INPUT });
    send("a body nested 100,000 deep", "[".repeat(100_000));
    send(
        "variables nested 100,000 deep",
        format!("{{\"query\":\"{{ __typename }}\",\"variables\":{}", "{\"a\":".repeat(40_000)),
    );
    send("a body with a key twice", "{\"query\":\"{ __typename }\",\"query\":\"{ viewer { role } }\"}".into());
    send("20,000 keys of one name", {
        let keys = "\"query\":\"{ __typename }\",".repeat(9_000);
        format!("{{{keys}\"query\":\"{{ __typename }}\"}}")
    });
    send("a body that is no UTF-8 text", "{\"query\":\"\\ud800\"}".into());
}
