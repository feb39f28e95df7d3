// The service under test, whose address is the last argument, and what every script needs: requests, a bounded pool, a
// seeded source of chance, and a way to fail.
import http from 'node:http';

export const base = process.argv[process.argv.length - 1];
if (!/^http:\/\//.test(base)) {
  console.error('usage: node SCRIPT http://HOST:PORT');
  process.exit(2);
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 6 });

/** Sends a request and gives { status, headers, text }. */
export function send(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, headers, agent }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Asks by POST, in the media type of the specification. `body` is an object, or JSON as text. */
export async function ask(body) {
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await send('/graphql', { method: 'POST', headers, body: text });
  return { status: answer.status, ...JSON.parse(answer.text) };
}

/** The data of an answer that must have no error. */
export async function data(query, variables) {
  const answer = await ask({ query, variables });
  if (answer.errors) throw new Error(`${JSON.stringify(answer.errors.slice(0, 3))}\n${query}`);
  return answer.data;
}

/** Runs `work` over items, a few at a time. */
export async function pool(items, work, width = 6) {
  const queue = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/** Chance that can be repeated: mulberry32. The seed is $SEED, or a new one every day. */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(n) {
    return Math.floor(this.next() * n);
  }
  of(share) {
    return this.next() < share;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

export const seed = Number(process.env.SEED ?? Math.floor(Date.now() / 86_400_000));

/** Ends with what is wrong, or with a word on what was looked at. */
export function finish(wrong, summary, shown = 12) {
  for (const problem of wrong.slice(0, Number(process.env.SHOWN ?? shown))) console.error(`${problem}\n`);
  console.error(wrong.length ? `${wrong.length} differences; ${summary}` : `no difference; ${summary}`);
  process.exit(wrong.length ? 1 : 0);
}
