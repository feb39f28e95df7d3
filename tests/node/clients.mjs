// The clients that front ends use, with automatic persisted queries by GET: Apollo Client and urql.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { base } from './service.mjs';

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const sent = [];
const recorded = async (url, init = {}) => {
  sent.push({ method: init.method ?? 'GET', hasText: /[?&]query=/.test(String(url)) || /"query"/.test(String(init.body ?? '')) });
  return fetch(url, init);
};
/** What was sent since the last time. */
const taken = () => sent.splice(0).map((it) => `${it.method} ${it.hasText ? 'text' : 'hash'}`);

async function apollo() {
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries: true }).concat(new HttpLink({ uri: `${base}/graphql`, fetch: recorded }));
  const client = new ApolloClient({ link, cache: new InMemoryCache(), defaultOptions: { query: { fetchPolicy: 'network-only' } } });
  const query = gql`query ApolloList($first: Int!) { documents(first: $first) { nodes { id title } pageInfo { endCursor } } }`;
  const first = await client.query({ query, variables: { first: 2 } });
  assert.equal(first.data.documents.nodes.length, 2);
  assert.deepEqual(taken(), ['GET hash', 'POST text']);
  const second = await client.query({ query, variables: { first: 3 } });
  assert.equal(second.data.documents.nodes.length, 3);
  assert.deepEqual(taken(), ['GET hash']);
  // A field that fails, and a variable that does not fit.
  const failing = await client.query({ query, variables: { first: 101 }, errorPolicy: 'all' });
  assert.equal(failing.data.documents, null);
  assert.equal(failing.error.errors[0].extensions.code, 'BAD_USER_INPUT');
  const wrong = await client.query({ query, variables: { first: 'many' } }).catch((it) => it);
  assert.ok(CombinedGraphQLErrors.is(wrong), String(wrong));
  assert.equal(wrong.errors[0].extensions.code, 'BAD_USER_INPUT');
  taken();
}

async function urql() {
  const exchanges = [persistedExchange({ preferGetForPersistedQueries: true, generateHash: async (text) => sha256(text) }), fetchExchange];
  const client = new Client({ url: `${base}/graphql`, exchanges, fetch: recorded, requestPolicy: 'network-only', preferGetMethod: false });
  const query = 'query UrqlList($words: String!) { documents(first: 5, filter: { title: { contains: $words } }) { totalCount nodes { title } } }';
  const first = await client.query(query, { words: '通知' }).toPromise();
  assert.equal(first.error, undefined);
  assert.ok(first.data.documents.nodes.every((it) => it.title.includes('通知')));
  // urql sends the text the way it sent the hash.
  assert.deepEqual(taken(), ['GET hash', 'GET text']);
  const second = await client.query(query, { words: '办法' }).toPromise();
  assert.equal(second.error, undefined);
  assert.deepEqual(taken(), ['GET hash']);
  const wrong = await client.query(query, {}).toPromise();
  assert.equal(wrong.error.graphQLErrors[0].extensions.code, 'BAD_USER_INPUT');
}

await apollo();
await urql();
console.error('Apollo Client and urql work');
process.exit(0);
