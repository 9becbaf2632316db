import type { Dependencies } from '../core/dependencies.ts';
import { groupsAsRows, permissionsAsRows } from '../infrastructure/database/permission/rights-as-rows.ts';
import { createResourceFacts } from '../infrastructure/database/resource/resource-facts.ts';
import {
  createResourceStore,
  type StoredBeside,
} from '../infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { usersAsRows } from '../infrastructure/database/user/users-as-rows.ts';
import { groupResource, permissionResource } from '../resource/account/group-resource.ts';
import { ACCOUNTS, userResource } from '../resource/account/user-resource.ts';
import { guardRows } from '../resource/guarded-rows.ts';
import type { Resource } from '../resource/resource.ts';
import type { OpenedResource } from './open-resources.ts';

/** What accounts themselves keep, as resources: read as any other, by the same grammar and one policy each. */
export function openAccountResources(ports: Dependencies): readonly OpenedResource[] {
  const { extraFields } = ports.settings;
  const connection = connectionOf(ports);
  const opened = (resource: Resource, readAs: StoredBeside['readAs']): OpenedResource => {
    const place = { feature: ACCOUNTS, resource };
    const store = createResourceStore(connection, place, readAs === undefined ? {} : { readAs });
    const policyFacts = createResourceFacts(connection, null);
    return {
      ...place,
      rows: guardRows(place, store, { ...ports, policyFacts, othersOf: () => undefined }),
    };
  };
  return [
    opened(userResource(extraFields), usersAsRows(extraFields)),
    opened(groupResource, groupsAsRows),
    opened(permissionResource, permissionsAsRows),
  ];
}
