import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { checkRecord } from '../core/kernel/record-shape.ts';
import { requireStagedoor } from '../create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { createClientConnection } from '../http/request/client-address.ts';
import { fastifyBase } from './fastify-base.ts';
import { createRefuse } from './faults.ts';
import { mountedContext } from './mounted-context.ts';
import { answerPreflight } from './other-origins.ts';
import { type ServerOptions, serverShape } from './server-options.ts';
import { stagedoorPlugin } from './stagedoor-plugin.ts';

/** What Express, Connect and Restify call; `node:http` calls it without `next`. */
export interface NodeHandler {
  (request: IncomingMessage, response: ServerResponse, next?: (error?: unknown) => void): void;
  /** Lets running requests finish and writes what was buffered; the accounts stay open. */
  close(): Promise<void>;
}

export type NodeHandlerOptions = ServerOptions;

/** What Express and its body parsers leave on a request. */
interface Handled extends IncomingMessage {
  /** The whole address where the application cut the path off that the handler was mounted under. */
  readonly originalUrl?: string;
  readonly body?: unknown;
}

/**
 * The JSON API and the pages as a handler for `node:http` and as middleware of Express. It answers the addresses of accounts, always
 * as a whole, whatever path it is mounted under; everything else goes on to `next`, or is 404 where there is none. Bodies may have
 * been parsed before. Where a request comes from is TRUSTED_PROXIES's to say, not the application's.
 *
 * @example
 * const app = express();
 * app.use(toNodeHandler(stagedoor));
 * app.listen(8000);
 */
export function toNodeHandler(stagedoor: Stagedoor, options: NodeHandlerOptions = {}): NodeHandler {
  requireStagedoor('toNodeHandler', stagedoor);
  checkRecord('The options of toNodeHandler', options, serverShape);
  const passedOn = new WeakMap<IncomingMessage, () => void>();
  const { pages = true } = options;
  const passOn = (request: FastifyRequest, reply: FastifyReply): void => {
    const next = passedOn.get(request.raw);
    if (next === undefined) {
      const context = mountedContext(stagedoor);
      if (answerPreflight(context, request, reply)) return;
      const refuse = createRefuse(context, { pages });
      void refuse({ code: 'not-found' }, request, reply);
      return;
    }
    reply.hijack();
    next();
  };
  const app = openFastify(stagedoor, passOn);
  // The first of all hooks: nothing of ours judges a request that is somebody else's, or reads its body.
  app.addHook('onRequest', (request, reply, proceed) => {
    if (request.is404) passOn(request, reply);
    else proceed();
  });
  void app.register(async (scope) => {
    takeParsedBodies(scope);
    await stagedoorPlugin(scope, { ...options, stagedoor });
  });
  const ready = app.ready();
  const handle = (request: Handled, response: ServerResponse, next?: (error?: unknown) => void): void => {
    const cut = request.url;
    if (next !== undefined) {
      passedOn.set(request, () => {
        request.url = cut;
        next();
      });
    }
    const answer = (): void => {
      request.url = request.originalUrl ?? cut;
      app.routing(request, response);
    };
    ready.then(answer, (error: unknown) => {
      if (next !== undefined) next(error);
      else response.writeHead(500).end();
    });
  };
  return Object.assign(handle, { close: () => app.close() });
}

type PassOn = (request: FastifyRequest, reply: FastifyReply) => void;

function openFastify(stagedoor: Stagedoor, passOn: PassOn): FastifyInstance {
  return Fastify({
    ...fastifyBase(stagedoor, createClientConnection(stagedoor.config.trustedProxies)),
    // An address that cannot be read is none of ours.
    frameworkErrors: (_, request, reply) => passOn(request, reply as FastifyReply),
  }) as unknown as FastifyInstance;
}

/**
 * A parser of the application's may have read the body to its end already; waiting for more would wait for ever. What it made
 * of it is taken: fields as they are, anything else as the text that it was.
 */
function takeParsedBodies(scope: FastifyInstance): void {
  const parsed = new WeakSet<FastifyRequest>();
  scope.addHook('preParsing', async (request, _reply, payload) => {
    if (!wasRead(request.raw)) return payload;
    parsed.add(request);
    const length = Number(request.headers['content-length'] ?? 0);
    return Object.assign(Readable.from([]), { receivedEncodedLength: length });
  });
  scope.addHook('preValidation', async (request) => {
    if (parsed.has(request)) request.body = parsedBody(request.raw);
  });
}

function wasRead(request: IncomingMessage): boolean {
  return request.readableEnded || ('body' in request && request.readableDidRead);
}

function parsedBody({ body }: Handled): unknown {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  const hasFields = typeof body === 'object' && body !== null && !Array.isArray(body);
  return hasFields ? body : Buffer.from(JSON.stringify(body));
}
