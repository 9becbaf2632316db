import type { Generated } from 'kysely';

export interface RoleTables {
  stagedoor_role: {
    id: Generated<number>;
    name: string;
    label: string;
    /** JSON: names of permissions, each `true`. */
    permissions: string;
  };
  stagedoor_role_assignment: {
    id: Generated<number>;
    user_id: number;
    role_id: number;
    /** Null for everywhere. */
    organization_id: number | null;
  };
}
