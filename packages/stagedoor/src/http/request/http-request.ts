import { type IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What the connection says that a request came over. */
export interface RawRequest {
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came: what was sent twice stands there twice. */
  readonly rawHeaders: readonly string[];
  /** Whoever is at the other end; `encrypted` where it is TLS. */
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** Hears what went wrong while a request was carried out. */
export interface RequestLog {
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

/**
 * What is read of a request, whoever took it in. Fastify's is one as it is; those of `node:http`, an upgrade among them, and
 * of the Fetch standard are made one by `toHttpRequest`.
 */
export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly params: unknown;
  readonly query: unknown;
  /** Bytes, or the fields that a parser of the application's has made of them; undefined where neither is at hand. */
  readonly body: unknown;
  readonly raw: RawRequest;
  readonly log: RequestLog;
  /** By which its lines in the log are found, where it has lines of its own. */
  readonly id?: string;
}

/** A request as some framework has it: Fastify's, that of `node:http` and Express, or a Web request. */
export type AnyRequest = HttpRequest | IncomingMessage | Request;

/** Written by proxies that nobody has vouched for here: a Web request does not say who sent it. */
const OF_PROXIES = ['x-forwarded-for', 'x-forwarded-proto'];

/** The very request of Fastify's, or what is read of any other. */
export function toHttpRequest(request: AnyRequest, log: RequestLog): HttpRequest {
  if (request instanceof Request) return ofWebRequest(request, log);
  return isHttpRequest(request) ? request : ofNodeRequest(request, log);
}

/** By what it is: on a request of Node's an application may keep anything under `raw`, the bytes of its body above all. */
function isHttpRequest(request: HttpRequest | IncomingMessage): request is HttpRequest {
  if (request instanceof IncomingMessage || !('raw' in request)) return false;
  const { raw }: { readonly raw: unknown } = request;
  return typeof raw === 'object' && raw !== null && 'rawHeaders' in raw && 'socket' in raw;
}

function ofNodeRequest(message: IncomingMessage, log: RequestLog): HttpRequest {
  const { method = 'GET', url = '/', headers } = message;
  const body: unknown = 'body' in message ? message.body : undefined;
  return { method, url, headers, params: {}, query: queryIn(url), body, raw: message, log };
}

function ofWebRequest({ method, url: address, headers: sent }: Request, log: RequestLog): HttpRequest {
  const { host, protocol, pathname, search } = new URL(address);
  const headers: IncomingHttpHeaders = Object.fromEntries(sent);
  for (const name of OF_PROXIES) delete headers[name];
  headers.host ??= host;
  const socket = { remoteAddress: '', encrypted: protocol === 'https:' };
  const rawHeaders = Object.entries(headers).flat().map(String);
  const url = pathname + search;
  const raw = { headers, rawHeaders, socket };
  return { method, url, headers, params: {}, query: queryIn(url), body: undefined, raw, log };
}

function queryIn(url: string): Readonly<Record<string, string>> {
  const start = url.indexOf('?');
  return start < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(start)));
}
