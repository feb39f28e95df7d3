// Requests made by crossing lists: literals with positions, variables with positions, values with types, fragments with
// types, directives with places; and texts that only a lexer can tell apart.

const cross = (left, right, make) => left.flatMap((a) => right.map((b) => make(a, b)));

const LITERALS = ['1', '-1', '0', '-0', '2147483647', '2147483648', '-2147483648', '-2147483649', '99999999999999999999', '1.0', '1e2', '-1.5E-3', '"1"', '""', '"""block"""', 'true', 'false', 'null', 'HTML', 'TEXT',
  '[]', '[1]', '["a"]', '[TEXT]', '[null]', '[["a"]]', '{}', '{ eq: true }', '{ title: null }', '{ code: "a" }', '[{}]', '"2024-02-29"', '"2023-02-29"', '"2023-13-01"', '"2023-1-1"', '"0000-01-01"', '"2024-02-29T23:59:59+08:00"', '"2024-02-29T00:00:00"', '"2024-02-30T00:00:00Z"', '"TEXT"', '"true"'];

const POSITIONS = [
  ['Int', (it) => `documents(first: ${it}) { totalCount }`],
  ['String!', (it) => `dueDate(from: "2024-01-01", timeLimit: ${it}) { on }`],
  ['String', (it) => `documents(filter: { title: { contains: ${it} } }) { totalCount }`],
  ['ID!', (it) => `node(id: ${it}) { id }`],
  ['[ID!]!', (it) => `nodes(ids: ${it}) { id }`],
  ['Boolean', (it) => `documents(filter: { isNormative: { eq: ${it} } }) { totalCount }`],
  ['Boolean!', (it) => `__typename @skip(if: ${it})`],
  ['Date!', (it) => `dueDate(from: ${it}, timeLimit: "1日内") { on }`],
  ['Date', (it) => `documents(asOf: ${it}) { totalCount }`],
  ['DateTime', (it) => `documents(filter: { publishedAt: { lte: ${it} } }) { totalCount }`],
  ['BodyFormat!', (it) => `documents(first: 1) { nodes { body(format: ${it}) } }`],
  ['[InterpretationForm!]', (it) => `documents(first: 1) { nodes { interpretations(forms: ${it}) { id } } }`],
  ['DocumentFilter', (it) => `documents(filter: ${it}) { totalCount }`],
  ['[DocumentOrder!]', (it) => `documents(orderBy: ${it}) { totalCount }`],
  ['UnitBy!', (it) => `unit(by: ${it}) { id }`],
];

const TYPES = ['Int', 'Int!', '[Int]', 'Float', 'String', 'String!', '[String!]', 'ID', 'ID!', '[ID!]', '[ID!]!', '[ID]!', 'Boolean', 'Boolean!', 'Date', 'Date!', 'DateTime', 'BodyFormat', 'BodyFormat!', 'InterpretationForm', '[InterpretationForm!]',
  '[InterpretationForm]', 'DocumentFilter', '[DocumentFilter!]', '[DocumentOrder!]', 'DocumentOrder', 'UnitBy', 'UnitBy!', 'Unit'];

// Values as JSON texts: what a parser makes of `1.0` is part of the question.
const VALUES = ['1', '1.0', '1.5', '-1', '1e3', '2147483648', '12345678901234567890', '"1"', '"a"', '""', 'true', '"true"', 'null', '[]', '[1]', '["a"]', '["TEXT"]', '["TEXT", "VIDEO"]', '["NOPE"]', '[null]', '["a", null]', '[["a"]]', '{}', '{"code":"a"}', '{"code":null}',
  '{"code":"a","id":"b"}', '{"id":1}', '{"nope":1}', '{"title":{"eq":1}}', '{"title":{"in":["a",null]}}', '{"title":{"in":"a"}}', '{"and":{"title":{"eq":"a"}}}', '{"field":"ISSUED_ON"}', '{"field":null}', '[{"field":"ISSUED_ON","direction":"ASC"}]', '[{"direction":"ASC"}]', '[{"field":"ISSUED_ON","direction":null}]', '"2024-02-29"', '"2023-02-29"', '"2024-02-29T00:00:00+08:00"', '"TEXT"', '"text"'];

const PARENTS = [['', ''], ['viewer {', '}'], ['node(id: "x") {', '}'], ['unit(by: { code: "a" }) {', '}'], ['documents {', '}'], ['documents { pageInfo {', '} }'], ['documents { nodes {', '} }'], ['__schema {', '}'], ['catalog { columns {', '} }']];
const CONDITIONS = ['Query', 'Viewer', 'Node', 'Unit', 'Document', 'DocumentConnection', 'PageInfo', 'CatalogColumn', 'Tombstone', 'HolidayNotice', 'Health', '__Schema', '__Type', 'String', 'DocumentFilter', 'BodyFormat', 'Nowhere'];

const DIRECTIVES = ['@skip(if: true)', '@skip(if: false)', '@include(if: true)', '@skip', '@include()', '@include(if: "x")', '@include(if: null)', '@nope', '@nope(a: [1, {b: 2}])', '@deprecated', '@deprecated(reason: "a")', '@specifiedBy(url: "a")', '@oneOf',
  '@skip(if: true, x: 1)', '@skip(if: true) @skip(if: true)', '@skip(if: true) @include(if: true)', '@ skip ( if : true )', '@skip(if: $v)', '@skip(if: [true])'];
const PLACES = [(it) => `query ${it} { __typename }`, (it) => `{ viewer ${it} { role } }`, (it) => `{ __typename ${it} }`, (it) => `{ ... ${it} { __typename } }`, (it) => `{ ... on Query ${it} { __typename } }`, (it) => `{ ...F ${it} } fragment F on Query { __typename }`,
  (it) => `{ ...F } fragment F on Query ${it} { __typename }`, (it) => `query($a: Int ${it}) { documents(first: $a) { totalCount } }`, (it) => `query($v: Boolean!) { __typename ${it} }`, (it) => `{ __schema { queryType ${it} { name } } }`];

const TEXTS = ['', ' ', '#', '{', '}', '{}', '{ }', 'query', 'query {}', 'query () { __typename }', 'query A() { __typename }', '{ documents() { totalCount } }', 'query A { }', '{ viewer { } }', '{ viewer {} }', '{ ... { } }', '{ ... }', '{ ... on }', '{ ... on Query }', '{ ...on }',
  '{ ...on } fragment on on Query { __typename }', 'fragment on on Query { __typename } { __typename }', 'fragment F Query { __typename } { ...F }', 'fragment F on { __typename } { ...F }', 'fragment F($a: Int) on Query { __typename } { ...F }', '{ ...F } fragment F on Query', '{ __typename } }', '{{ __typename }}', '{ __typename } 1', '{ __typename } "a"', '"a" { __typename }',
  '"""a""" query { __typename }', '"a" fragment F on Query { __typename } { ...F }', '{ a: }', '{ : a }', '{ a: b: viewer { role } }', '{ 1 }', '{ "a" }', '{ $a }', '{ a b: }', '{ viewer: viewer: viewer { role } }', '{ .viewer { role } }', '{ ..F }', '{ ....F }', '{ ... F } fragment F on Query { __typename }',
  '{,,, __typename ,,,}', '\uFEFF{ __typename }', '{ __typename \uFEFF }', '{ __type\uFEFFname }', '{ __typename }\u0000', '{ __typename \u0007}', '{ __typename } # \u0007', '{ __typename \u00A0}', '{ __typename \u3000}', '{ 名称 }', '{ 名称: __typename }', '# 名称 𠮷\n{ __typename }', '{ __typename # no end', '# only',
  '{ a: __typename b:__typename c :__typename d : __typename }', '{ node(id: "x") { id } }', '{ node(id:"x"){id} }', '{ node(id: "x"', '{ node(id: "x) { id } }', '{ node(id: "a\nb") { id } }', '{ node(id: "a\\nb") { id } }', '{ node(id: "\\u0041") { id } }', '{ node(id: "\\u{41}") { id } }', '{ node(id: "\\u{20BB7}") { id } }',
  '{ node(id: "\\uD842\\uDFB7") { id } }', '{ node(id: "\\uD842") { id } }', '{ node(id: "\\uDFB7\\uD842") { id } }', '{ node(id: "\\u{D842}") { id } }', '{ node(id: "\\u{110000}") { id } }', '{ node(id: "\\u{}") { id } }', '{ node(id: "\\u{41") { id } }', '{ node(id: "\\u004") { id } }', '{ node(id: "\\u00zz") { id } }', '{ node(id: "\\x41") { id } }', '{ node(id: "\\u{000000000041}") { id } }', '{ node(id: "\\u{FFFFFFFFF}") { id } }',
  '{ node(id: "\\") { id } }', '{ node(id: "\\\\") { id } }', '{ node(id: "\\"") { id } }', '{ node(id: "\\/\\b\\f\\n\\r\\t") { id } }', '{ node(id: "\\\'") { id } }', "{ node(id: 'x') { id } }", '{ node(id: "\u0007") { id } }', '{ node(id: "\t") { id } }', '{ node(id: "𠮷") { id } }', '{ node(id: "\u2028") { id } }',
  '{ node(id: """x""") { id } }', '{ node(id: """a "quoted" b""") { id } }', '{ node(id: """a \\""" b""") { id } }', '{ node(id: """a \\n \\u{zz} b""") { id } }', '{ node(id: """""") { id } }', '{ node(id: """"""") { id } }', '{ node(id: """") { id } }', '{ node(id: """a""""") { id } }', '{ node(id: """a\nb\r\nc\rd""") { id } }', '{ node(id: """ no end) { id } }', '{ node(id: """\u0007""") { id } }', '{ node(id: ""x"") { id } }', '{ node(id: "" "x") { id } }',
  '{ documents(first: 01) { totalCount } }', '{ documents(first: 00) { totalCount } }', '{ documents(first: +1) { totalCount } }', '{ documents(first: -) { totalCount } }', '{ documents(first: - 1) { totalCount } }', '{ documents(first: 1.) { totalCount } }', '{ documents(first: .1) { totalCount } }', '{ documents(first: 1e) { totalCount } }', '{ documents(first: 1e+) { totalCount } }', '{ documents(first: 1.0.0) { totalCount } }',
  '{ documents(first: 0x1) { totalCount } }', '{ documents(first: 1_000) { totalCount } }', '{ documents(first: 1a) { totalCount } }', '{ documents(first: 1first: 2) { totalCount } }', '{ documents(first: 1.5a) { totalCount } }', '{ documents(first: -0) { totalCount } }', '{ documents(first: 1"a") { totalCount } }', '{ documents(first: 1{) { totalCount } }', '{ documents(first:1)last:2) { totalCount } }', '{ documents(first: 1#c\n) { totalCount } }',
  '{ documents(first: 1 last: null) { totalCount } }', '{ documents(first: 1,,,last: null) { totalCount } }', '{ documents(first 1) { totalCount } }', '{ documents(first:) { totalCount } }', '{ documents(: 1) { totalCount } }', '{ documents first: 1 { totalCount } }', '{ documents(first: [1) { totalCount } }', '{ documents(filter: {) { totalCount } }', '{ documents(filter: { title }) { totalCount } }', '{ documents(filter: { title: }) { totalCount } }', '{ documents(filter: { "title": {} }) { totalCount } }', '{ documents(filter: (a)) { totalCount } }',
  '{ documents(orderBy: [,]) { totalCount } }', '{ documents(orderBy: [{field: ISSUED_ON}{field: FORMED_ON}]) { totalCount } }', 'query($a Int) { documents(first: $a) { totalCount } }', 'query($a:) { documents(first: $a) { totalCount } }', 'query(a: Int) { documents(first: $a) { totalCount } }', 'query($: Int) { documents(first: $a) { totalCount } }', 'query($a: Int = $b) { documents(first: $a) { totalCount } }', 'query($a: Int, $b: Int = $a) { documents(first: $b) { totalCount } }', 'query($a: [Int) { documents(first: $a) { totalCount } }', 'query($a: Int!!) { documents(first: $a) { totalCount } }', 'query($a: [Int!]! = [1]) { documents(first: 1) { totalCount } }', 'query($a: Int !) { documents(first: $a) { totalCount } }',
  'query($a: [ ID ! ] !) { nodes(ids: $a) { id } }', 'query($ a: Int) { documents(first: $ a) { totalCount } }', 'query($a: Int = 1 @nope) { documents(first: $a) { totalCount } }', 'query($a: Int @deprecated) { documents(first: $a) { totalCount } }', 'query($true: Int) { documents(first: $true) { totalCount } }', 'query($a: Boolean = TRUE) { __typename @skip(if: $a) }', 'query ($a: DocumentFilter = { title: $b }, $b: TextFilter) { documents(filter: $a) { totalCount } }', 'query($a: Int = 1 $b: Int = 2) { documents(first: $a, last: $b) { totalCount } }',
  'mutation { __typename }', 'mutation { nowhere }', 'subscription { __typename }', 'subscription { a b }', 'subscription A { a: __typename b: __typename }', 'Query { __typename }', 'QUERY { __typename }', 'queryA { __typename }', 'query A B { __typename }', 'query "A" { __typename }', 'query 1 { __typename }', 'query query { __typename }', 'query mutation { __typename }', 'query fragment { __typename }', 'query on { __typename }', 'query true { __typename }', 'query null { __typename }', 'fragment query on Query { __typename } { ...query }', 'fragment true on Query { __typename } { ...true }',
  '{ query: __typename mutation: __typename fragment: __typename on: __typename true: __typename null: __typename type: __typename }', '{ true }', '{ documents(first: true) { totalCount } }', '{ documents(orderBy: { field: true }) { totalCount } }', '{ documents(orderBy: { field: null }) { totalCount } }', '{ __typename @ skip(if: true) }', '{ __typename @ }', '{ __typename @1 }', '{ @skip(if: true) }', '{ __typename @skip(if true) }', '{ __typename @skip() }', '{ a @skip(if: true) : __typename }', '{ viewer { role } @skip(if: true) }',
  '{ __typename }{ __typename }', 'query A { __typename } fragment F on Query { __typename', '{ a:__typename,b:__typename;c:__typename }', '{ __typename & __typename }', '{ __typename | __typename }', '{ __typename = 1 }', '{ __typename ! }', '{ __typename ? }', '{ [__typename] }', '{ (a) }', '{ ...@include(if: true) { __typename } }', '{ ...on Query { __typename } }', '{ ... onQuery { __typename } }', '{ ...onQuery } fragment onQuery on Query { __typename }', '{ ... on Query, { __typename } }', '{...{...{...{__typename}}}}', '{ __typename... { __typename } }',
  'interface I { a: Int } { __typename }', 'extend schema { query: Query } { __typename }', 'union U = A { __typename }', 'enum E { A } { __typename }', 'type A', 'directive @a repeatable on FIELD { __typename }', 'input I { a: Int = 1 @b }', 'extend input I @a { __typename }', 'type A implements & B { a(b: Int = 1): [C!]! @d }', 'scalar', 'extend { __typename }', 'extend query { __typename }', 'extend scalar S', 'extend scalar S @a { __typename }', 'enum E { true }', 'enum E { }', 'type A { }', 'type A implements { a: Int }', 'directive @a on NOWHERE', 'directive @a(b: Int) on FIELD | QUERY { __typename }', 'union U { __typename }', 'union U = | A | B { __typename }', 'schema { }', 'schema { query: }', 'schema @a { query: Q } { __typename }', 'interface I implements J { a: Int } { __typename }',
];

const OPERATIONS = [
  { query: 'query A { __typename } query B { __typename }' }, { query: 'query A { __typename } query B { __typename }', operationName: 'A' }, { query: 'query A { __typename } query B { __typename }', operationName: 'C' }, { query: 'query A { __typename }', operationName: 'a' },
  { query: 'query A { __typename }', operationName: null }, { query: '{ __typename }', operationName: 'A' }, { query: '{ __typename }', operationName: 'query' }, { query: 'query A { __typename } mutation B { __typename }', operationName: 'A' }, { query: 'query A { __typename }', operationName: '' }, { query: '{ __typename }', operationName: '' },
  { query: 'query A($a: Int!) { documents(first: $a) { totalCount } } query B { __typename }', operationName: 'B' }, { query: 'query A($a: Int!) { documents(first: $a) { totalCount } } query B { __typename }', operationName: 'A' }, { query: 'fragment A on Query { __typename }', operationName: 'A' },
];

const VARIABLES = ['null', '{}', '{"a":null}', '{"a":1}', '{"b":1}', '{"a":1,"a":"x"}', '{"":1}', '{"a":1,"b":{"c":[[[]]]}}'];
const DECLARED = ['query($a: Int) { documents(first: $a) { totalCount } }', 'query($a: Int!) { documents(first: $a) { totalCount } }', 'query($a: Int = 3) { documents(first: $a) { totalCount } }', 'query($a: Int! = 3) { documents(first: $a) { totalCount } }', 'query($a: ID = "x") { node(id: $a) { id } }', '{ __typename }'];

const plain = (it) => (typeof it === 'string' && !/^\{"query":/.test(it) ? { query: it } : it);

/** Requests crossed from lists, as objects or as JSON texts; some 3,000, of which a run takes a part. */
export const CROSSED = [
  ...cross(POSITIONS, LITERALS, ([, field], literal) => `{ ${field(literal)} }`),
  ...cross(POSITIONS, TYPES, ([, field], type) => `query($v: ${type}) { ${field('$v')} }`),
  ...cross(POSITIONS, TYPES, ([, field], type) => `query($v: ${type} = null) { ${field('$v')} }`),
  ...cross(POSITIONS, LITERALS, ([type, field], literal) => `query($v: ${type} = ${literal}) { __typename @skip(if: true) ${field('$v')} }`),
  ...cross(POSITIONS, VALUES, ([type, field], value) => `{"query":${JSON.stringify(`query($v: ${type}) { ${field('$v')} }`)},"variables":{"v":${value}}}`),
  ...cross(PARENTS, CONDITIONS, ([before, after], on) => `{ ${before} __typename ... on ${on} { __typename } ${after} }`),
  ...cross(DIRECTIVES, PLACES, (directive, place) => place(directive)),
].map(plain);

/** Requests that every run takes. */
export const ALWAYS = [
  ...TEXTS,
  ...OPERATIONS,
  ...cross(DECLARED, VARIABLES, (query, variables) => `{"query":${JSON.stringify(query)},"variables":${variables}}`),
].map(plain);
