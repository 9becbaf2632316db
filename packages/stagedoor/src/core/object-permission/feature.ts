import type { AccountFeature } from '../kernel/feature.ts';
import { adoptObjectGrants } from './adopt-grants.ts';
import { assignObjectPermission, removeObjectPermission } from './change-grants.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { exportGrants } from './export-grants.ts';
import { hasObjectPermission } from './has-object-permission.ts';
import { listGroupsHolding, listUsersHolding } from './list-object-holders.ts';
import { listObjectPermissions } from './list-object-permissions.ts';
import { countObjects, listObjects } from './list-objects.ts';

const auditActions = ['object-permission-grant', 'object-permission-revoke'] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** Permissions on single rows of a site's tables. */
export const objectPermissionFeature = {
  name: 'object-permission',
  useCases: {
    objectPermission: {
      assign: assignObjectPermission,
      remove: removeObjectPermission,
      has: hasObjectPermission,
      listOf: listObjectPermissions,
      whoHas: listUsersHolding,
      groupsWho: listGroupsHolding,
      objectsFor: listObjects,
      countFor: countObjects,
      adopt: adoptObjectGrants,
    },
  },
  auditActions,
  exportOf: async (ports, userId) => ({ object_permissions: await exportGrants(ports, userId) }),
} as const satisfies AccountFeature<Dependencies, Stores>;
