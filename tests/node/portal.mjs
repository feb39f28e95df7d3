// examples/portal: types and persisted documents generated from the contract, the pages compiled (`tsc --strict`), and
// run against the service.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { base, data } from './service.mjs';
import { generate, portal } from './codegen.mjs';

const generated = await generate();
const tsc = [fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url)), '-p', 'tsconfig.portal.json'];
const compiled = spawnSync(process.execPath, tsc, { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) });
assert.equal(compiled.stdout + compiled.stderr, '');

const load = (name) => import(pathToFileURL(join(portal, 'dist', `${name}.js`)).href);
const { Client, ServiceError } = await load('client');
const pages = await load('pages');
const manifest = JSON.parse(readFileSync(join(generated, 'persisted-documents.json'), 'utf8'));
assert.equal(Object.keys(manifest).length, 5);
assert.ok(existsSync(join(portal, 'dist', 'main.js')));

// What goes over the wire: by hash, and by text only once for each document.
const sent = [];
const real = globalThis.fetch;
globalThis.fetch = async (url, init = {}) => {
  const response = await real(url, init);
  sent.push({ method: init.method ?? 'GET', status: response.status });
  return response;
};
const client = new Client(base);
const count = (text, pattern) => text.match(pattern)?.length ?? 0;

const tree = await pages.tree(client);
const { catalog } = await data('{ catalog { title columns { title children { children { id } } } } }');
assert.ok(tree.includes(`<h1>${catalog.title}`));
const columns = catalog.columns.length + catalog.columns.reduce((sum, it) => sum + it.children.length + it.children.reduce((all, below) => all + below.children.length, 0), 0);
assert.equal(count(tree, /<li>/g), columns);
assert.deepEqual(sent.map((it) => it.method), ['GET', 'POST']);
await pages.tree(client);
assert.deepEqual(sent.slice(2).map((it) => it.method), ['GET']);

const id = /#\/column\/([^"]+)/.exec(tree)[1];
assert.match(await pages.column(client, id), /^<p>共 \d+ 项<\/p>/);

// Every document, by the links to the next page.
const all = new Set();
for (let after = null; ; ) {
  const page = await pages.list(client, {}, after);
  for (const [, document] of page.matchAll(/#\/document\/([^"]+)/g)) all.add(document);
  const next = /&after=([^"]+)/.exec(page);
  if (!next) break;
  after = decodeURIComponent(next[1]);
}
const { documents } = await data('{ documents { totalCount } }');
assert.equal(all.size, documents.totalCount);
const inForce = await pages.list(client, { inForce: true, normative: true });
assert.equal(count(inForce, /data-status/g), count(inForce, /data-status="(EFFECTIVE|AMENDED)"/g));
assert.ok(count(inForce, /data-status/g) > 0);
const before = await pages.list(client, { inForce: true, on: '2015-06-30' });
assert.notEqual(before, await pages.list(client, { inForce: true }));

const interpreted = (await data('{ documents(first: 1, filter: { interpretation: { exists: true } }) { nodes { id title body interpretations { title } } } }')).documents.nodes[0];
const detail = await pages.detail(client, interpreted.id);
assert.ok(detail.includes(interpreted.title) && detail.includes(interpreted.body));
assert.equal(count(detail, /<h3>/g), interpreted.interpretations.length);
assert.match(await pages.detail(client, id), /没有/);

const words = interpreted.title.slice(-6, -2);
const found = await pages.search(client, ` ${words} `);
assert.ok(found.includes(`#/document/${interpreted.id}`));
assert.match(await pages.search(client, '没有这样的标题<script>'), /找到 0 件/);
assert.match(await pages.search(client, ' '), /请输入/);
assert.ok(sent.every((it, at) => it.status === 200 || sent[at + 1].method === 'POST'), JSON.stringify(sent));
assert.equal(sent.filter((it) => it.method === 'POST').length, 5, 'one text a document');

const problem = await client.ask({ __meta__: { hash: Object.keys(manifest)[1] } }, { column: [] }).catch((it) => it);
assert.ok(problem instanceof ServiceError && problem.code === 'BAD_USER_INPUT' && problem.requestId);
console.error('the portal works');
process.exit(0);
