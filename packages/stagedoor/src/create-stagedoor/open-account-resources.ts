import type { Dependencies, Stores } from '../core/dependencies.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import {
  groupsAsRows,
  organizationsAsRows,
  permissionsAsRows,
  roleAssignmentsAsRows,
  rolesAsRows,
} from '../infrastructure/database/permission/rights-as-rows.ts';
import { createResourceFacts } from '../infrastructure/database/resource/resource-facts.ts';
import {
  createResourceStore,
  type StoredBeside,
} from '../infrastructure/database/resource/resource-store.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { usersAsRows } from '../infrastructure/database/user/users-as-rows.ts';
import { groupResource, permissionResource } from '../resource/account/group-resource.ts';
import { writeGroups } from '../resource/account/group-writes.ts';
import { organizationResource } from '../resource/account/organization-resource.ts';
import { readOrganizations, writeOrganizations } from '../resource/account/organization-writes.ts';
import { roleAssignmentResource } from '../resource/account/role-assignment-resource.ts';
import { writeRoleAssignments } from '../resource/account/role-assignment-writes.ts';
import { OURS, roleResource } from '../resource/account/role-resource.ts';
import { writeRoles } from '../resource/account/role-writes.ts';
import { ACCOUNTS, userResource } from '../resource/account/user-resource.ts';
import { writeUsers } from '../resource/account/user-writes.ts';
import { versioned } from '../resource/account/versions.ts';
import { type FindIn, type Writes, ways } from '../resource/account/writing.ts';
import { type GuardedRows, guardRows } from '../resource/guarded-rows.ts';
import type { ResourcePlace } from '../resource/resource.ts';
import type { ResourceStore } from '../resource/resource-store.ts';
import { nestedFields } from './nested-fields.ts';
import type { OpenedResource } from './open-resources.ts';

/** A resource of accounts as all are read: through a select in the place of a table of its own. */
interface Kept {
  readonly rows: GuardedRows;
  readonly findIn: FindIn;
  readonly findBy: Writes['findBy'];
}

/** What accounts themselves keep, as resources: read as any other, by the same grammar and one policy each, and written by the use cases. */
export function openAccountResources(ports: Dependencies): readonly OpenedResource[] {
  const { dialect } = connectionOf(ports);
  return [
    opened(ports, { feature: ACCOUNTS, resource: userResource(ports.settings) }, [
      usersAsRows(ports.settings),
      writeUsers,
    ]),
    opened(ports, { feature: ACCOUNTS, resource: groupResource }, [groupsAsRows(dialect), writeGroups]),
    opened(ports, { feature: ACCOUNTS, resource: permissionResource }, [permissionsAsRows]),
    opened(ports, { feature: OURS, resource: roleResource }, [rolesAsRows(dialect), writeRoles]),
    opened(ports, { feature: OURS, resource: roleAssignmentResource }, [
      roleAssignmentsAsRows,
      writeRoleAssignments,
    ]),
  ];
}

/** Organizations likewise, which are served where their members, invitations and teams are. */
export function openOrganizations(ports: Dependencies): OpenedResource {
  const place = { feature: OURS, resource: organizationResource(ports.settings.organizations) };
  const kept = keptAs(ports, place, organizationsAsRows);
  const rows = readOrganizations(kept.rows, ports);
  const writes = writeOrganizations({ ...place, ports, ...kept, rows });
  return { ...place, rows: { ...rows, ...writes }, nested: new Map() };
}

type WriteRows = (writes: Writes) => Partial<GuardedRows>;

function opened(
  ports: Dependencies,
  place: ResourcePlace,
  [readAs, write]: readonly [ReadAs, WriteRows?],
): OpenedResource {
  const kept = keptAs(ports, place, readAs);
  const written = write?.({ ...place, ports, ...kept }) ?? {};
  const nested = nestedFields(place, () => undefined, ports.settings);
  return {
    ...place,
    rows: { ...kept.rows, ...written },
    ways: new Set(ways.filter((way) => way in written)),
    nested,
  };
}

type ReadAs = NonNullable<StoredBeside['readAs']>;

function keptAs(ports: Dependencies, place: ResourcePlace, readAs: ReadAs): Kept {
  const storeOver = (stores: Stores) =>
    versioned(onlyRead(createResourceStore(connectionOf(stores), place, { readAs })));
  const policyFacts = createResourceFacts(connectionOf(ports), null);
  const guarded = guardRows(place, storeOver(ports), { ...ports, policyFacts, othersOf: () => undefined });
  // Of these something is worked out for who asks, or does not move their version.
  const rows: GuardedRows = { ...guarded, sameForAll: false };
  return {
    rows,
    findIn: (stores, id) => storeOver(stores).find(id),
    async findBy(values) {
      const filters = Object.entries(values).map(([field, value]) =>
        value === null
          ? ({ field, lookUp: 'isnull', value: true } as const)
          : ({ field, lookUp: 'exact', value } as const),
      );
      const [found = null] = await storeOver(ports).list({ filters, limit: 1 });
      return found;
    },
  };
}

/** Whatever resources come to write by, what accounts keep is written by their use cases: anything else is a fault. */
function onlyRead(store: ResourceStore): ResourceStore {
  const refuse = async (): Promise<never> => {
    throw new PlainError('What accounts keep is written by their use cases.');
  };
  return { ...store, create: refuse, update: refuse, remove: refuse };
}
