import type { Method } from '../../http/route/route.ts';
import type { ApiRoute } from '../api-route.ts';
import { resourceRoutes } from './resource-routes.ts';
import type { ServedResource } from './served-resource.ts';

/** What is not done with them: permissions are written by nobody, and a role is given and taken. */
const notDone: Readonly<Record<string, readonly Method[]>> = {
  permission: ['POST', 'PUT', 'PATCH', 'DELETE'],
  roleassignment: ['PUT', 'PATCH'],
};

/** What accounts keep is served as any resource; names begin as those of all addresses of accounts. */
export function accountResourceRoutes(served: ServedResource): readonly ApiRoute[] {
  const left = notDone[served.resource.name] ?? [];
  return resourceRoutes(served)
    .filter(({ method }) => !left.includes(method))
    .map((route) => ({ ...route, name: `api-${route.name}`, ...refusedBesides(route) }));
}

/** A use case says no to a deletion by a field, too: a group that people are in, a role that was given, the last superuser. */
function refusedBesides({ method, refuses = [] }: ApiRoute): Pick<ApiRoute, 'refuses'> {
  return method === 'DELETE' ? { refuses: [...refuses, 'invalid-input'] } : { refuses };
}
