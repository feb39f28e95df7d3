// Lints of the contract: graphql-eslint (schema and Relay rules) and graphql-schema-linter. What does not apply is argued
// in lint/eslint.config.mjs and lint/.graphql-schema-linterrc.
import { ESLint } from 'eslint';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ARGUED } from './lint/eslint.config.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const root = path('../../');
const wrong = [];

const eslint = new ESLint({ cwd: root, overrideConfigFile: path('lint/eslint.config.mjs') });
const stands = new Set(ARGUED);
for (const { messages } of await eslint.lintFiles(['schema.graphql'])) {
  for (const { line, ruleId, message } of messages) {
    if (!stands.delete(message)) wrong.push(`${line}: ${ruleId}: ${message}`);
  }
}
for (const message of stands) wrong.push(`argued in lint/eslint.config.mjs, but not found: ${message}`);

const linter = spawnSync(
  process.execPath,
  [path('node_modules/.bin/graphql-schema-linter'), '--config-directory', path('lint'), path('../../schema.graphql')],
  { encoding: 'utf8' },
);
if (linter.status !== 0) wrong.push(linter.stdout + linter.stderr);

for (const problem of wrong) console.error(problem);
console.error(wrong.length ? `${wrong.length} findings` : 'nothing found');
process.exit(wrong.length ? 1 : 0);
