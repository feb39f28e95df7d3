// The differential test of verdicts: documents that keep or break each rule, requests crossed from lists, and random
// documents changed in one token. The service must find each of them unparsable, invalid, without an operation to run,
// with bad variables, or fit to run, as graphql-js does.
import { GraphQLError, getVariableValues, parse, specifiedRules, validate } from 'graphql';
import { Chance, ask, data, finish, pool, seed } from './service.mjs';
import { load } from './differential/schema.mjs';
import { mutate } from './differential/tokens.mjs';
import { Random } from './differential/random.mjs';
import { Rows } from './differential/rows.mjs';
import { KNOWN, known, menu } from './differential/menu.mjs';
import { RULES } from './verdicts/rules.mjs';
import { ALWAYS, CROSSED } from './verdicts/matrices.mjs';
import { deliberate } from './verdicts/deliberate.mjs';

const COUNT = Number(process.env.COUNT ?? 1500);
const { schema } = await load();
const wrong = [];

const CODES = {
  GRAPHQL_PARSE_FAILED: 'unparsable', GRAPHQL_VALIDATION_FAILED: 'invalid', OPERATION_RESOLUTION_FAILURE: 'no operation', BAD_USER_INPUT: 'bad variables',
};

/** What graphql-js makes of a request. */
function theirs({ query, variables, operationName }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return { verdict: 'unparsable', why: error.message };
    throw error;
  }
  const errors = validate(schema, document);
  if (errors.length) return { verdict: 'invalid', why: errors[0].message };
  const operations = document.definitions.filter((it) => it.kind === 'OperationDefinition');
  const named = operationName === undefined || operationName === null ? operations : operations.filter((it) => it.name?.value === operationName);
  if (named.length !== 1) return { verdict: 'no operation', why: `${named.length} operations` };
  // graphql-js tells of it when it executes; since September 2025 the specification has it told before.
  if (!schema.getRootType(named[0].operation)) return { verdict: 'invalid', why: 'no such root type' };
  const coerced = getVariableValues(schema, named[0].variableDefinitions ?? [], variables ?? {});
  return coerced.errors ? { verdict: 'bad variables', why: coerced.errors[0].message } : { verdict: 'runs' };
}

/** What the service makes of it. */
async function ours(request) {
  const answer = await ask(request);
  if ('data' in answer) return { verdict: 'runs' };
  const [{ message, extensions }] = answer.errors;
  return { verdict: CODES[extensions.code] ?? extensions.code, why: message };
}

const chance = new Chance(seed);
const requests = [...ALWAYS, ...CROSSED.filter(() => process.env.FULL === '1' || chance.of(0.3))];
for (const rule of specifiedRules) {
  const cases = RULES[rule.name];
  if (!cases) {
    wrong.push(`no documents for ${rule.name}`);
    continue;
  }
  for (const [kind, texts] of Object.entries(cases)) {
    for (const query of texts) {
      requests.push({ query });
      const broken = validate(schema, parse(query), kind === 'valid' ? specifiedRules : [rule]).length > 0;
      if (broken !== (kind === 'invalid')) wrong.push(`${rule.name}: not ${kind}: ${query}`);
    }
  }
}
const corpus = requests.length;
const random = new Random(schema, new Rows(schema, menu(known(await data(KNOWN)))), chance);
function* all() {
  yield* requests;
  for (let made = 0; made < COUNT; made++) {
    const request = random.request();
    yield { ...request, query: mutate(request.query, chance) };
  }
}

const seen = {};
const reasons = new Map();
await pool(all(), async (request) => {
  const plain = typeof request === 'string' ? JSON.parse(request) : request;
  const expected = theirs(plain);
  const found = await ours(request);
  seen[expected.verdict] = (seen[expected.verdict] ?? 0) + 1;
  if (expected.verdict === found.verdict) return;
  const reason = deliberate(plain, expected, found);
  if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  else wrong.push(`graphql-js: ${expected.verdict} (${expected.why ?? ''}); the service: ${found.verdict} (${found.why ?? ''})\n  ${typeof request === 'string' ? request : JSON.stringify(request)}`);
});

if (corpus < 500) wrong.push(`only ${corpus} documents in the corpus`);
for (const [reason, count] of reasons) console.error(`${count} differ on purpose: ${reason}`);
finish(wrong, `seed ${seed}, ${corpus} requests of the corpus, ${COUNT} random ones, ${JSON.stringify(seen)}`);
