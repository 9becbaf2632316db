import type { MemoryFeature } from '../feature.ts';
import { createMemoryGroupStore } from './memory-group-store.ts';
import { createMemoryPermissionStore } from './memory-permission-store.ts';
import type { PermissionRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends PermissionRows {}
}

export const permissionFeature = {
  name: 'permission',
  rows: ['groups', 'memberships', 'permissions', 'groupPermissions', 'permissionNames'],
  stores: { groups: createMemoryGroupStore, permissions: createMemoryPermissionStore },
} as const satisfies MemoryFeature;
