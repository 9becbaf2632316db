import type { MemoryFeature } from '../feature.ts';
import { createMemoryRoleStore } from './memory-role-store.ts';
import type { RoleRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends RoleRows {}
}

export const roleFeature = {
  name: 'role',
  rows: ['roles', 'roleAssignments'],
  stores: { roles: createMemoryRoleStore },
} as const satisfies MemoryFeature;
