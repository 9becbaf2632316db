import type { Role } from '../../../core/role/role.ts';
import type { RoleAssignment } from '../../../core/role/role-store.ts';

export interface RoleRows {
  readonly roles: Map<number, Role>;
  /** By what each is of: `3 of 7 in null`. */
  readonly roleAssignments: Map<string, RoleAssignment>;
}
