import type { GroupStore } from '../../../core/session/group-store.ts';
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
    hasPermission: async (userId, { codename, appLabel }) => {
      const named = db
        .selectFrom('auth_permission as permission')
        .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
        .select('permission.id')
        .where('permission.codename', '=', codename);
      const meant = appLabel === null ? named : named.where('type.app_label', '=', appLabel);
      const granted = await meant
        .where(({ or, exists, selectFrom }) =>
          or([
            exists(
              selectFrom('auth_user_user_permissions as grant')
                .select('grant.id')
                .whereRef('grant.permission_id', '=', 'permission.id')
                .where('grant.user_id', '=', userId),
            ),
            exists(
              selectFrom('auth_group_permissions as of_group')
                .innerJoin('auth_user_groups as membership', 'membership.group_id', 'of_group.group_id')
                .select('of_group.id')
                .whereRef('of_group.permission_id', '=', 'permission.id')
                .where('membership.user_id', '=', userId),
            ),
          ]),
        )
        .limit(1)
        .executeTakeFirst();
      return granted !== undefined;
    },
  };
}
