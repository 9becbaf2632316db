import Fastify, { type FastifyInstance } from 'fastify';
import { checkRecord } from './core/kernel/record-shape.ts';
import { requireStagedoor } from './create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from './create-stagedoor/stagedoor.ts';
import type { HttpContext } from './http/context/http-context.ts';
import { extendScope } from './http/route/taken-addresses.ts';
import { answerBrokenHttp } from './server/broken-http.ts';
import { fastifyBase } from './server/fastify-base.ts';
import { createRefuse, handleFaults } from './server/faults.ts';
import { registerHealthRoutes } from './server/health-routes.ts';
import { registerMetrics } from './server/metrics/register-metrics.ts';
import { answerPreflight } from './server/other-origins.ts';
import { RequestLogger } from './server/request-logger.ts';
import { type ServerOptions, serverShape } from './server/server-options.ts';
import { contextFor, guardRequests, mountAccounts, takeBodiesAsBytes } from './server/stagedoor-plugin.ts';
import { registerStaticFiles } from './server/static-files.ts';

const SOCKET_IDLE_MS = 60_000;
const CHECK_CONNECTIONS_MS = 2_000;
const LARGEST_HEADERS_BYTES = 16_384;
const CLOSE_IDLE_EVERY_MS = 50;

/**
 * A Fastify server with every interface mounted: the JSON API, the pages, health checks and static files. Not listening
 * yet; `app.inject()` works at once, and `app.close()` lets running requests finish and writes what was buffered. Hooks of
 * a site belong into `extend`: the busiest answers of ours are written past `onSend` hooks.
 *
 * @throws RecordProblem for an option that nobody reads
 */
export function createServer(stagedoor: Stagedoor, options: ServerOptions = {}): FastifyInstance {
  requireStagedoor('createServer', stagedoor);
  checkRecord('The options of createServer', options, serverShape);
  return createServerIn(contextFor(stagedoor, { isOurs: true }), stagedoor, options);
}

/** The same with an HTTP layer that was made elsewhere. */
export function createServerIn(
  context: HttpContext,
  stagedoor: Stagedoor,
  options: ServerOptions,
): FastifyInstance {
  const { pages = true } = options;
  const refuse = createRefuse(context, { pages });
  const app = openFastify(stagedoor, context, refuse);
  takeBodiesAsBytes(app);
  guardRequests(app, context, refuse);
  handleFaults(app, refuse);
  app.setNotFoundHandler((request, reply) => refuse({ code: 'not-found' }, request, reply));
  if (stagedoor.config.metrics) registerMetrics(app, { stagedoor, context, refuse });
  registerHealthRoutes(app, { context, ping: stagedoor.ping });
  mountAccounts(app, { stagedoor, context, pages });
  void app.register(registerStaticFiles, { context, files: stagedoor.branding.files });
  void app.register(async (scope) => {
    await extendScope(scope, (own) => options.extend?.(own, context));
    if (pages) leadHome(scope, context);
  });
  closeConnectionsWhenIdle(app);
  if (stagedoor.config.logRequests) logRequests(app);
  return app;
}

/** The way home that every page shows ends somewhere, where the site has no home page of its own: at the account. */
function leadHome(app: FastifyInstance, { headers, settings }: HttpContext): void {
  if (app.hasRoute({ method: 'GET', url: '/' })) return;
  app.get('/', (_, reply) => reply.headers(headers.bare).redirect(settings.logInRedirectUrl));
}

function openFastify(
  stagedoor: Stagedoor,
  context: HttpContext,
  refuse: ReturnType<typeof createRefuse>,
): FastifyInstance {
  const { config } = stagedoor;
  return Fastify({
    ...fastifyBase(stagedoor, context.connection),
    childLoggerFactory: (parent, bindings) => new RequestLogger(parent, bindings) as never,
    requestTimeout: config.requestTimeoutSeconds * 1_000,
    connectionTimeout: SOCKET_IDLE_MS,
    keepAliveTimeout: config.keepAliveTimeoutSeconds * 1_000,
    forceCloseConnections: 'idle',
    http: {
      headersTimeout: config.headersTimeoutSeconds * 1_000,
      // Its absence is ours to refuse, in our own words.
      requireHostHeader: false,
      maxHeaderSize: LARGEST_HEADERS_BYTES,
      connectionsCheckingInterval: CHECK_CONNECTIONS_MS,
    },
    clientErrorHandler: answerBrokenHttp,
    // Before any hook: a script of another origin is told why all the same.
    frameworkErrors: (error, request, reply) => {
      if (answerPreflight(context, request, reply)) return;
      const isLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
      const problem = isLong
        ? ({ code: 'not-found' } as const)
        : ({ code: 'bad-request', reason: 'address-malformed' } as const);
      void refuse(problem, request, reply);
    },
  }) as unknown as FastifyInstance;
}

/** A connection that was answering when closing began would be kept alive, and the process with it. */
function closeConnectionsWhenIdle(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
}

function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? null;
    const { statusCode: status, elapsedTime: milliseconds } = reply;
    request.log.info({ method: request.method, route, status, milliseconds }, 'request');
  });
}
