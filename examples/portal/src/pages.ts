// The pages, each a function from what a visitor asks for to HTML. Nothing here needs a browser.
import type { Client } from './client.js';
import {
  CatalogTreeDocument, ColumnEntriesDocument, DocumentDetailDocument, DocumentListDocument, DocumentSearchDocument,
  type ColumnLineFragment, type DocumentFilter, type DocumentLineFragment,
} from './generated/graphql.js';

/** Text as HTML shows it. Bodies alone come as HTML: the service has sanitised them. */
export const escape = (text: string) =>
  text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`);

const link = (page: string, text: string) => `<a href="#/${page}">${escape(text)}</a>`;
const day = (at: string | null) => at?.slice(0, 10) ?? '';

type Tree = ColumnLineFragment & { children?: Tree[] };

function branch(column: Tree): string {
  const children = column.children?.length ? `<ul>${column.children.map(branch).join('')}</ul>` : '';
  return `<li>${link(`column/${column.id}`, column.title)}${children}</li>`;
}

function line(document: DocumentLineFragment): string {
  const number = document.documentNumber ? ` <small>${escape(document.documentNumber.text)}</small>` : '';
  const publisher = escape(document.publisher.shortName ?? document.publisher.name);
  return `<li data-status="${document.validity.status}">${link(`document/${document.id}`, document.title)}${number} ${publisher} ${day(document.publishedAt)}</li>`;
}

function more(page: { hasNextPage: boolean; endCursor: string | null }, address: string): string {
  return page.hasNextPage && page.endCursor ? `<a class="more" href="#/${address}&after=${encodeURIComponent(page.endCursor)}">下一页</a>` : '';
}

const absent = '<p>暂时无法显示，请稍后再试。</p>';

/** The catalog as a tree. */
export async function tree(client: Client): Promise<string> {
  const { catalog } = (await client.ask(CatalogTreeDocument, {})).data;
  if (!catalog) return absent;
  return `<h1>${escape(catalog.title)}（${escape(catalog.edition)}）</h1><ul>${catalog.columns.map(branch).join('')}</ul>`;
}

/** What is disclosed under a column. */
export async function column(client: Client, id: string, after: string | null = null): Promise<string> {
  const { catalogEntries } = (await client.ask(ColumnEntriesDocument, { column: id, after })).data;
  if (!catalogEntries) return absent;
  const entries = catalogEntries.nodes.map((it) => {
    const documents = it.documents.nodes.map((document) => `<li>${link(`document/${document.id}`, document.title)}</li>`).join('');
    return `<li>${escape(it.item)}（${escape(it.unit.name)}，${escape(it.timeLimit.text)}）<ul>${documents}</ul></li>`;
  });
  return `<p>共 ${catalogEntries.totalCount} 项</p><ul>${entries.join('')}</ul>${more(catalogEntries.pageInfo, `column/${id}?`)}`;
}

/** What a visitor may narrow the list of documents by. */
export interface Narrowed {
  normative?: boolean;
  inForce?: boolean;
  publisher?: string;
  on?: string;
}

/** Documents, newest first. */
export async function list(client: Client, narrowed: Narrowed = {}, after: string | null = null): Promise<string> {
  const filter: DocumentFilter = {};
  if (narrowed.normative !== undefined) filter.isNormative = { eq: narrowed.normative };
  if (narrowed.inForce) filter.validityStatus = { in: ['EFFECTIVE', 'AMENDED'] };
  if (narrowed.publisher) filter.publisher = { within: narrowed.publisher };
  const { documents } = (await client.ask(DocumentListDocument, { filter, after, asOf: narrowed.on ?? null })).data;
  if (!documents) return absent;
  const address = new URLSearchParams(Object.entries(narrowed).map(([name, value]) => [name, String(value)]));
  return `<p>共 ${documents.totalCount} 件</p><ul>${documents.nodes.map(line).join('')}</ul>${more(documents.pageInfo, `list?${address}`)}`;
}

/** One document: its text, who issued it, whether it is in force, and what explains it. */
export async function detail(client: Client, id: string): Promise<string> {
  const { document } = (await client.ask(DocumentDetailDocument, { id })).data;
  if (!document) return '<p>没有这份文件。</p>';
  const { validity } = document;
  const status = [validity.status, validity.since && `自 ${validity.since}`, validity.until && `至 ${validity.until}`].filter(Boolean).join(' ');
  const next = validity.nextChange ? `<p>${validity.nextChange.on} 起 ${validity.nextChange.status}</p>` : '';
  const interpretations = document.interpretations.map((it) => `<section><h3>${escape(it.title)}</h3>${it.body}</section>`);
  const relations = document.relations.map((it) => `<li>${it.kind} ${it.document ? link(`document/${it.document.id}`, it.citation) : escape(it.citation)}</li>`);
  const attachments = document.attachments.map((it) => `<li><a href="${escape(it.url)}">${escape(it.name)}</a></li>`);
  return [
    `<h1>${escape(document.title)}</h1>`,
    `<p>${escape(document.documentNumber?.text ?? '')} ${document.issuers.map((it) => escape(it.name)).join('、')} ${day(document.publishedAt)}</p>`,
    `<p class="validity" data-in-force="${validity.isInForce}">${status}</p>${next}`,
    `<article>${document.body}</article>`,
    `<ul class="attachments">${attachments.join('')}</ul><ul class="relations">${relations.join('')}</ul>`,
    `<h2>解读</h2>${interpretations.join('')}`,
  ].join('\n');
}

/** The search box: words in titles. */
export async function search(client: Client, words: string, after: string | null = null): Promise<string> {
  const wanted = words.trim().slice(0, 100);
  if (!wanted) return '<p>请输入要找的字词。</p>';
  const { documents } = (await client.ask(DocumentSearchDocument, { words: wanted, after })).data;
  if (!documents) return absent;
  return `<p>找到 ${documents.totalCount} 件</p><ul>${documents.nodes.map(line).join('')}</ul>${more(documents.pageInfo, `search?words=${encodeURIComponent(wanted)}`)}`;
}
