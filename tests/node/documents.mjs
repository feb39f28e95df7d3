// The documents of the mini-program with their hashes, made of its operations: a mini-program has no SHA-256. The file is
// committed; UPDATE_EXPECT=1 writes it anew.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { parse, stripIgnoredCharacters, validate, buildSchema } from 'graphql';
import { fileURLToPath } from 'node:url';

export const folder = fileURLToPath(new URL('../../examples/miniprogram/', import.meta.url));
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** What is wrong with the documents; nothing, it is to be hoped. */
export function check() {
  const wrong = [];
  const entries = readdirSync(`${folder}operations`).sort().map((file) => {
    const source = readFileSync(`${folder}operations/${file}`, 'utf8');
    const document = parse(source);
    for (const error of validate(schema, document)) wrong.push(`${file}: ${error.message}`);
    const text = stripIgnoredCharacters(source);
    const hash = createHash('sha256').update(text).digest('hex');
    return `  ${document.definitions[0].name.value}: {\n    hash: '${hash}',\n    text: ${JSON.stringify(text).replaceAll("'", "\\'").replace(/^"|"$/g, "'").replaceAll('\\"', '"')}\n  }`;
  });
  const made = `// Made of operations/*.graphql by tests/node/documents.mjs.\n'use strict'\n\nmodule.exports = {\n${entries.join(',\n')}\n}\n`;
  const path = `${folder}documents.js`;
  if (process.env.UPDATE_EXPECT === '1') writeFileSync(path, made);
  else if (readFileSync(path, 'utf8') !== made) wrong.push('examples/miniprogram/documents.js does not fit its operations: UPDATE_EXPECT=1 writes it anew');
  return wrong;
}
