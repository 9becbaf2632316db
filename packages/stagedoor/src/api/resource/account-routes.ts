import type { ApiRoute } from '../api-route.ts';
import { resourceRoutes } from './resource-routes.ts';
import type { ServedResource } from './served-resource.ts';

/** What accounts keep is served as any resource; names begin as those of all addresses of accounts. Permissions are written by nobody. */
export function accountResourceRoutes(served: ServedResource): readonly ApiRoute[] {
  const isReadOnly = served.resource.name === 'permission';
  return resourceRoutes(served)
    .filter(({ method }) => !isReadOnly || method === 'GET')
    .map((route) => ({ ...route, name: `api-${route.name}` }));
}
