// Runs graphql-codegen with the configuration of examples/portal, as its command line would.
import { codegen } from '@graphql-codegen/core';
import { preset } from '@graphql-codegen/client-preset';
import { buildSchema, parse } from 'graphql';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const portal = fileURLToPath(new URL('../../examples/portal/', import.meta.url));
const { default: config } = await import(join(portal, 'codegen.mjs'));

/** Generates what the configuration says, and gives the folder. */
export async function generate() {
  const sdl = readFileSync(join(portal, config.schema), 'utf8');
  const operations = join(portal, dirname(config.documents));
  const documents = readdirSync(operations).sort().filter((it) => it.endsWith('.graphql')).map((name) => {
    const rawSDL = readFileSync(join(operations, name), 'utf8');
    return { location: join(operations, name), rawSDL, document: parse(rawSDL) };
  });
  const [[folder, output]] = Object.entries(config.generates);
  const baseOutputDir = join(portal, folder);
  const options = {
    baseOutputDir, schema: parse(sdl), schemaAst: buildSchema(sdl), documents, config: output.config, presetConfig: output.presetConfig,
    plugins: [], pluginMap: {}, documentTransforms: [], profiler: { run: (work) => work() },
  };
  rmSync(baseOutputDir, { recursive: true, force: true });
  mkdirSync(baseOutputDir, { recursive: true });
  for (const section of await preset.buildGeneratesSection(options)) {
    writeFileSync(section.filename, await codegen(section));
  }
  return baseOutputDir;
}
