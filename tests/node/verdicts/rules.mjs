// For each validation rule of graphql-js, documents over our contract that keep it and that break it. A break may break
// other rules too; `verdicts.mjs` makes sure that it breaks its own.

export const RULES = {
  ExecutableDefinitionsRule: {
    valid: ['{ viewer { role } }', 'query A { viewer { role } }', 'query A { ...F } fragment F on Query { viewer { role } }'],
    invalid: ['{ viewer { role } } type T { a: Int }', 'schema { query: Query }', '{ viewer { role } } extend type Query { a: Int }',
      '{ viewer { role } } scalar S', '{ viewer { role } } directive @d on FIELD', 'input I { a: Int } { viewer { role } }', '"words" type T { a: Int } { viewer { role } }'],
  },
  UniqueOperationNamesRule: {
    valid: ['query A { viewer { role } } query B { viewer { role } }', 'query A { ...A } fragment A on Query { __typename }'],
    invalid: ['query A { viewer { role } } query A { viewer { role } }', 'query A { viewer { role } } query B { __typename } query A { __typename }',
      'query A { __typename } mutation A { __typename }', 'query A { __typename } subscription A { __typename }'],
  },
  LoneAnonymousOperationRule: {
    valid: ['{ __typename }', 'query { __typename }', '{ ...F } fragment F on Query { __typename }', 'query A { __typename } query B { __typename }'],
    invalid: ['{ __typename } { __typename }', '{ __typename } query A { __typename }', 'query A { __typename } query { __typename }', 'query { __typename } query { __typename }'],
  },
  SingleFieldSubscriptionsRule: {
    // There are no subscriptions to break it with: whatever subscribes is invalid for that.
    valid: ['query A { viewer { role } }', 'query A { a: __typename b: __typename }', '{ viewer { role } __typename }'],
    invalid: [],
  },
  KnownTypeNamesRule: {
    valid: ['query($a: Int) { documents(first: $a) { totalCount } }', '{ node(id: "x") { ... on Unit { code } } }', 'query($a: [ID!]!) { nodes(ids: $a) { id } }',
      '{ ...F } fragment F on Query { __typename }'],
    invalid: ['query($a: Nowhere) { documents(first: $a) { totalCount } }', '{ node(id: "x") { ... on Nowhere { code } } }', '{ ...F } fragment F on Nowhere { a }',
      'query($a: [Nowhere!]!) { nodes(ids: $a) { id } }', 'query($a: int) { documents(first: $a) { totalCount } }', '{ ... on query { __typename } }'],
  },
  FragmentsOnCompositeTypesRule: {
    valid: ['{ ...F } fragment F on Query { __typename }', '{ node(id: "x") { ... on Node { id } } }', '{ node(id: "x") { ... { id } } }'],
    invalid: ['{ ...F } fragment F on String { a }', '{ ...F } fragment F on Date { a }', '{ ...F } fragment F on UnitBy { id }', '{ ...F } fragment F on BodyFormat { HTML }',
      '{ ... on Int { a } }', '{ viewer { role ... on ViewerRole { ANONYMOUS } } }', '{ ... on DocumentFilter { title } }', '{ ... on Boolean { a } }'],
  },
  VariablesAreInputTypesRule: {
    valid: ['query($a: DocumentFilter) { documents(filter: $a) { totalCount } }', 'query($a: [DocumentOrder!]) { documents(orderBy: $a) { totalCount } }',
      'query($a: Date) { documents(asOf: $a) { totalCount } }', 'query($a: BodyFormat! = TEXT) { documents { nodes { body(format: $a) } } }'],
    invalid: ['query($a: Document) { documents(filter: $a) { totalCount } }', 'query($a: [Node!]!) { nodes(ids: $a) { id } }', 'query($a: Query!) { node(id: $a) { id } }',
      'query($a: DocumentConnection) { documents(filter: $a) { totalCount } }', 'query($a: __Type) { node(id: $a) { id } }'],
  },
  ScalarLeafsRule: {
    valid: ['{ viewer { role } }', '{ catalog { columns { path } } }', '{ __typename }', '{ serviceConfig { errorCodes } }'],
    invalid: ['{ viewer }', '{ viewer { role { a } } }', '{ documents { nodes } }', '{ documents { totalCount { a } } }', '{ __schema }', '{ __typename { a } }', '{ node(id: "x") }',
      '{ catalog { columns { path { __typename } } } }', '{ documents { nodes { body(format: TEXT) { __typename } } } }', '{ a: viewer b: viewer { role } }', '{ serviceConfig { errorCodes { a } } }'],
  },
  FieldsOnCorrectTypeRule: {
    valid: ['{ node(id: "x") { id } }', '{ node(id: "x") { __typename ... on Unit { code } } }', '{ a: viewer { b: role } }', '{ __type(name: "Unit") { name } __schema { queryType { name } } }',
      '{ catalog { __typename columns { __typename } } }'],
    invalid: ['{ nowhere }', '{ viewer { nowhere } }', '{ node(id: "x") { code } }', '{ node(id: "x") { ... on Unit { title } } }', '{ ...F } fragment F on Query { role }', '{ viewer { role: nowhere } }',
      '{ nowhere { a { b } } }', '{ viewer { __schema { queryType { name } } } }', '{ __Typename }', '{ Viewer { role } }', '{ viewer { __type(name: "Unit") { name } } }', '{ documents { edges { id } } }',
      '{ __nowhere }', '{ catalog { columns { nodes { id } } } }'],
  },
  UniqueFragmentNamesRule: {
    valid: ['{ ...A ...B } fragment A on Query { __typename } fragment B on Query { __typename }', '{ ... on Query { __typename } ... on Query { __typename } }', 'query A { ...A } fragment A on Query { __typename }'],
    invalid: ['{ ...A } fragment A on Query { __typename } fragment A on Query { __typename }', '{ ...A } fragment A on Query { __typename } fragment A on Unit { code }',
      '{ ...A ...B } fragment A on Query { __typename } fragment B on Query { __typename } fragment A on Query { viewer { role } }'],
  },
  KnownFragmentNamesRule: {
    valid: ['{ ...A } fragment A on Query { __typename }', '{ ...A } fragment A on Query { ...B } fragment B on Query { __typename }', '{ ... { ...A } } fragment A on Query { __typename }'],
    invalid: ['{ ...A }', '{ ...A } fragment A on Query { ...B }', '{ viewer { ...A } }', '{ ... on Query { ...a } } fragment A on Query { __typename }', '{ viewer { role ...Viewer } }'],
  },
  NoUnusedFragmentsRule: {
    valid: ['{ ...A } fragment A on Query { __typename }', 'query A { ...A } query B { ...B } fragment A on Query { __typename } fragment B on Query { __typename }', '{ ...A ...A } fragment A on Query { __typename }'],
    invalid: ['{ __typename } fragment A on Query { __typename }', 'fragment A on Query { __typename }', '{ ...A } fragment A on Query { __typename } fragment B on Query { ...A }',
      '{ __typename } fragment A on Query { ...B } fragment B on Query { __typename }', 'fragment A on Query { ...B } fragment B on Query { ...A }'],
  },
  PossibleFragmentSpreadsRule: {
    valid: ['{ node(id: "x") { ... on Unit { code } } }', '{ unit(by: { code: "a" }) { ... on Node { id } } }', '{ node(id: "x") { ... on Node { ... on Tombstone { reason } } } }',
      '{ unit(by: { code: "a" }) { ... on Node { ... on Unit { code } } } }', '{ unit(by: { code: "a" }) { ... on Node { ... on Document { title } } } }'],
    invalid: ['{ unit(by: { code: "a" }) { ... on Document { title } } }', '{ unit(by: { code: "a" }) { ...D } } fragment D on Document { title }', '{ ... on Node { id } }', '{ viewer { ... on Node { id } } }',
      '{ node(id: "x") { ... on PageInfo { hasNextPage } } }', '{ node(id: "x") { ... on Query { __typename } } }', '{ documents { nodes { ... on Unit { code } } } }'],
  },
  NoFragmentCyclesRule: {
    valid: ['{ ...A } fragment A on Query { ...B ...C } fragment B on Query { ...C } fragment C on Query { __typename }', '{ ...A ...A } fragment A on Query { ...B ...B } fragment B on Query { __typename }',
      '{ unit(by: { code: "a" }) { ...A parent { ...A } } } fragment A on Unit { code }'],
    invalid: ['{ ...A } fragment A on Query { ...A }', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }', '{ unit(by: { code: "a" }) { ...A } } fragment A on Unit { parent { ...A } }',
      '{ ...A } fragment A on Query { __typename ... { ...A } }', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...B }',
      '{ ...A } fragment A on Query { ... @skip(if: true) { ...A } }', '{ unit(by: { code: "a" }) { ...A } } fragment A on Unit { children { ...B } } fragment B on Unit { parent { ...A } }'],
  },
  UniqueVariableNamesRule: {
    valid: ['query($a: Int, $b: Int) { documents(first: $a, last: $b) { totalCount } }', 'query A($a: Int) { documents(first: $a) { totalCount } } query B($a: Int) { documents(first: $a) { totalCount } }',
      'query($a: Int, $A: Int) { documents(first: $a, last: $A) { totalCount } }'],
    invalid: ['query($a: Int, $a: Int) { documents(first: $a) { totalCount } }', 'query($a: Int, $a: String) { documents(first: $a) { totalCount } }', 'query($a: Int $b: Int $a: Int! = 1) { documents(first: $a, last: $b) { totalCount } }'],
  },
  NoUndefinedVariablesRule: {
    valid: ['query($a: Int) { documents(first: $a) { totalCount } }', 'query($a: Int) { ...F } fragment F on Query { documents(first: $a) { totalCount } }',
      'query($a: Boolean!) { viewer @skip(if: $a) { role } }', 'query($a: Boolean!) { ... @include(if: $a) { __typename } }', 'query($a: String) { documents(filter: { title: { contains: $a } }) { totalCount } }',
      'query($a: String!) { documents(filter: { title: { in: [$a, "b"] } }) { totalCount } }', 'query($a: Boolean!) { ...F @include(if: $a) } fragment F on Query { __typename }',
      'query($a: Boolean!) { ...F } fragment F on Query { ... { __typename @skip(if: $a) } }'],
    invalid: ['{ documents(first: $a) { totalCount } }', 'query A { documents(first: $a) { totalCount } }', 'query A($a: Int) { ...F } query B { ...F } fragment F on Query { documents(first: $a) { totalCount } }',
      '{ viewer @skip(if: $a) { role } }', '{ documents(filter: { title: { contains: $a } }) { totalCount } }', '{ documents(filter: { title: { in: [$a] } }) { totalCount } }', '{ ... @include(if: $a) { __typename } }',
      'query($b: Int) { documents(first: $a, last: $b) { totalCount } }', '{ ...F } fragment F on Query { ...G } fragment G on Query { node(id: $id) { id } }', '{ ...F @skip(if: $a) } fragment F on Query { __typename }',
      'query($a: Int) { documents(first: $A) { totalCount } }'],
  },
  NoUnusedVariablesRule: {
    valid: ['query($a: Int) { documents(first: $a) { totalCount } }', 'query($a: Int) { ...F } fragment F on Query { ...G } fragment G on Query { documents(first: $a) { totalCount } }',
      'query($a: Boolean!) { __typename @skip(if: $a) }', 'query($a: Int) { documents(first: $a) { totalCount } d2: documents(last: $a) { totalCount } }'],
    invalid: ['query($a: Int) { __typename }', 'query A($a: Int) { ...F } query B($a: Int) { __typename } fragment F on Query { documents(first: $a) { totalCount } }',
      'query($a: Int, $b: Int) { documents(first: $a) { totalCount } }', 'query($a: Int = 1) { documents(first: 1) { totalCount } }', 'query($a: Int) { ...F } fragment F on Query { __typename }'],
  },
  KnownDirectivesRule: {
    valid: ['{ viewer @skip(if: false) { role } }', '{ ... @include(if: true) { __typename } }', '{ ...F @skip(if: true) __typename } fragment F on Query { __typename }', '{ __typename @include(if: true) }'],
    invalid: ['{ __typename @nope }', '{ viewer @nope { role } }', 'query @nope { __typename }', 'query A @skip(if: true) { __typename }', '{ ...F @nope } fragment F on Query { __typename }',
      '{ ...F } fragment F on Query @skip(if: true) { __typename }', '{ ... @nope { __typename } }', 'query($a: Int @skip(if: true)) { documents(first: $a) { totalCount } }', '{ viewer { role @deprecated } }',
      '{ viewer { role @specifiedBy(url: "https://a.example") } }', '{ viewer @oneOf { role } }', '{ viewer { role @Skip(if: true) } }', 'query($a: Int @nope) { documents(first: $a) { totalCount } }', '{ __typename @defer }', '{ ... @defer { __typename } }', '{ viewer { role @nope(a: 1) } }'],
  },
  UniqueDirectivesPerLocationRule: {
    valid: ['{ __typename @skip(if: false) @include(if: true) }', '{ a: __typename @skip(if: false) b: __typename @skip(if: false) }', '{ ... @skip(if: false) { __typename @skip(if: false) } }'],
    invalid: ['{ __typename @skip(if: false) @skip(if: false) }', '{ viewer @include(if: true) @include(if: false) { role } }', '{ ... @skip(if: false) @skip(if: true) { __typename } }',
      '{ ...F @skip(if: false) @skip(if: false) } fragment F on Query { __typename }', '{ __typename @skip(if: false) @include(if: true) @skip(if: false) }'],
  },
  KnownArgumentNamesRule: {
    valid: ['{ documents(first: 1) { totalCount } }', '{ catalog(by: { edition: { jurisdiction: "a", edition: "b" } }) { title } }', '{ __type(name: "Unit") { fields(includeDeprecated: true) { name } } }', '{ viewer { role @skip(if: true) } }'],
    invalid: ['{ documents(nope: 1) { totalCount } }', '{ documents(First: 1) { totalCount } }', '{ viewer(a: 1) { role } }', '{ viewer { role(a: 1) } }', '{ __typename(a: 1) }', '{ viewer { role @skip(if: true, unless: false) } }',
      '{ viewer { role @skip(iff: true) } }', '{ node(id: "x") { id(a: 1) } }', '{ __type(nam: "a", name: "b") { name } }', '{ documents { nodes { body(Format: TEXT) } } }', '{ __schema(a: 1) { queryType { name } } }'],
  },
  UniqueArgumentNamesRule: {
    valid: ['{ documents(first: 1, after: null) { totalCount } }', '{ a: documents(first: 1) { totalCount } b: documents(first: 1) { totalCount } }', '{ documents(first: 1) { nodes { relatedFrom(first: 1) { totalCount } } } }'],
    invalid: ['{ documents(first: 1, first: 1) { totalCount } }', '{ documents(first: 1, last: 2, first: 3) { totalCount } }', '{ viewer { role @skip(if: true, if: true) } }', '{ node(id: "a", id: "b") { id } }'],
  },
  ValuesOfCorrectTypeRule: {
    valid: ['{ documents(first: 1) { totalCount } }', '{ documents(first: null) { totalCount } }', '{ node(id: 1) { id } }', '{ nodes(ids: "a") { id } }', '{ nodes(ids: ["a", 1]) { id } }', '{ documents(orderBy: { field: ISSUED_ON }) { totalCount } }',
      '{ documents(filter: {}) { totalCount } }', '{ dueDate(from: "2024-02-29", timeLimit: """a\nb""") { on } }', '{ documents(filter: { publishedAt: { gte: "2024-02-29T00:00:00Z" } }) { totalCount } }',
      '{ unit(by: { code: "a" }) { id } }', 'query($a: Int = 1) { documents(first: $a) { totalCount } }', '{ documents(orderBy: []) { totalCount } }'],
    invalid: ['{ documents(first: "1") { totalCount } }', '{ documents(first: 1.0) { totalCount } }', '{ documents(first: [1]) { totalCount } }', '{ documents(first: 2147483648) { totalCount } }', '{ node(id: null) { id } }', '{ node(id: 1.5) { id } }',
      '{ nodes(ids: [null]) { id } }', '{ nodes(ids: null) { id } }', '{ documents(filter: { nope: 1 }) { totalCount } }', '{ documents(orderBy: { direction: ASC, field: "ISSUED_ON" }) { totalCount } }', '{ documents(orderBy: [{ field: NOPE }]) { totalCount } }',
      '{ dueDate(from: "2023-02-29", timeLimit: "a") { on } }', '{ dueDate(from: 20230228, timeLimit: "a") { on } }', '{ documents(filter: { publishedAt: { gte: "2024-02-29" } }) { totalCount } }', '{ unit(by: {}) { id } }', '{ unit(by: { code: "a", id: "b" }) { id } }',
      '{ unit(by: { code: null }) { id } }', 'query($a: Int = "1") { documents(first: $a) { totalCount } }', '{ catalog(by: { edition: { jurisdiction: "a" } }) { id } }', '{ documents { nodes { body(format: null) } } }',
      '{ documents { nodes { body(format: "TEXT") } } }', '{ documents(filter: { isNormative: { eq: 1 } }) { totalCount } }', '{ __type(name: 1) { name } }', '{ viewer { role @skip(if: null) } }', '{ viewer { role @skip(if: "true") } }', '{ unit(by: "a") { id } }'],
  },
  ProvidedRequiredArgumentsRule: {
    valid: ['{ node(id: "x") { id } }', '{ documents { nodes { body } } }', 'query($a: ID!) { node(id: $a) { id } }', '{ documents { totalCount } }'],
    invalid: ['{ node { id } }', '{ nodes { id } }', '{ unit { id } }', '{ dueDate(from: "2024-01-01") { on } }', '{ dueDate { on } }', '{ viewer { role @skip } }', '{ viewer @include { role } }', '{ ... @skip { __typename } }', '{ __type { name } }',
      '{ ...F @include } fragment F on Query { __typename }', '{ calendar { isWorkingDay } }', '{ task { id } }'],
  },
  VariablesInAllowedPositionRule: {
    valid: ['query($a: BodyFormat = null) { documents { nodes { body(format: $a) } } }', 'query($a: Int!) { documents(first: $a) { totalCount } }', 'query($a: ID = "x") { node(id: $a) { id } }', 'query($a: BodyFormat) { documents { nodes { body(format: $a) } } }', 'query($a: [ID!]!) { nodes(ids: $a) { id } }',
      'query($a: Boolean = true) { __typename @skip(if: $a) }', 'query($a: OrderDirection) { documents(orderBy: [{ field: ISSUED_ON, direction: $a }]) { totalCount } }', 'query($a: ID!) { nodes(ids: [$a]) { id } }'],
    invalid: ['query($a: String) { documents(first: $a) { totalCount } }', 'query($a: ID) { node(id: $a) { id } }', 'query($a: ID = null) { node(id: $a) { id } }', 'query($a: [ID]!) { nodes(ids: $a) { id } }', 'query($a: ID!) { nodes(ids: $a) { id } }',
      'query($a: Boolean) { __typename @skip(if: $a) }', 'query($a: String!) { node(id: $a) { id } }', 'query($a: [Int]) { documents(first: $a) { totalCount } }', 'query($a: ID) { nodes(ids: [$a]) { id } }', 'query($a: Int) { ...F } fragment F on Query { node(id: $a) { id } }',
      'query($a: DocumentFilter) { interpretations(filter: $a) { totalCount } }', 'query($a: Float) { documents(first: $a) { totalCount } }', 'query($a: String) { dueDate(from: $a, timeLimit: "a") { on } }', 'query($a: ID) { catalog(by: { id: $a }) { id } }'],
  },
  OverlappingFieldsCanBeMergedRule: {
    valid: ['{ viewer { role role } }', '{ viewer { role } viewer { role } }', '{ documents(first: 1) { totalCount } documents(first: 1) { nodes { id } } }', '{ node(id: "x") { ... on Unit { a: code } ... on Document { a: title } } }',
      '{ a: viewer { role } b: viewer { role } }', '{ ...F viewer { role } } fragment F on Query { viewer { role } }', '{ node(id: "x") { ... on Unit { n: version } ... on Document { n: version } } }',
      'query($a: Int) { documents(first: $a) { totalCount } documents(first: $a) { totalCount } }', '{ documents(first: 1, last: null) { totalCount } documents(last: null, first: 1) { totalCount } }',
      '{ node(id: "x") { ... on Unit { k: kind } ... on Unit { k: kind } } }', '{ node(id: "x") { ... on Unit { p: parent { c: code } } ... on CatalogColumn { p: parent { c: title } } } }'],
    invalid: ['{ a: viewer { role } a: serviceConfig { version } }', '{ documents(first: 1) { totalCount } documents(first: 2) { totalCount } }', '{ documents { totalCount } documents(first: 1) { totalCount } }', '{ viewer { a: role a: __typename } }',
      '{ ...F viewer: serviceConfig { version } } fragment F on Query { viewer { role } }', '{ node(id: "x") { ... on Unit { a: code } ... on Document { a: version } } }', '{ node(id: "x") { ... on Unit { a: shortName } ... on Document { a: title } } }',
      '{ node(id: "x") { ... on Unit { a: children { id } } ... on CatalogColumn { a: parent { id } } } }', '{ unit(by: { code: "a" }) { parent { a: code } parent { a: name } } }', '{ ...A ...B } fragment A on Query { x: __typename } fragment B on Query { x: viewer { role } }',
      'query($a: Int, $b: Int) { documents(first: $a) { totalCount } documents(first: $b) { totalCount } }', '{ documents { nodes { body(format: TEXT) } nodes { body } } }', '{ documents { nodes { validity(asOf: "2020-01-01") { status } } edges { node { id } } nodes { validity { status } } } }',
      '{ node(id: "x") { ... on Unit { p: parent { c: level } } ... on CatalogColumn { p: parent { c: level } } } }', '{ unit(by: { code: "a" }) { ... { id: code } ...F } } fragment F on Node { id }'],
  },
  UniqueInputFieldNamesRule: {
    valid: ['{ documents(filter: { title: { eq: "a" }, topic: { eq: "a" } }) { totalCount } }', '{ documents(filter: { and: [{ title: { eq: "a" } }, { title: { eq: "b" } }] }) { totalCount } }', '{ documents(filter: { title: { eq: "a" }, not: { title: { eq: "a" } } }) { totalCount } }'],
    invalid: ['{ documents(filter: { title: { eq: "a" }, title: { eq: "b" } }) { totalCount } }', '{ documents(filter: { title: { eq: "a", eq: "a" } }) { totalCount } }', '{ unit(by: { code: "a", code: "a" }) { id } }', '{ documents(filter: { and: [{ title: { eq: "a", contains: "b", eq: "c" } }] }) { totalCount } }'],
  },
  MaxIntrospectionDepthRule: {
    valid: ['{ __schema { types { fields { name type { name ofType { name ofType { name } } } } } } }', '{ __type(name: "Unit") { fields { type { fields { name } } } } }', '{ __type(name: "Unit") { interfaces { possibleTypes { name } } } }'],
    invalid: ['{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }', '{ __type(name: "Unit") { fields { type { fields { type { fields { type { name } } } } } } } }',
      '{ __type(name: "Node") { possibleTypes { interfaces { possibleTypes { interfaces { name } } } } } }', '{ __schema { types { ...A } } } fragment A on __Type { fields { type { ...B } } } fragment B on __Type { fields { type { fields { name } } } }'],
  },
};
