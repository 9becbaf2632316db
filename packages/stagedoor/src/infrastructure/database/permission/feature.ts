import { type Changes, changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { membersInOrder } from './0001-members-in-order.ts';
import { djangoModels } from './django-models.ts';
import { createGroupStore } from './group-store.ts';
import { createPermissionStore } from './permission-store.ts';
import type { PermissionTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends PermissionTables {}
}

export const permissionFeature = {
  name: 'permission',
  migrations: [membersInOrder],
  models: djangoModels,
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
  changes: {
    permissions: { grant: ofUser, revoke: ofUser },
    groups: {
      rename: ofAll,
      // Each of its members has one group less.
      delete: () => 'everything',
      grant: ofAll,
      revoke: ofAll,
      addMember: ofMember,
      removeMember: ofMember,
    },
  },
} as const satisfies DatabaseFeature;

function ofUser(_: unknown, userId: number): Changes {
  return [changeOf.user(userId)];
}

function ofMember(_: unknown, _groupId: number, userId: number): Changes {
  return [changeOf.user(userId)];
}

function ofAll(): Changes {
  return [changeOf.access];
}
