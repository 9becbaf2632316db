import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';

/** A request as some framework has it: Fastify's, that of `node:http` and Express, or a Web request. */
export type AnyRequest = FastifyRequest | IncomingMessage | Request;

/** Written by proxies that nobody has vouched for here: a Web request does not say who sent it. */
const OF_PROXIES = ['x-forwarded-for', 'x-forwarded-proto'];

/** The parts of a Fastify request that credentials are read from. */
export function asFastifyRequest(request: AnyRequest, log: Stagedoor['logger']): FastifyRequest {
  if ('routeOptions' in request) return request;
  const raw = request instanceof Request ? rawOf(request) : request;
  const { search, searchParams } = new URL(raw.url ?? '/', 'http://of.no.matter');
  const body: unknown = 'body' in raw ? raw.body : undefined;
  const query = search === '' ? {} : Object.fromEntries(searchParams);
  const { method, headers, url } = raw;
  // No more of it is asked for than these: `Exchange` and its handles are all that read it.
  return { raw, method, headers, url, query, body, log } as unknown as FastifyRequest;
}

function rawOf(request: Request): IncomingMessage {
  const url = new URL(request.url);
  const headers: IncomingHttpHeaders = Object.fromEntries(request.headers);
  for (const name of OF_PROXIES) delete headers[name];
  headers.host ??= url.host;
  const socket = { remoteAddress: '', encrypted: url.protocol === 'https:' };
  return {
    method: request.method,
    url: url.pathname + url.search,
    headers,
    socket,
  } as unknown as IncomingMessage;
}
