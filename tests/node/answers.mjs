// The differential test of answers: random documents, asked of the service and of graphql-js, whose resolvers answer from
// rows that the service gave. The data must be the same to the order of keys, and fields must fail in the same places.
import { execute, parse, validate } from 'graphql';
import { Chance, ask, finish, pool, seed } from './service.mjs';
import { load } from './differential/schema.mjs';
import { Rows } from './differential/rows.mjs';
import { Random } from './differential/random.mjs';
import { deliberate } from './verdicts/deliberate.mjs';

const COUNT = Number(process.env.COUNT ?? 1500);
const { schema } = await load();
const rows = await Rows.load(schema);
const chance = new Chance(seed);
const random = new Random(schema, rows, chance);

// The specification leaves the order of these open.
const UNORDERED = new Set(['types', 'directives', 'possibleTypes']);
const plain = (value, key) => {
  if (Array.isArray(value)) {
    const items = value.map((it) => plain(it));
    return UNORDERED.has(key) ? items.map((it) => JSON.stringify(it)).sort() : items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, plain(it, name)]));
};

/** Where in the data a null stands for each error. */
function blanks(answer) {
  const places = (answer.errors ?? []).map((error) => {
    const path = error.path ?? [];
    let at = answer.data;
    for (let depth = 0; depth < path.length; depth++) {
      if (at === null || at === undefined) return path.slice(0, depth).join('.');
      at = at[path[depth]];
    }
    return path.join('.');
  });
  return [...new Set(places)].sort();
}

const wrong = [];
const seen = { answered: 0, invalid: 0, failing: 0, large: 0, bytes: 0 };

// Made one by one, between answers: a connection that waits too long is closed.
function* requests() {
  for (let made = 0; made < COUNT; made++) {
    const request = random.request();
    const document = parse(request.query);
    const [invalid] = validate(schema, document);
    if (invalid) {
      seen.invalid += 1;
      yield { request, why: invalid.message };
      continue;
    }
    const expected = execute({ schema, document, rootValue: rows.root, variableValues: request.variables, operationName: request.operationName });
    const missing = expected.errors?.find((it) => it.message !== 'refused' && !/must not be null/.test(it.message));
    if (missing) throw new Error(`${missing.message}\n${request.query}`);
    const text = JSON.stringify(expected.data);
    if (text.length > 40_000) {
      seen.large += 1;
      continue;
    }
    seen.answered += 1;
    seen.bytes += text.length;
    if (expected.errors) seen.failing += 1;
    yield { request, expected };
  }
}

await pool(requests(), async ({ request, expected, why }) => {
  const answer = await ask(request);
  const meant = !expected && 'data' in answer && deliberate(request, { verdict: 'invalid', why }, { verdict: 'runs', why: '' });
  const problem = !meant && difference(expected, answer);
  if (problem) wrong.push(`${problem}\nrequest: ${JSON.stringify(request)}`);
});

function difference(expected, answer) {
  if (!expected) return 'data' in answer ? 'graphql-js finds the document invalid, the service answers it' : undefined;
  if (!('data' in answer)) return `the service refuses it: ${JSON.stringify(answer.errors)}`;
  const [theirs, ours] = [expected.data, answer.data].map((it) => JSON.stringify(plain(it)));
  if (theirs !== ours) {
    let at = 0;
    while (theirs[at] === ours[at]) at += 1;
    const cut = (text) => text.slice(Math.max(0, at - 100), at + 100);
    return `the data differ\n  graphql-js: …${cut(theirs)}…\n  service:    …${cut(ours)}…\n  ${JSON.stringify(answer.errors)}`;
  }
  const [their, our] = [blanks(expected), blanks(answer)].map((it) => it.join(', '));
  return their === our ? undefined : `fields fail elsewhere\n  graphql-js: ${their}\n  service:    ${our}`;
}

if (seen.failing < COUNT / 100 || seen.answered < COUNT / 2) wrong.push(`too few documents tell something: ${JSON.stringify(seen)}`);
finish(wrong, `seed ${seed}, ${COUNT} documents, ${JSON.stringify(seen)}`);
