import type { Dependencies, Stores } from '../core/dependencies.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { groupsAsRows, permissionsAsRows } from '../infrastructure/database/permission/rights-as-rows.ts';
import { createResourceFacts } from '../infrastructure/database/resource/resource-facts.ts';
import {
  createResourceStore,
  type StoredBeside,
} from '../infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { usersAsRows } from '../infrastructure/database/user/users-as-rows.ts';
import { groupResource, permissionResource } from '../resource/account/group-resource.ts';
import { writeGroups } from '../resource/account/group-writes.ts';
import { ACCOUNTS, userResource } from '../resource/account/user-resource.ts';
import { writeUsers } from '../resource/account/user-writes.ts';
import { versioned } from '../resource/account/versions.ts';
import type { FindIn } from '../resource/account/writing.ts';
import { type GuardedRows, guardRows } from '../resource/guarded-rows.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceStore } from '../resource/resource-store.ts';
import type { OpenedResource } from './open-resources.ts';

/** A resource of accounts as all are read: through a select in the place of a table of its own. */
interface Kept {
  readonly rows: GuardedRows;
  readonly findIn: FindIn;
}

/** What accounts themselves keep, as resources: read as any other, by the same grammar and one policy each, and written by the use cases. */
export function openAccountResources(ports: Dependencies): readonly OpenedResource[] {
  const { dialect } = connectionOf(ports);
  const users = userResource(ports.settings);
  const ofUsers = keptAs(ports, users, usersAsRows(ports.settings.extraFields));
  const ofGroups = keptAs(ports, groupResource, groupsAsRows(dialect));
  const ofPermissions = keptAs(ports, permissionResource, permissionsAsRows);
  return [
    opened(users, { ...ofUsers.rows, ...writeUsers({ resource: users, ports, ...ofUsers }) }),
    opened(groupResource, {
      ...ofGroups.rows,
      ...writeGroups({ resource: groupResource, ports, ...ofGroups }),
    }),
    opened(permissionResource, ofPermissions.rows),
  ];
}

function opened(resource: Resource, rows: GuardedRows): OpenedResource {
  return { feature: ACCOUNTS, resource, rows, nested: new Map() };
}

function keptAs(ports: Dependencies, resource: Resource, readAs: NonNullable<StoredBeside['readAs']>): Kept {
  const place = { feature: ACCOUNTS, resource };
  const storeOver = (stores: Stores) =>
    versioned(onlyRead(createResourceStore(connectionOf(stores), place, { readAs })));
  const policyFacts = createResourceFacts(connectionOf(ports), null);
  const rows = guardRows(place, storeOver(ports), { ...ports, policyFacts, othersOf: () => undefined });
  return { rows, findIn: (stores, id) => storeOver(stores).find(id) };
}

/** Whatever resources come to write by, what accounts keep is written by their use cases: anything else is a fault. */
function onlyRead(store: ResourceStore): ResourceStore {
  const refuse = async (): Promise<never> => {
    throw new PlainError('What accounts keep is written by their use cases.');
  };
  return { ...store, create: refuse, update: refuse, remove: refuse };
}
