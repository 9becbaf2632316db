import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { grantPermission, revokePermission } from './grant-permission.ts';
import { permissionsHeldBy } from './held-permissions.ts';
import { isAllowed } from './is-allowed.ts';
import { listHolders } from './list-holders.ts';
import { listPermissions } from './list-permissions.ts';
import { requireAllowed } from './require-allowed.ts';

const auditActions = ['permission-grant', 'permission-revoke'] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What is asked of a principal comes with the principal; what they were given is written here. */
export const accessFeature = {
  name: 'access',
  useCases: {
    access: { isAllowed, requireAllowed },
    permission: {
      grant: grantPermission,
      revoke: revokePermission,
      list: listPermissions,
      heldBy: permissionsHeldBy,
      listHolders,
    },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
