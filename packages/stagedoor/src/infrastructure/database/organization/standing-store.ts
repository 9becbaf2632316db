import type { StandingStore } from '../../../core/access/standing-store.ts';
import { memberPermissions } from '../../../core/organization/member-permissions.ts';
import type { MemberRole } from '../../../core/organization/organization.ts';
import { rolePermissionsIn } from '../permission/role-permissions.ts';
import type { StoreContext } from '../store-context.ts';

export function createStandingStore({ db }: StoreContext): StandingStore {
  return {
    ofUser: async (userId) => {
      const rows = await db
        .selectFrom('stagedoor_membership as member')
        .leftJoin('stagedoor_role_assignment as assigned', (join) =>
          join
            .onRef('assigned.user_id', '=', 'member.user_id')
            .onRef('assigned.organization_id', '=', 'member.organization_id'),
        )
        .leftJoin('stagedoor_role as role', 'role.id', 'assigned.role_id')
        .select(['member.organization_id as organizationId', 'member.role as kind'])
        .select(['role.name', 'role.permissions'])
        .where('member.user_id', '=', userId)
        .execute();
      return [...Map.groupBy(rows, ({ organizationId }) => organizationId)].map(
        ([organizationId, there]) => ({
          organizationId,
          permissions: there.flatMap(({ kind, permissions }) => [
            ...memberPermissions[kind],
            ...(permissions === null ? [] : rolePermissionsIn(permissions)),
          ]),
          names: there.flatMap(({ kind, name }) => [...nameOf(kind), ...(name === null ? [] : [name])]),
        }),
      );
    },
  };
}

function nameOf(kind: MemberRole): readonly string[] {
  return kind === 'member' ? [] : [kind];
}
