// With which arguments random documents ask a field: a few fixed ways each, so that every answer can be loaded beforehand.
// `fails: true` marks ways that the service refuses while it runs the field. What depends on the list that an object came
// from (`documents(asOf)`, `columns(unit)`) is left to the service's own tests.

/** The ways of asking, by `Type.field`; `known` holds ids and cursors of the sample. */
export function menu(known) {
  const { units, documents, entries, columns, catalogs, interpretations, plans, tasks, events } = known;
  const page = [{ first: 2 }, { first: 3 }, { last: 2 }, { first: 0 }];
  const refused = [{ first: 101 }, { first: -1 }, { first: 1, last: 1 }].map((args) => ({ args, fails: true }));
  const lists = (...more) => [...page, ...more].map((args) => ({ args })).concat(refused);
  const below = (...more) => [{ first: 2 }, { last: 1 }, ...more].map((args) => ({ args })).concat(refused);
  const ways = (...all) => all.map((args) => ({ args }));
  return {
    'Query.node': [
      ...[units[0], documents[1], entries[2], columns[0], catalogs[0], interpretations[0], plans[0], tasks[0], events[0]]
        .map((id) => ({ args: { id } })),
      { args: { id: 'nothing' }, fails: true },
    ],
    'Query.nodes': ways({ ids: [] }, { ids: [documents[0], units[1]] }, { ids: [units[0], units[0], entries[0], tasks[1]] }),
    'Query.catalog': ways({}, { by: { edition: { jurisdiction: '泠川市', edition: '2026年版' } } }, { by: { id: catalogs[0] } },
      { by: { edition: { jurisdiction: 'no"such\\place', edition: '\u{20BB7}\t2026\n' } } }),
    'Query.catalogs': lists({}, { filter: { inEffectOn: '2026-11-22' } }),
    'Query.catalogEntry': ways({ id: entries[0] }, { id: entries[5] }),
    'Query.catalogEntries': lists(
      { first: 2, filter: { unit: { eq: units[3] }, method: { in: ['PROACTIVE'] } } },
      { first: 2, orderBy: [{ field: 'SEQUENCE', direction: 'DESC' }] },
      { offset: 3, first: 1, filter: { item: { contains: '公开' }, not: { column: { within: columns[1] } } } },
    ),
    'Query.unit': ways({ by: { code: 'LC-FGW' } }, { by: { id: units[0] } }, { by: { code: 'nowhere' } }),
    'Query.units': lists({ first: 3, filter: { kind: { ne: 'DEPARTMENT' } } },
      { first: 2, after: known.unitCursor }, { first: 2, filter: { or: [{ code: { eq: 'LC-JYJ' } }, { within: units[0] }] } }),
    'Query.document': ways({ by: { id: documents[0] } }, { by: { id: documents[7] } }, { by: { indexNumber: 'none' } },
      { by: { source: { system: '', id: '' } } }),
    'Query.documents': lists(
      { first: 2, filter: { isNormative: { eq: true }, title: { contains: '通知' } } },
      { first: 3, filter: { validityStatus: { in: ['EFFECTIVE', 'AMENDED'] }, genre: { ne: 'NOTICE' } } },
      { first: 2, after: known.documentCursor },
      { last: 1, before: known.documentCursor },
      { first: 2, orderBy: [{ field: 'ISSUED_ON', direction: 'ASC' }, { field: 'PUBLISHED_AT', direction: 'DESC' }] },
      { first: 2, filter: { interpretation: { exists: true, forms: ['TEXT', 'INFOGRAPHIC'] }, publishedAt: { gte: '2020-01-01T00:00:00+08:00' } } },
      { first: 2, offset: 4, filter: { and: [{ number: { year: { gte: 2019, lte: 2026 } } }, { issuedOn: { isNull: false } }] } },
    ),
    'Query.interpretation': ways({ id: interpretations[0] }),
    'Query.interpretations': lists({ first: 2, filter: { form: { eq: 'TEXT' } }, orderBy: [{ field: 'PUBLISHED_AT', direction: 'ASC' }] }),
    'Query.dueDate': [
      ...ways({ from: '2026-09-21', timeLimit: '信息形成之日起10个工作日内' }, { from: '2026-01-01', timeLimit: '每季度首月15日前', year: 2026 },
        { from: '0001-01-01', timeLimit: '' }),
      { args: { from: '2026-01-01', timeLimit: '1日内', year: 0 }, fails: true },
    ],
    'Query.taskPlan': ways({ id: plans[0] }),
    'Query.taskPlans': lists({}, { filter: { year: { eq: 2026 } } }),
    'Query.task': ways({ id: tasks[0] }),
    'Query.tasks': lists({ first: 2, filter: { progress: { eq: 'NOT_STARTED' } }, orderBy: [{ field: 'DUE_ON', direction: 'ASC' }] }),
    'Catalog.columns': ways({}),
    'Catalog.entries': below(),
    'Catalog.health': ways({ year: 2026 }, { asOf: '2026-06-30', year: 2026 }),
    'CatalogColumn.entries': below(),
    'CatalogEntry.documents': below(),
    'Document.body': ways({}, { format: 'TEXT' }),
    'Document.interpretations': ways({}, { forms: ['TEXT'] }, { forms: [] }),
    'Document.validity': ways({}, { asOf: '2020-06-30' }, { asOf: '1999-12-31' }),
    'Document.relations': ways({}, { kinds: ['BASED_ON', 'REPEALS'] }),
    'Document.relatedFrom': below({ first: 2, kinds: ['AMENDS', 'REPEALS'] }),
    'Interpretation.body': ways({}, { format: 'TEXT' }),
    'Unit.health': ways({ year: 2026 }),
    'Unit.catalogEntries': below(),
    'Unit.documents': below({ first: 2, filter: { isNormative: { eq: false } } }),
    'Unit.tasks': below(),
    'Health.obligations': ways({}, { states: ['LATE', 'OVERDUE'] }),
    'Calendar.specialDays': ways({ year: 2026 }),
    'Calendar.isWorkingDay': ways({ on: '2026-10-01' }, { on: '2026-10-10' }),
    'Task.responsibleUnits': ways({}, { roles: ['LEAD', 'COOPERATING'] }),
    'Task.isOverdue': ways({}, { asOf: '2026-12-31' }),
    'TaskPlan.tasks': below({ first: 3, orderBy: [{ field: 'DUE_ON', direction: 'DESC' }] }),
    'TimeLimit.dueDate': ways({ from: '2026-01-31' }),
  };
}

/** What the menu needs to know of the sample. */
export const KNOWN = `{
  units(first: 30) { nodes { id } pageInfo { startCursor } }
  documents(first: 60) { nodes { id validityEvents { id } } }
  cursor: documents(first: 2) { pageInfo { endCursor } }
  interpretations(first: 5) { nodes { id } }
  catalogs { nodes { id columns { id } } }
  catalogEntries(first: 10) { nodes { id } }
  taskPlans { nodes { id } } tasks { nodes { id } }
}`;

/** The same, as the menu wants it. */
export function known(found) {
  const ids = (nodes) => nodes.map((it) => it.id);
  return {
    units: ids(found.units.nodes),
    documents: ids(found.documents.nodes),
    interpretations: ids(found.interpretations.nodes),
    catalogs: ids(found.catalogs.nodes),
    columns: ids(found.catalogs.nodes[0].columns),
    entries: ids(found.catalogEntries.nodes),
    plans: ids(found.taskPlans.nodes),
    tasks: ids(found.tasks.nodes),
    events: found.documents.nodes.flatMap((it) => ids(it.validityEvents)),
    unitCursor: found.units.pageInfo.startCursor,
    documentCursor: found.cursor.pageInfo.endCursor,
  };
}
