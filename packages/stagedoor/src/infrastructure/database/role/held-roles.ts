import { sql } from 'kysely';
import type { HeldRole } from '../../../core/role/role.ts';
import type { RightsInOrganization } from '../../../core/role/role-store.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import { membershipsWithRoles, rightsOf } from './memberships-with-roles.ts';

interface Asked {
  readonly userId: number;
  readonly organizationId: number;
}

/** Memberships and assignments, in one statement. */
export async function listHeld({ db }: StoreContext, userId: number): Promise<readonly HeldRole[]> {
  const memberships = db
    .selectFrom('stagedoor_membership')
    .select([sql<string>`role`.as('role'), sql<number | null>`organization_id`.as('organizationId')])
    .where('user_id', '=', userId);
  const assignments = db
    .selectFrom('stagedoor_role_assignment as assigned')
    .innerJoin('stagedoor_role as role', 'role.id', 'assigned.role_id')
    .select(['role.name as role', 'assigned.organization_id as organizationId'])
    .where('assigned.user_id', '=', userId);
  const held = await memberships.unionAll(assignments).execute();
  return held.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

function orderOf({ role, organizationId }: HeldRole): string {
  return `${String(organizationId ?? 0).padStart(16, '0')} ${role}`;
}

/** What somebody is in one organization. */
export async function rightsIn(context: StoreContext, asked: Asked): Promise<RightsInOrganization> {
  const { rows } = await selectRightsIn(context, asked);
  return rightsOf(rows);
}

const selectRightsIn = compileOnce(({ db }: StoreContext, { userId, organizationId }: Asked) =>
  membershipsWithRoles(db, userId).where('member.organization_id', '=', organizationId),
);
