import type { ApiSection } from '../api/api-section.ts';
import { accountResourceRoutes } from '../api/resource/account-routes.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { apiSectionsFrom } from './api-sections-from.ts';
import { featureSections } from './feature-routes.ts';
import { requireOwnNames } from './names-of-accounts.ts';

/** What the JSON API of a site answers, as the OpenAPI document groups it: with this configuration, for what accounts keep, and for each feature. */
export function siteSections(
  stagedoor: Pick<Stagedoor, 'openedFeatures' | 'accountResources' | 'organizations' | 'config'>,
): readonly ApiSection[] {
  const { accountResources, organizations, config } = stagedoor;
  const served = servesUsers(config) ? accountResources : [];
  requireOwnNames(stagedoor.openedFeatures, [
    ...served.map(({ resource }) => ({ resource, unless: 'USERS_API=off' as const })),
    ...(config.organizations === 'off'
      ? []
      : [{ resource: organizations.resource, unless: 'ORGANIZATIONS=off' as const }]),
  ]);
  const routes = served.flatMap(accountResourceRoutes);
  const accounts = routes.length === 0 ? [] : [{ tag: 'Users and groups', routes }];
  return [...apiSectionsFrom(config, organizations), ...accounts, ...featureSections(stagedoor)];
}

/** Not where the site has something else at these addresses: djoser's endpoints below `/api/`, or its own. */
function servesUsers({ usersApi, djoserPath }: Stagedoor['config']): boolean {
  return usersApi && djoserPath !== '/api/';
}
