// Writes graphiql.js, graphiql.css and THIRD-PARTY-LICENSES.txt beside this file.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const { dependencies } = readJson(join(here, 'package.json'));
const banner = `/*! GraphiQL ${dependencies.graphiql} (MIT) with its dependencies, built for gongkai; licences: THIRD-PARTY-LICENSES.txt */`;

// GraphiQL embeds 340 kB of web fonts, none with Chinese glyphs; src/main.css names system fonts instead.
const dropFonts = {
  name: 'drop-fonts',
  setup({ onLoad }) {
    onLoad({ filter: /graphiql[/\\]dist[/\\]style\.css$/ }, ({ path }) => ({
      loader: 'css',
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
    }));
  },
};

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { graphiql: 'src/main.jsx' },
  outdir: '.',
  bundle: true,
  minify: true,
  metafile: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  banner: { js: banner, css: banner },
  plugins: [dropFonts],
  logLevel: 'info',
});

writeFileSync(join(here, 'THIRD-PARTY-LICENSES.txt'), licences(metafile));

// One section per licence: the packages under it with their copyright lines, then its text once.
function licences({ inputs }) {
  const folders = new Set();
  for (const input of Object.keys(inputs)) {
    const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (found) folders.add(found[1]);
  }
  const sections = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license, author } = readJson(join(here, folder, 'package.json'));
    const file = readdirSync(join(here, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(here, folder, file), 'utf8').replace(/\r/g, '').trim() : '';
    const isNotice = (line) => /^\s*(?:copyright|©)\s.*(?:\d{4}|\(c\)|inc\.|<http)/i.test(line);
    const lines = text.split('\n');
    const notices = lines.filter(isNotice);
    const owner = typeof author === 'string' ? author : author?.name;
    if (notices.length === 0 && owner) notices.push(`Author: ${owner}`);
    const section = sections.get(license) ?? { packages: [], text: '' };
    sections.set(license, section);
    section.packages.push([`${name} ${version}`, ...notices.map((line) => `  ${line.trim()}`)].join('\n'));
    if (!section.text) section.text = lines.filter((line) => !isNotice(line)).join('\n').trim();
  }
  return [...sections]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { packages, text }]) => `==== ${id} ====\n\n${packages.join('\n')}\n\n${text}\n`)
    .join('\n');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
