import { type Operation, type OperationName, operations } from './operations.ts';
import { readAnswer } from './read-answer.ts';
import type { RequestOptions, Result } from './result.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One operation, asked for once: no credentials of its own, no second try. */
export interface Transport {
  readonly origin: string;
  call(name: OperationName, input: Fields, options: CallOptions): Promise<Result<unknown, string>>;
}

export interface CallOptions extends RequestOptions {
  /** Whether the browser sends and keeps cookies. */
  readonly credentials: RequestCredentials;
}

export interface TransportOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
}

export function createTransport({ baseUrl, headers, fetch }: TransportOptions): Transport {
  const base = baseUrl.replace(/\/+$/, '');
  return {
    origin: originOf(base),
    async call(name, input, options) {
      const operation: Operation = operations[name];
      const { path, body } = placed(operation, input);
      const { signal, credentials, idempotencyKey } = options;
      try {
        const response = await fetch(base + path, {
          method: operation.method,
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
            ...headers,
            ...options.headers,
          },
          ...(body === undefined ? {} : { body }),
          ...(signal === undefined ? {} : { signal }),
          credentials,
          cache: 'no-store',
          // What redirects is no operation of ours; a token must not follow.
          redirect: 'manual',
        });
        return await readAnswer(response);
      } catch (cause) {
        return { data: undefined, error: withoutAnswer(cause, signal), response: undefined };
      }
    },
  };
}

/** Whether carrying the operation out changes something: such a request shows the CSRF token. */
export function isUnsafe(name: OperationName): boolean {
  return operations[name].method !== 'GET';
}

/** Whether the operation is asked for with fields, before its options. */
export function takesInput(name: OperationName): boolean {
  const { path, query, hasBody }: Operation = operations[name];
  return hasBody === true || query !== undefined || path.includes('{');
}

function withoutAnswer(cause: unknown, signal: AbortSignal | undefined) {
  if (signal?.aborted) return { code: 'aborted', detail: 'The request was given up.', status: 0 } as const;
  return { code: 'network', detail: 'The server cannot be reached.', status: 0, cause } as const;
}

/** Each field where it belongs: in the path, in the query, or in the body. */
function placed({ path, query = [], hasBody }: Operation, input: Fields): { path: string; body?: string } {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const take = (name: string): string => {
    const value = String(rest.get(name));
    rest.delete(name);
    return value;
  };
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(take(name)));
  const asked = new URLSearchParams(
    query.filter((name) => rest.has(name)).map((name): [string, string] => [name, take(name)]),
  );
  const search = asked.size > 0 ? `?${asked}` : '';
  return { path: address + search, ...(hasBody ? { body: JSON.stringify(Object.fromEntries(rest)) } : {}) };
}

/** Empty for an address without one: the page's own. */
function originOf(base: string): string {
  return /^https?:\/\//.test(base) ? new URL(base).origin : '';
}
