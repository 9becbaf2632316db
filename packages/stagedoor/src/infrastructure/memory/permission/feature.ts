import type { MemoryFeature } from '../feature.ts';
import { createMemoryGroupStore } from './memory-group-store.ts';
import type { PermissionRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends PermissionRows {}
}

export const permissionFeature = {
  name: 'permission',
  rows: ['groups', 'permissions', 'groupPermissions'],
  stores: { groups: createMemoryGroupStore },
} as const satisfies MemoryFeature;
