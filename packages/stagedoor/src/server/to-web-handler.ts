import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { anyFunction, checkRecord, type RecordShape, required } from '../core/kernel/record-shape.ts';
import { isLoopbackAddress } from '../core/kernel/this-machine.ts';
import { requireStagedoor } from '../create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { asksForThisMachine, type ClientConnection } from '../http/request/client-address.ts';
import { canonicalAddress } from '../http/request/ip-address.ts';
import { hasFiles } from '../resource/file-fields.ts';
import { createServerIn } from '../server.ts';
import { type ServerOptions, serverShape } from './server-options.ts';
import { contextFor } from './stagedoor-plugin.ts';

/** Every interface of a site behind one function. What a runtime gives beside the request reaches `clientAddress`. */
export interface WebHandler<Rest extends readonly unknown[]> {
  (request: Request, ...rest: Rest): Promise<Response>;
  /** Lets running requests finish and writes what was buffered; the accounts stay open. */
  close(): Promise<void>;
}

export interface WebHandlerOptions<Rest extends readonly unknown[]> extends ServerOptions {
  /**
   * Where a request comes from: limits and the audit go by it. A Web request does not know, so its runtime must be asked,
   * or a header that the proxy in front sets itself and takes from nobody. Null where it is not known.
   */
  readonly clientAddress: (request: Request, ...rest: Rest) => string | null;
  /** Whether the visitor came over https: by the request's own address, unless the proxy in front knows better. */
  readonly isHttps?: (request: Request, ...rest: Rest) => boolean;
}

/** Said of the message itself, which is another one on each side. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect'];
/** Written by nobody but us here. */
const ADDRESS = 'x-forwarded-for';
const SCHEME = 'x-forwarded-proto';

const addressOf: ClientConnection['addressOf'] = ({ headers }) =>
  canonicalAddress(String(headers[ADDRESS] ?? '')) ?? '';

const connection: ClientConnection = {
  addressOf,
  isSecure: ({ headers }) => headers[SCHEME] === 'https',
  isFromTrustedProxy: () => false,
  isLocal: (request) => isLoopbackAddress(addressOf(request)) && asksForThisMachine(request),
};

/**
 * The whole server (API, pages, static files) as a function from a Web request to its answer, for Next.js route handlers,
 * Hono, and whatever else speaks Fetch. Host, CSRF and body limits hold as they do on a listener. Answers are whole, not
 * streamed; background work is the caller's to start.
 *
 * @example
 * const handle = toWebHandler(stagedoor, { clientAddress: (request) => request.headers.get('x-real-ip') });
 * const response = await handle(new Request('http://127.0.0.1:8000/api/users/me/'));
 */
export function toWebHandler<Rest extends readonly unknown[] = []>(
  stagedoor: Stagedoor,
  options: WebHandlerOptions<Rest>,
): WebHandler<Rest> {
  requireStagedoor('toWebHandler', stagedoor);
  checkRecord('The options of toWebHandler', options, {
    ...serverShape,
    clientAddress: required(anyFunction),
    isHttps: anyFunction,
  } satisfies RecordShape<keyof WebHandlerOptions<Rest>>);
  const app = createServerIn(contextFor(stagedoor, { isOurs: true, connection }), stagedoor, options);
  const handle = async (request: Request, ...rest: Rest): Promise<Response> => {
    const asked = headersOf(request);
    const isHttps = options.isHttps?.(request, ...rest) ?? new URL(request.url).protocol === 'https:';
    asked[SCHEME] = isHttps ? 'https' : 'http';
    asked[ADDRESS] = options.clientAddress(request, ...rest) ?? '';
    return await answer(app, request, { headers: asked, limitBytes: longestBody(stagedoor) });
  };
  return Object.assign(handle, { close: () => app.close() });
}

/** Where a site takes files, which route it is for the server finds out, and refuses what is too long for that one. */
function longestBody({ config, openedFeatures }: Pick<Stagedoor, 'config' | 'openedFeatures'>): number {
  const { bodyLimitBytes, uploadLimitBytes, userPictures } = config;
  const resources = openedFeatures.flatMap((opened) => opened.resources);
  const takesFiles = userPictures || resources.some(({ resource }) => hasFiles(resource));
  return takesFiles ? Math.max(bodyLimitBytes, uploadLimitBytes) : bodyLimitBytes;
}

async function answer(
  app: FastifyInstance,
  request: Request,
  { headers, limitBytes }: { readonly headers: Record<string, string>; readonly limitBytes: number },
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const payload = await bodyOf(request, limitBytes);
  const answered = await app.inject({
    // A method that nobody knows is refused by the router.
    method: request.method as NonNullable<InjectOptions['method']>,
    url: pathname + search,
    headers,
    ...(payload === null ? {} : { payload }),
  });
  return responseOf(answered, request.method);
}

function headersOf(request: Request): Record<string, string> {
  const headers = Object.fromEntries(request.headers);
  for (const name of HOP_BY_HOP) delete headers[name];
  headers.host ??= new URL(request.url).host;
  return headers;
}

/** The body, or as much of it as shows that it is too long: the server says so then. */
async function bodyOf(request: Request, limitBytes: number): Promise<Buffer | null> {
  if (request.body === null) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limitBytes) break;
  }
  return Buffer.concat(chunks);
}

function responseOf(answered: LightMyRequestResponse, method: string): Response {
  const { statusCode: status, rawPayload } = answered;
  const headers = new Headers();
  for (const [name, value] of Object.entries(answered.headers)) {
    if (value === undefined || name === 'connection' || name === 'transfer-encoding') continue;
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each));
  }
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
  return new Response(hasBody ? new Uint8Array(rawPayload) : null, { status, headers });
}
