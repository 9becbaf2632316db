import { Type } from 'typebox';
import { empty } from '../../http/answer/answer.ts';
import type { Method } from '../../http/route/route.ts';
import type { Way } from '../../resource/account/writing.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { rowsLeft } from '../rows-left.ts';
import { readVersions, versionsOf } from './if-match.ts';
import { resourceRoutes } from './resource-routes.ts';
import { behalfOf, oneRow, type ServedResource, sharedBy } from './served-resource.ts';

const WAYS: Readonly<Partial<Record<Method, Way>>> = {
  POST: 'create',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'remove',
};

/** What accounts keep is served as any resource; names begin as those of all addresses of accounts. */
export function accountResourceRoutes(served: ServedResource): readonly ApiRoute[] {
  const isOfUser = served.resource.name === 'user';
  const isDone = (way: Way | undefined) => way === undefined || served.ways?.has(way) !== false;
  return resourceRoutes(served)
    .filter(({ method }) => isDone(WAYS[method]))
    .map((route) => (isOfUser && route.method === 'DELETE' ? deletingUser(served) : route))
    .map((route) => ({ ...route, name: `api-${route.name}`, ...refusedBesides(route) }));
}

/** A use case says no to a deletion by a field, too: a group that people are in, a role that was given, the last superuser. */
function refusedBesides({ method, refuses = [] }: ApiRoute): Pick<ApiRoute, 'refuses'> {
  return method === 'DELETE' ? { refuses: [...refuses, 'invalid-input'] } : { refuses };
}

/** In the address, since proxies drop what is in the body of a DELETE. */
function deletingUser({ resource, rows: users }: ServedResource): ApiRoute {
  return defineApiRoute({
    ...sharedBy(resource),
    name: 'user-delete',
    method: 'DELETE',
    path: '/api/users/:id/',
    csrf: 'session',
    operation: 'deleteUser',
    summary: 'Delete a user. `?rows=keep` leaves what they have in tables of the site, as a deleted user’s.',
    responses: { 204: null },
    versions: versionsOf(resource).gone,
    refuses: ['changed-meanwhile', 'version-required', 'still-referred-to'],
    schema: { params: oneRow, query: Type.Object({ rows: Type.Optional(rowsLeft) }) },
    async handler(exchange, { params, query: { rows = 'remove' } }) {
      const seen = { id: params.id, version: readVersions(exchange, resource), rows };
      await users.remove(await behalfOf(exchange), seen);
      return empty();
    },
  });
}
