import type { ApiRoute } from '../api-route.ts';
import { resourceRoutes } from './resource-routes.ts';
import type { ServedResource } from './served-resource.ts';

/** What accounts keep is served as any resource; names begin as those of all addresses of accounts. Permissions are written by nobody. */
export function accountResourceRoutes(served: ServedResource): readonly ApiRoute[] {
  const isReadOnly = served.resource.name === 'permission';
  return resourceRoutes(served)
    .filter(({ method }) => !isReadOnly || method === 'GET')
    .map((route) => ({ ...route, name: `api-${route.name}`, ...refusedBesides(route) }));
}

/** A use case says no to a deletion by a field, too: a group that people are in, a role that was given, the last superuser. */
function refusedBesides({ method, refuses = [] }: ApiRoute): Pick<ApiRoute, 'refuses'> {
  return method === 'DELETE' ? { refuses: [...refuses, 'invalid-input'] } : { refuses };
}
