import type { ApiSection } from './api-section.ts';

/** Where a site serves routes that every site has, when not where we have them. */
export interface Addresses {
  /** What simplejwt's routes are below; with a slash at both ends. */
  readonly jwtPath: string;
  /** Routes by name, and the whole address of each. */
  readonly moved: ReadonlyMap<string, string>;
}

const JWT_PATH = '/api/token/';

export const usualAddresses: Addresses = { jwtPath: JWT_PATH, moved: new Map() };

/** The same routes where the site wants them: everything about a route but its address stays as it is. */
export function atAddresses(sections: readonly ApiSection[], addresses: Addresses): readonly ApiSection[] {
  return sections.map((section) => ({ ...section, routes: moved(section, addresses) }));
}

/** What is said of one route of an address holds for its other methods, too. */
function moved({ tag, routes }: ApiSection, { jwtPath, moved: byName }: Addresses): ApiSection['routes'] {
  const byPath = new Map<string, string>();
  for (const { name, path } of routes) {
    const to = byName.get(name) ?? byPath.get(path);
    const isSimplejwts = tag === 'Tokens' && path.startsWith(JWT_PATH);
    if (to !== undefined) byPath.set(path, to);
    else if (isSimplejwts) byPath.set(path, jwtPath + path.slice(JWT_PATH.length));
  }
  return routes.map((route) => ({ ...route, path: byPath.get(route.path) ?? route.path }));
}
