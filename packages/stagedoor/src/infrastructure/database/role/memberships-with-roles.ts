import type { Kysely } from 'kysely';
import type { MemberRole } from '../../../core/role/member-role.ts';
import type { RightsInOrganization } from '../../../core/role/role-store.ts';
import { rolePermissionsIn } from '../permission/role-permissions.ts';
import type { Tables } from '../tables.ts';

interface MembershipRow {
  readonly membership: MemberRole;
  /** Of a role that they have there; null where they have none. */
  readonly name: string | null;
  readonly permissions: string | null;
}

/** What somebody is a member of, a row for each role that they have there, or one without. */
export function membershipsWithRoles(db: Kysely<Tables>, userId: number) {
  return db
    .selectFrom('stagedoor_membership as member')
    .leftJoin('stagedoor_role_assignment as assigned', (join) =>
      join
        .onRef('assigned.user_id', '=', 'member.user_id')
        .onRef('assigned.organization_id', '=', 'member.organization_id'),
    )
    .leftJoin('stagedoor_role as role', 'role.id', 'assigned.role_id')
    .select(['member.organization_id as organizationId', 'member.role as membership'])
    .select(['role.name', 'role.permissions'])
    .where('member.user_id', '=', userId);
}

/** The rows of one organization together: of who is no member there are none. */
export function rightsOf(rows: readonly MembershipRow[]): RightsInOrganization {
  const named = rows.flatMap(({ name, permissions }) =>
    name === null || permissions === null ? [] : { name, permissions },
  );
  const roles = new Set(named.map(({ name }) => name));
  const permissions = new Set(named.flatMap((role) => rolePermissionsIn(role.permissions)));
  return {
    membership: rows[0]?.membership ?? null,
    roles: [...roles].toSorted(),
    permissions: [...permissions].toSorted(),
  };
}
