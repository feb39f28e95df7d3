// Asks the service by the hash of a document: a GET that caches between here and there can answer. Where the service does
// not know the hash yet, it is told the text once, by POST.
import type { TypedDocumentString } from './generated/graphql.js';

/** What the service says when it cannot answer: `code` is to act on, `requestId` to tell the operator. */
export class ServiceError extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly retryable: boolean,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; retryable?: boolean; requestId?: string } }[];
}

/** The data, and what is missing from it: a root field that failed alone is null, and the rest of the page stands. */
export interface Told<Data> {
  data: Data;
  missing: string[];
}

/** A client of the service at `base`. */
export class Client {
  constructor(
    private readonly base: string,
    private readonly language = 'zh-CN',
  ) {}

  async ask<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Told<Data>> {
    const hash: string = document.__meta__?.['hash'];
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    const parameters = new URLSearchParams({ variables: JSON.stringify(variables), extensions: JSON.stringify(extensions) });
    let answer = await this.send<Data>(`/graphql?${parameters}`, {});
    if (answer.errors?.[0]?.extensions.code === 'PERSISTED_QUERY_NOT_FOUND') {
      const { default: texts } = await import('./generated/persisted-documents.json', { with: { type: 'json' } });
      const body = JSON.stringify({ query: (texts as Record<string, string>)[hash], variables, extensions });
      answer = await this.send<Data>('/graphql', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    }
    const errors = answer.errors ?? [];
    if (answer.data === undefined || answer.data === null) {
      const { message, extensions } = errors[0] ?? { message: 'no data', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
      throw new ServiceError(message, extensions.code, extensions.retryable ?? false, extensions.requestId);
    }
    return { data: answer.data, missing: errors.map((it) => (it.path ?? []).join('.')) };
  }

  private async send<Data>(path: string, init: RequestInit): Promise<Answer<Data>> {
    const headers = { accept: 'application/graphql-response+json', 'accept-language': this.language, ...init.headers };
    const response = await fetch(this.base + path, { ...init, headers });
    if (!/json/.test(response.headers.get('content-type') ?? '')) {
      throw new ServiceError(`status ${response.status}`, 'SERVICE_UNAVAILABLE', response.status >= 500, undefined);
    }
    return (await response.json()) as Answer<Data>;
  }
}
