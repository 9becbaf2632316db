import type { ClientRequest } from './client-request.ts';
import { readAnswer } from './read-answer.ts';
import type { RequestOptions, Result } from './result.ts';

/** Something asked for once: no credentials of its own, no second try. */
export interface Transport {
  readonly origin: string;
  call(asked: ClientRequest, options: CallOptions): Promise<Result<unknown, string>>;
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
    async call({ method, path, body }, { signal, credentials, idempotencyKey, headers: given }) {
      try {
        const response = await fetch(base + path, {
          method,
          headers: {
            accept: 'application/json',
            // A form says its own type, with the line between its parts.
            ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
            ...headers,
            ...given,
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

function withoutAnswer(cause: unknown, signal: AbortSignal | undefined) {
  if (signal?.aborted) return { code: 'aborted', detail: 'The request was given up.', status: 0 } as const;
  return { code: 'network', detail: 'The server cannot be reached.', status: 0, cause } as const;
}

/** Empty for an address without one: the page's own. */
function originOf(base: string): string {
  return /^https?:\/\//.test(base) ? new URL(base).origin : '';
}
