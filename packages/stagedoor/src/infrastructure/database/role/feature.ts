import { type Changes, changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { createRoleStore } from './role-store.ts';
import type { RoleTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends RoleTables {}
}

export const roleFeature = {
  name: 'role',
  migrations: [initial],
  stores: { roles: createRoleStore },
  models: [
    { app: 'stagedoor', name: 'role', label: 'role' },
    { app: 'stagedoor', name: 'roleassignment', label: 'role assignment' },
  ],
  tellingTriggers: { stagedoor_role: 1, stagedoor_role_assignment: 1 },
  changes: {
    roles: {
      update: () => [changeOf.access],
      // Each who has it has one role less.
      delete: () => 'everything',
      assign: ofUser,
      unassign: ofUser,
    },
  },
} as const satisfies DatabaseFeature;

function ofUser(_: unknown, { userId }: { readonly userId: number }): Changes {
  return [changeOf.user(userId)];
}
