import type { FastifyInstance, RegisterOptions } from 'fastify';
import { apiInterface } from '../api/api-interface.ts';
import { openApiRoutes } from '../api/openapi/routes.ts';
import { refuseSharedOperations } from '../api/openapi/shared-operations.ts';
import { rootRoutes } from '../api/root-routes.ts';
import {
  checkRecord,
  holding,
  isRecord,
  RecordProblem,
  type RecordShape,
  required,
} from '../core/kernel/record-shape.ts';
import { requireStagedoor } from '../create-stagedoor/require-stagedoor.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { createHttpContext, flushObservations, type HttpContext } from '../http/context/http-context.ts';
import type { ClientConnection } from '../http/request/client-address.ts';
import type { HttpInterface } from '../http/route/http-interface.ts';
import { addMediaTypeConstraint } from '../http/route/media-type-constraint.ts';
import { registerOtherMethods } from '../http/route/other-methods.ts';
import { registerRoutes, urlsFor } from '../http/route/register-routes.ts';
import { createRequestGuard } from '../http/route/request-guard.ts';
import type { Route } from '../http/route/route.ts';
import { extendScope, refuseHidden } from '../http/route/taken-addresses.ts';
import { rememberBrand } from '../web/brand-of.ts';
import { createAnswerPages } from '../web/browse/show-answer.tsx';
import { apiDocsRoutes } from '../web/docs/pages.tsx';
import { pageInterface } from '../web/page-interface.ts';
import { refuseAddresses } from './address-problems.ts';
import { ownPagesOf } from './define-branding.ts';
import { createRefuse, handleFaults } from './faults.ts';
import { httpSettingsFrom } from './http-settings-from.ts';
import { rememberContext } from './mounted-context.ts';
import { answerPreflight, letOthersRead } from './other-origins.ts';
import { pageRoutesOf } from './page-routes-of.ts';
import { refuseUnknownColumns } from './refuse-unknown-columns.ts';
import { refuseScopes, refuseUnrated } from './scope-problems.ts';
import { type ServerOptions, serverShape } from './server-options.ts';
import { siteSections } from './site-sections.ts';
import { registerStaticFiles } from './static-files.ts';
import { refuseUnserved } from './unserved-stages.ts';
import { warnOfSettings } from './warn-of-settings.ts';

export interface StagedoorPluginOptions extends ServerOptions {
  readonly stagedoor: Stagedoor;
}

const optionsShape: RecordShape<keyof StagedoorPluginOptions | keyof RegisterOptions> = {
  ...serverShape,
  stagedoor: required(holding('what createStagedoor answered', (value) => value !== undefined)),
  // Fastify's own, which it hands on.
  prefix: holding('a path', (value) => typeof value === 'string'),
  logLevel: holding('a level', (value) => typeof value === 'string'),
  logSerializers: holding('a record', isRecord),
};

const FLUSH_EVERY_MS = 1_000;

/**
 * The HTTP layer's parts for a site. `isOurs`: the Fastify instance is ours, so its hooks are known. `connection`: who
 * knows where requests come from, if not their socket and the trusted proxies.
 */
export function contextFor(
  stagedoor: Stagedoor,
  { isOurs, connection }: { readonly isOurs: boolean; readonly connection?: ClientConnection },
): HttpContext {
  const { config, settings, useCases, clock, sessionEngine, languages, stages } = stagedoor;
  const context = createHttpContext({
    settings: httpSettingsFrom(config),
    accounts: settings,
    useCases,
    clock,
    sessionEngine,
    languages,
    stages,
    writesDirectly: isOurs,
    ...(connection === undefined ? {} : { connection }),
  });
  const { brand, record } = stagedoor.branding;
  rememberBrand(context, { brand, pages: ownPagesOf(record) });
  return rememberContext(stagedoor, context);
}

/**
 * Mounts accounts in a Fastify application of one's own: the JSON API and the pages with their style sheet, with their
 * own error handling, in a scope of their own. The application keeps its body parsers, hooks and handlers.
 *
 * @example
 * const app = Fastify();
 * const stagedoor = await createStagedoor();
 * await stagedoor.migrations.apply();
 * await app.register(stagedoorPlugin, { stagedoor });
 * await app.listen({ port: 8000 });
 */
export async function stagedoorPlugin(app: FastifyInstance, options: StagedoorPluginOptions): Promise<void> {
  checkRecord('The options of stagedoorPlugin', options, optionsShape);
  requireStagedoor('stagedoorPlugin', options.stagedoor);
  if (app.prefix !== '') throw new RecordProblem('stagedoorPlugin', [mountedBelow(app.prefix)]);
  const { stagedoor, pages = true, extend } = options;
  const context = contextFor(stagedoor, { isOurs: false });
  const refuse = createRefuse(context, { pages });
  takeBodiesAsBytes(app);
  guardRequests(app, context, refuse);
  handleFaults(app, refuse);
  mountAccounts(app, { stagedoor, context, pages });
  if (pages) void app.register(registerStaticFiles, { context, files: stagedoor.branding.files });
  if (extend !== undefined) {
    void app.register((scope) => extendScope(scope, (own) => extend(own, context)));
  }
}

function mountedBelow(prefix: string): string {
  return `it is mounted below ${prefix}, and its pages, e-mails and cookies lead to addresses without that; register it without a prefix, and outside of a scope that has one`;
}

/** The interfaces with their buffers, on an instance that is guarded already. */
export function mountAccounts(
  app: FastifyInstance,
  of: { readonly stagedoor: Stagedoor; readonly context: HttpContext; readonly pages: boolean },
): void {
  const { stagedoor, context, pages } = of;
  refuseAddresses(stagedoor.config);
  warnOfSettings(app, stagedoor);
  writeObservations(app, context, stagedoor);
  const { apiDocs, browsableApi } = stagedoor.config;
  const routes = apiRoutesOf(stagedoor);
  const show = createAnswerPages({ routes, docsHref: apiDocs ? '/docs/' : null });
  const json = { httpInterface: browsableApi && pages ? { ...apiInterface, show } : apiInterface, routes };
  const pageRoutes = [...pageRoutesOf(stagedoor), ...(apiDocs ? apiDocsRoutes : [])];
  const page = { httpInterface: pageInterface, routes: pageRoutes };
  mountInterfaces(app, context, pages ? [json, page] : [json]);
  // A site's own routes declare scopes and serve stages too, and come later.
  app.addHook('onReady', async () => {
    await refuseUnknownColumns(stagedoor, [...routes, ...(pages ? pageRoutes : [])]);
    refuseUnserved(context.stages, { pages });
    refuseUnrated(stagedoor.config, context.declaredScopes);
    refuseScopes(stagedoor.config, context.declaredScopes);
  });
}

function apiRoutesOf(stagedoor: Stagedoor): readonly Route[] {
  const { config } = stagedoor;
  const sections = siteSections(stagedoor);
  refuseSharedOperations(sections);
  const routes = sections.flatMap((section) => section.routes);
  const root = rootRoutes(sections, { isPublic: config.apiDocs });
  return [...routes, ...root, ...(config.apiDocs ? openApiRoutes(sections) : [])];
}

/** Bodies are read by the routes themselves, once they know that the visitor may send one. */
export function takeBodiesAsBytes(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
}

export function guardRequests(
  app: FastifyInstance,
  context: HttpContext,
  refuse: ReturnType<typeof createRefuse>,
): void {
  const judge = createRequestGuard(context);
  app.addHook('onRequest', (request, reply, next) => {
    const verdict = judge(request.raw);
    if (verdict.outcome === 'pass') return answerPreflight(context, request, reply) ? undefined : next();
    if (verdict.outcome === 'redirect') {
      void reply.headers(context.headers.bare).redirect(verdict.location, 301);
      return;
    }
    // Whoever speaks HTTP in a way of their own does not get a second request on this connection.
    reply.header('connection', 'close');
    letOthersRead(context, request, reply);
    void refuse(verdict.problem, request, reply);
  });
}

/** An interface with its routes. */
interface MountedInterface {
  readonly httpInterface: HttpInterface;
  readonly routes: readonly Route[];
}

function mountInterfaces(
  app: FastifyInstance,
  context: HttpContext,
  interfaces: readonly MountedInterface[],
): void {
  const seen = new Set<string>();
  const sharedPaths = new Set<string>();
  for (const { routes } of interfaces) {
    for (const path of new Set(routes.map((route) => route.path))) {
      if (seen.has(path)) sharedPaths.add(path);
      seen.add(path);
    }
  }
  if (sharedPaths.size > 0) addMediaTypeConstraint(app);
  for (const { httpInterface, routes } of interfaces) {
    registerRoutes(app, routes, { context, httpInterface, sharedPaths });
    const alone = routes.filter(({ path }) => !sharedPaths.has(path));
    registerOtherMethods(app, alone, { context, httpInterface, urlsOf: urlsFor(app) });
  }
  const shared = interfaces.flatMap(({ routes }) => routes.filter(({ path }) => sharedPaths.has(path)));
  app.addHook('onReady', async () => refuseHidden(app, shared));
}

/** Activity and visits are written each second and once more at the end; a failure costs them and nothing else. */
function writeObservations(app: FastifyInstance, context: HttpContext, { logger }: Stagedoor): void {
  const flush = async (): Promise<void> => {
    try {
      await flushObservations(context);
    } catch (error) {
      logger.error({ err: error }, 'activity could not be written');
    }
  };
  const timer = setInterval(() => void flush(), FLUSH_EVERY_MS);
  timer.unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await flush();
  });
}
