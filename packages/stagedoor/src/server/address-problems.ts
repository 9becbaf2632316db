import { apiSectionsOf } from '../api/api-interface.ts';
import { openApiRoutes } from '../api/openapi/routes.ts';
import type { RoutePath } from '../config/list-kinds.ts';
import { nearMisses } from '../config/near-misses.ts';
import { type Config, ConfigurationError } from '../config.ts';
import type { Route } from '../http/route/route.ts';
import { shapeOf } from '../http/route/taken-addresses.ts';
import { apiDocsRoutes } from '../web/docs/pages.tsx';
import { webRoutes } from '../web/web-routes.ts';
import { apiSectionsFrom, frontEndsFrom, sectionsAskedFor } from './api-sections-from.ts';

type Placed = Pick<Route, 'name' | 'method' | 'path'>;

/** What the server has besides routes; whatever begins so is taken. */
const TAKEN = ['/static/', '/dev/', '/healthz/', '/readyz/', '/metrics/'];
/** Segments that a client resolves by itself (RFC 3986 section 5.2.4), so that nobody can ask for them. */
const DOTS = /\/:?\.{1,2}(?=\/)/;
/** What the one address is called in the JSON API that it shares with a page on purpose. */
const SHARED = 'plain-login';

/** @throws ConfigurationError where two routes would be at one address, or API_PATHS names what is not there. */
export function refuseAddresses(config: Config): void {
  const problems = addressProblems(config);
  if (problems.length > 0) throw new ConfigurationError(problems);
}

/** A sentence, and the address or the entry of API_PATHS that it is about. */
interface Problem<About> {
  readonly about: About;
  readonly words: string;
}

/**
 * What is wrong with where the settings put the routes: one sentence for each mistake, however much follows from it. A move
 * that is wrong in itself is not judged by where it would lead.
 */
export function addressProblems(config: Config): readonly string[] {
  const moves = wrongMoves(config);
  const wrong = new Set(moves.map(({ about }) => about));
  const rest = { ...config, apiPaths: config.apiPaths.filter((move) => !wrong.has(move)) };
  const sections = apiSectionsFrom(rest);
  const api = [...sections, { routes: openApiRoutes(sections) }].flatMap(({ routes }) => routes);
  const clashes = collisions(api);
  const covered = coveredPages(rest, new Set(clashes.map(({ about }) => about)));
  return [...new Set([...moves, ...clashes].map(({ words }) => words)), ...covered];
}

function wrongMoves(config: Config): Problem<RoutePath>[] {
  const sections = [...apiSectionsOf(frontEndsFrom(config)), ...sectionsAskedFor(config)];
  const routes = sections.flatMap((section) => section.routes);
  const movedBy = new Map<string, string>();
  return config.apiPaths.flatMap((move) => {
    const words = wrongMove(move, { routes, movedBy });
    return words === null ? [] : [{ about: move, words }];
  });
}

function wrongMove(
  { name, path }: RoutePath,
  { routes, movedBy }: { readonly routes: readonly Placed[]; readonly movedBy: Map<string, string> },
): string | null {
  if (DOTS.test(path)) {
    return `API_PATHS must not have . or .. in ${name}=${path}: clients take them out before they ask.`;
  }
  const route = routes.find((one) => one.name === name);
  if (route === undefined) {
    const [near] = nearMisses(
      name,
      routes.map((one) => one.name),
    );
    const hint = near === undefined ? '.' : `; did you mean ${near}?`;
    return `API_PATHS names ${name}, and no route of this site is called so${hint}`;
  }
  const earlier = movedBy.get(route.path);
  movedBy.set(route.path, name);
  if (earlier !== undefined) return `API_PATHS moves ${route.path} twice, by ${earlier} and by ${name}.`;
  if (parametersOf(path) === parametersOf(route.path)) return null;
  return `API_PATHS must keep ${parametersOf(route.path) || 'no parameter'} in ${name}=${path}.`;
}

function parametersOf(path: string): string {
  return (path.match(/:\w+/g) ?? []).sort().join(' ');
}

/** One sentence an address, however many methods clash there. */
function collisions(api: readonly Placed[]): Problem<string>[] {
  const pages = [...webRoutes, ...apiDocsRoutes, { name: 'login', method: 'GET', path: '/login/' } as const];
  const seen = new Map<string, Placed>();
  const firstOf = new Map<string, Placed>();
  const told = new Set<string>();
  return api.flatMap((route) => {
    const shape = shapeOf(route.path);
    const key = `${route.method} ${shape}`;
    const page = pages.find(({ path }) => shapeOf(path) === shape);
    const first = firstOf.get(shape) ?? route;
    firstOf.set(shape, first);
    // Methods may share an address, but only as one that is written alike.
    const otherwiseWritten = first.path === route.path ? undefined : first;
    const other =
      seen.get(key) ??
      otherwiseWritten ??
      (route.name.startsWith(SHARED) && page?.name === 'login' ? undefined : page);
    seen.set(key, route);
    const taken = TAKEN.find((start) => route.path.startsWith(start));
    if ((other === undefined && taken === undefined) || told.has(route.path)) return [];
    told.add(route.path);
    const words =
      other === undefined
        ? `${route.name} must not be at ${route.path}: the server has ${taken} for itself.`
        : sameAddress(other, route);
    return [{ about: route.path, words }];
  });
}

function sameAddress(one: Placed, other: Placed): string {
  const [first, second] = [one, other].map(({ name }) => name.replace(/:(?:get|put|patch|delete)$/, ''));
  return `${first} and ${second} would both be at ${other.path}. Give one of them another address, by API_PATHS.`;
}

/** Other origins may read what is below these (CORS); pages hold CSRF tokens. Addresses in `told` have their sentence already. */
function coveredPages(config: Config, told: ReadonlySet<string>): string[] {
  const moves = config.apiPaths.filter(({ path }) => !told.has(path));
  const prefixes: readonly (readonly [string, string | null])[] = [
    ['JWT_PATH', config.jwtPath],
    ['DJ_REST_AUTH_PATH', config.djRestAuthPath],
    ['DJ_REST_AUTH_REGISTRATION_PATH', config.djRestAuthRegistrationPath],
    ['DJOSER_PATH', config.djoserPath],
    ...moves.map(({ name, path }) => [`API_PATHS: ${name}`, path.replace(/:.*/, '')] as const),
  ];
  const opened = config.corsPaths.map((path) => ['CORS_PATHS', path] as const);
  return [...prefixes, ...opened].flatMap(([setting, prefix]) => {
    const page = prefix === null ? undefined : webRoutes.find(({ path }) => path.startsWith(prefix));
    return page === undefined ? [] : [`${setting} must not be ${prefix}: the page ${page.path} is below it.`];
  });
}
