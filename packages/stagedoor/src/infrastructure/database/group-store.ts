import type { GroupStore } from '../../core/access/group-store.ts';
import type { StoreContext } from './store-context.ts';

// Sorted here and not by the database, whose idea of the alphabet depends on how it was installed.
export function createGroupStore({ db }: StoreContext): GroupStore {
  return {
    groupsOfUser: async (userId) => {
      const groups = await db
        .selectFrom('auth_user_groups as membership')
        .innerJoin('auth_group as g', 'g.id', 'membership.group_id')
        .select(['g.id', 'g.name'])
        .where('membership.user_id', '=', userId)
        .execute();
      return groups.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    directPermissionsOfUser: async (userId) => {
      const rows = await db
        .selectFrom('auth_user_user_permissions as grant')
        .innerJoin('auth_permission as permission', 'permission.id', 'grant.permission_id')
        .select('permission.codename')
        .where('grant.user_id', '=', userId)
        .execute();
      return rows.map((row) => row.codename).sort();
    },
  };
}
