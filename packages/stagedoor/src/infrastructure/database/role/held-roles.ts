import { sql } from 'kysely';
import type { HeldRole } from '../../../core/role/role.ts';
import type { RightsInOrganization } from '../../../core/role/role-store.ts';
import { compileOnce } from '../compile-once.ts';
import { rolePermissionsIn } from '../permission/role-permissions.ts';
import type { StoreContext } from '../store-context.ts';

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

/** What somebody is in one organization: of who is no member there is no row. */
export async function rightsIn(context: StoreContext, asked: Asked): Promise<RightsInOrganization> {
  const { rows } = await selectRightsIn(context, asked);
  const named = rows.flatMap(({ name, permissions }) =>
    name === null || permissions === null ? [] : { name, permissions },
  );
  const roles = new Set([...rows.map(({ membership }) => membership), ...named.map(({ name }) => name)]);
  const permissions = new Set(named.flatMap((role) => rolePermissionsIn(role.permissions)));
  return { roles: [...roles].toSorted(), permissions: [...permissions].toSorted() };
}

const selectRightsIn = compileOnce(({ db }: StoreContext, { userId, organizationId }: Asked) =>
  db
    .selectFrom('stagedoor_membership as member')
    .leftJoin('stagedoor_role_assignment as assigned', (join) =>
      join
        .onRef('assigned.user_id', '=', 'member.user_id')
        .onRef('assigned.organization_id', '=', 'member.organization_id'),
    )
    .leftJoin('stagedoor_role as role', 'role.id', 'assigned.role_id')
    .select(['member.role as membership', 'role.name', 'role.permissions'])
    .where('member.user_id', '=', userId)
    .where('member.organization_id', '=', organizationId),
);
