import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpContext } from '../context/http-context.ts';
import { checkList } from './check-route.ts';
import type { Address, HttpInterface } from './http-interface.ts';
import { mediaTypeConstraint } from './media-type-constraint.ts';
import { prepareRoute } from './prepared-route.ts';
import type { Route } from './route.ts';
import { serveRoute } from './serve-route.ts';
import { putRoute, takeAddresses } from './taken-addresses.ts';

/**
 * Puts an interface's routes on a Fastify instance. Everything about a route is worked out here, once; a request only
 * looks it up.
 *
 * @throws RecordProblem for a record that does not say all it must, and nothing else; for a name or an address that another
 * route has already
 */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly Route[],
  { context, httpInterface, sharedPaths = noPaths }: MountOptions,
): void {
  checkList(routes);
  const urlsOf = urlsFor(app);
  const handlers = routes.map((route) =>
    handlerOf(route, { context, httpInterface, address: addressOf(routes, route.path) }),
  );
  takeAddresses(app, routes, sharedPaths);
  for (const [index, route] of routes.entries()) {
    const handler = handlers[index] as Handler;
    const constraints = sharedPaths.has(route.path) ? { [mediaTypeConstraint]: httpInterface.mediaType } : {};
    const bodyLimit = route.takesFiles ? { bodyLimit: context.settings.uploadLimitBytes } : {};
    for (const url of urlsOf(route.path))
      putRoute(app, { method: route.method, url, constraints, handler, ...bodyLimit }, route);
  }
}

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** What Fastify calls for a route. */
export function handlerOf(
  route: Route,
  of: { readonly context: HttpContext; readonly httpInterface: HttpInterface; readonly address: Address },
): Handler {
  const prepared = prepareRoute(route, of);
  return (request, reply) => serveRoute(prepared, request, reply);
}

/** With and without the slash at the end; one of them where the router treats both alike. */
export function urlsFor(app: FastifyInstance): (path: string) => readonly string[] {
  const slashIsOptional = app.initialConfig.routerOptions?.ignoreTrailingSlash === true;
  return (path) =>
    slashIsOptional || path === '/' || !path.endsWith('/') ? [path] : [path, path.slice(0, -1)];
}

export interface MountOptions {
  readonly context: HttpContext;
  readonly httpInterface: HttpInterface;
  /** Addresses that another interface has too: who asks for a page gets the page's. */
  readonly sharedPaths?: ReadonlySet<string>;
}

const noPaths: ReadonlySet<string> = new Set();

/** REST framework's order, which clients print and compare. */
const METHOD_ORDER = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Everything that an interface has at an address. */
export function addressOf(routes: readonly Route[], path: string): Address {
  const here = routes.filter((route) => route.path === path);
  const methods = new Set<string>([...here.map(({ method }) => method), 'OPTIONS']);
  if (methods.has('GET')) methods.add('HEAD');
  return { routes: here, allow: METHOD_ORDER.filter((method) => methods.has(method)).join(', ') };
}
