import { type Changes, changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { createGroupStore } from './group-store.ts';
import { createPermissionStore } from './permission-store.ts';
import type { PermissionTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends PermissionTables {}
}

export const permissionFeature = {
  name: 'permission',
  stores: { groups: createGroupStore, permissions: createPermissionStore },
  djangoTables: [
    'auth_group',
    'auth_permission',
    'django_content_type',
    'auth_group_permissions',
    'auth_user_groups',
    'auth_user_user_permissions',
  ],
  tellingTriggers: {
    auth_group: 1,
    auth_group_permissions: 2,
    auth_permission: 1,
    django_content_type: 1,
    auth_user_groups: 1,
    auth_user_user_permissions: 1,
  },
  changes: { permissions: { grant: ofUser, revoke: ofUser } },
} as const satisfies DatabaseFeature;

function ofUser(_: unknown, userId: number): Changes {
  return [changeOf.user(userId)];
}
