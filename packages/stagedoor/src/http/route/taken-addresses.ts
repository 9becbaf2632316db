import type { FastifyInstance, RouteOptions } from 'fastify';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { Route } from './route.ts';

type Placed = Pick<Route, 'name' | 'method' | 'path'>;

/** What one server has, whichever call put it there. */
interface Taken {
  readonly byName: Map<string, Placed>;
  readonly byAddress: Map<string, { readonly route: Placed; readonly putBy: readonly Route[] }>;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** By the listener, which all scopes of an application share. */
const takenOf = new WeakMap<FastifyInstance['server'], Taken>();
/** Of one method or a list of them. */
const DUPLICATE = /Method '(.+)' already declared for route '([^']+)'/;

/**
 * Takes names and addresses for routes that are about to be put up together. A name stands in Idempotency-Keys and in the audit
 * log for one route, and each address answers the methods that it does not have.
 *
 * @throws RecordProblem naming both routes, where another has the name or the address already
 */
export function takeAddresses(
  app: FastifyInstance,
  routes: readonly Route[],
  sharedPaths: ReadonlySet<string>,
): void {
  const taken = takenOf.get(app.server) ?? { byName: new Map(), byAddress: new Map() };
  takenOf.set(app.server, taken);
  for (const route of routes) {
    const problems = [
      ...nameProblems(taken, route),
      ...(sharedPaths.has(route.path) ? [] : addressProblems(taken, route, routes)),
    ];
    if (problems.length > 0) throw new RecordProblem(`Route ${titleOf(route)}`, problems);
    taken.byName.set(route.name, route);
    const key = shapeOf(route.path);
    if (!taken.byAddress.has(key)) taken.byAddress.set(key, { route, putBy: routes });
  }
}

function nameProblems({ byName }: Taken, { name }: Placed): readonly string[] {
  const other = byName.get(name);
  return other === undefined
    ? []
    : [`its name is that of ${other.method} ${other.path} already; give each route a name of its own`];
}

function addressProblems({ byAddress }: Taken, route: Placed, routes: readonly Route[]): readonly string[] {
  const other = byAddress.get(shapeOf(route.path));
  if (other === undefined) return [];
  if (other.putBy !== routes) {
    return [
      `the address belongs to ${titleOf(other.route)} already, with all its methods; choose another path`,
    ];
  }
  if (other.route.path !== route.path) {
    return [`the address is that of ${titleOf(other.route)}, written otherwise; write both alike`];
  }
  const twin = routes.find(({ method, path }) => method === route.method && path === route.path);
  return twin === route
    ? []
    : [`${titleOf(twin ?? other.route)} has the method and the address already; choose another path`];
}

/** @throws RecordProblem where the application has a route of its own, Fastify's, at the address */
export function putRoute(app: FastifyInstance, options: RouteOptions, route: Placed): void {
  try {
    app.route(options);
  } catch (error) {
    if (duplicateIn(error) === null) throw error;
    throw ownRouteAt(route);
  }
}

/**
 * Where two interfaces share an address, Fastify takes a plain route beside them without a word, and none of its visitors would ever
 * reach it. For when all routes are there.
 *
 * @throws RecordProblem where the application has a route of its own at one of these addresses
 */
export function refuseHidden(app: FastifyInstance, shared: readonly Placed[]): void {
  for (const route of shared) {
    // Where the router treats both alike, it knows one of them.
    const urls = [route.path, route.path.replace(/\/$/, '')];
    const isHidden = urls.some((url) => METHODS.some((method) => app.hasRoute({ method, url })));
    if (isHidden) throw ownRouteAt(route);
  }
}

function ownRouteAt(route: Placed): RecordProblem {
  return new RecordProblem(`Route ${titleOf(route)}`, [
    'the application has a route of its own at this address already; give one of them another path',
  ]);
}

/** @throws RecordProblem where a plain Fastify route of the site's, set in `extend`, is at an address of ours */
export async function extendScope(
  app: FastifyInstance,
  extend: (app: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  try {
    await extend(app);
  } catch (error) {
    const duplicate = duplicateIn(error);
    if (duplicate === null) throw error;
    const other = takenOf.get(app.server)?.byAddress.get(shapeOf(duplicate.path))?.route;
    const owner = other === undefined ? 'another route' : titleOf(other);
    throw new RecordProblem('extend', [
      `it adds ${duplicate.method} ${duplicate.path}, and the address belongs to ${owner} already; choose another path`,
    ]);
  }
}

function duplicateIn(error: unknown): { readonly method: string; readonly path: string } | null {
  const [, methods, path] = (error instanceof Error ? DUPLICATE.exec(error.message) : null) ?? [];
  if (methods === undefined || path === undefined) return null;
  return { method: (methods.match(/[A-Z]+/g) ?? []).join(', '), path };
}

/** Two addresses are one where they differ in the names of parameters or the slash at the end alone. */
export function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ':').replace(/\/$/, '');
}

function titleOf({ method, path, name }: Placed): string {
  return `${method} ${path} (${name})`;
}
