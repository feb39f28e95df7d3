// The client of examples/miniprogram, as a mini-program would run it: in a context that has `wx`, timers and the language,
// and no fetch, URL, AbortController, TextEncoder or streams; first over the service, then over a stub that is overloaded.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import vm from 'node:vm';
import { base, data } from './service.mjs';
import { check, folder } from './documents.mjs';

assert.deepEqual(check(), []);

/** wx.request over Node's http, with its limits: ten at once, 60 s, answers as JSON where they are. */
function wx() {
  const seen = { most: 0, now: 0, requests: [] };
  const request = ({ url, method = 'GET', data: body, header = {}, timeout = 60_000, success, fail, complete }) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    assert.ok(seen.now <= 10, 'wx refuses more than ten requests at once');
    seen.requests.push({ url, method, header });
    let over = false;
    const end = (callback, value) => {
      if (over) return;
      over = true;
      seen.now -= 1;
      callback?.(value);
      complete?.(value);
    };
    const sent = http.request(url, { method, headers: header, timeout }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk)).on('end', () => {
        let parsed = text;
        try {
          parsed = JSON.parse(text);
        } catch {
          // wx hands over the text then.
        }
        end(success, { data: parsed, statusCode: response.statusCode, header: response.headers, errMsg: 'request:ok' });
      });
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => end(fail, { errMsg: 'request:fail' }));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
    return { abort: () => sent.destroy() };
  };
  return { request, seen };
}

/** The module in a context of its own, and the wx that it sees. */
function program() {
  const shim = wx();
  const context = vm.createContext({ wx: { request: shim.request }, setTimeout, clearTimeout });
  const load = (name) => {
    const module = { exports: {} };
    const code = readFileSync(`${folder}${name}`, 'utf8');
    vm.runInContext(`(function (require, module) {${code}\n})`, context, { filename: name })((it) => load(it.replace('./', '')), module);
    return module.exports;
  };
  return { gongkai: load('gongkai.js'), seen: shim.seen };
}

/** Values of another context as this one's. */
const own = (value) => JSON.parse(JSON.stringify(value));
const failure = (promise) => promise.then(() => assert.fail('it should fail'), (it) => it);

async function overTheService() {
  const { gongkai, seen } = program();
  const client = gongkai.create({ base, language: 'en' });
  const home = own(await client.ask('Home')).data;
  assert.equal(home.documents.nodes.length, 10);
  assert.equal(home.interpretations.nodes.length, 5);
  assert.ok(home.catalog.columns.length > 0);
  assert.equal(seen.requests[0].method, 'GET');
  assert.equal(seen.requests[0].header['accept-language'], 'en');
  const before = seen.requests.length;
  await client.ask('Home');
  assert.deepEqual(seen.requests.slice(before).map((it) => it.method), ['GET'], 'the second time the hash is known');

  // Every document once, page by page, over a break in which the program was away.
  const titles = (await data('{ documents(first: 100) { nodes { id } } }')).documents.nodes.map((it) => it.id);
  const found = [];
  let pages = client.pages('List', { first: 7 }, 'documents');
  for (let page = own(await pages.next()); ; page = own(await pages.next())) {
    found.push(...page.nodes.map((it) => it.id));
    assert.equal(page.restarted, false);
    if (page.done) break;
    if (found.length === 21) pages = client.pages('List', { first: 7 }, 'documents', String(pages.cursor()));
  }
  assert.deepEqual(found, titles);
  assert.equal(own(await pages.next()).done, true);
  const lost = own(await client.pages('List', { first: 3 }, 'documents', 'made up').next());
  assert.equal(lost.restarted, true);
  assert.equal(lost.nodes[0].id, titles[0]);

  const detail = own(await client.ask('Detail', { id: titles[0] })).data.document;
  assert.equal(detail.id, titles[0]);
  assert.ok(detail.body.length > 0 && detail.validity.status);
  assert.equal(own(await client.ask('Detail', { id: home.interpretations.nodes[0].id })).data.document, null);

  const wrong = await failure(client.ask('Detail', {}));
  assert.equal(wrong.code, 'BAD_USER_INPUT');
  assert.equal(wrong.retryable, false);
  assert.ok(wrong.requestId);
  assert.equal((await failure(client.ask('Nowhere'))).code, 'BAD_USER_INPUT');

  // A filter too long for an address goes by POST.
  const long = { filter: { title: { in: Array.from({ length: 90 }, (_, at) => `标题${at}`) } } };
  assert.equal(own(await client.ask('List', long)).data.documents.nodes.length, 0);
  assert.equal(seen.requests.at(-1).method, 'POST');

  // Forty at once: never more than eight under way, and every one is answered.
  seen.most = 0;
  await Promise.all(found.slice(0, 40).map((id) => client.ask('Detail', { id })));
  assert.equal(seen.most, 8);
}

async function overAStub() {
  const plan = [];
  const stub = http.createServer((request, response) => {
    const { status, headers = {}, body } = plan.shift() ?? { status: 200, body: { data: { catalog: null } } };
    request.resume().on('end', () => {
      if (status === 0) response.destroy();
      else response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise((done) => stub.listen(0, '127.0.0.1', done));
  const at = `http://127.0.0.1:${stub.address().port}`;
  const refused = (code) => ({ errors: [{ message: 'later', extensions: { code, retryable: true, requestId: 'r' } }] });
  const { gongkai, seen } = program();
  const client = gongkai.create({ base: at, backoff: 1 });
  const attempts = async (work) => {
    const before = seen.requests.length;
    const result = await work();
    return [result, seen.requests.length - before];
  };

  plan.push({ status: 503, headers: { 'Retry-After': '0' }, body: refused('SERVICE_UNAVAILABLE') }, { status: 429, headers: { 'retry-after': '0' }, body: refused('RATE_LIMITED') });
  assert.equal((await attempts(() => client.ask('Home')))[1], 3);
  // A gateway's page, and a connection that breaks.
  plan.push({ status: 502, body: '<html>' }, { status: 0 });
  assert.equal((await attempts(() => client.ask('Home')))[1], 3);
  // It gives up after four, and tells what the service told.
  plan.push(...Array(4).fill({ status: 429, body: refused('RATE_LIMITED') }));
  const [limited, tries] = await attempts(() => failure(client.ask('Home')));
  assert.deepEqual([limited.code, limited.status, limited.requestId, tries], ['RATE_LIMITED', 429, 'r', 4]);
  // Retry-After is kept to: a wait beyond the deadline is not begun, one within it is waited for.
  plan.push({ status: 503, headers: { 'retry-after': '3600' }, body: refused('SERVICE_UNAVAILABLE') });
  const [later, once] = await attempts(() => failure(client.ask('Home')));
  assert.deepEqual([later.code, later.retryAfter, later.retryable, once], ['SERVICE_UNAVAILABLE', 3_600_000, true, 1]);
  plan.push({ status: 503, headers: { 'retry-after': '1' }, body: refused('SERVICE_UNAVAILABLE') });
  const began = Date.now();
  await client.ask('Home');
  assert.ok(Date.now() - began >= 990);
  // An error that time does not mend is not tried again.
  plan.push({ status: 400, body: { errors: [{ message: 'no', extensions: { code: 'GRAPHQL_VALIDATION_FAILED', retryable: false } }] } });
  assert.equal((await attempts(() => failure(client.ask('Home'))))[1], 1);
  // The hash is not known: the text goes by POST, once.
  plan.push({ status: 200, body: { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] } });
  const known = seen.requests.length;
  await client.ask('Home');
  assert.deepEqual(seen.requests.slice(known).map((it) => it.method), ['GET', 'POST']);
  // Nobody is there.
  stub.closeAllConnections();
  await new Promise((done) => stub.close(done));
  const offline = await failure(client.ask('Home'));
  assert.deepEqual([offline.code, offline.retryable], ['OFFLINE', true]);
}

await overTheService();
await overAStub();
console.error('the mini-program works');
process.exit(0);
