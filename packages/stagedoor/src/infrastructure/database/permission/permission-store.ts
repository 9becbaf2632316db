import type { PermissionStore } from '../../../core/permission/permission-store.ts';
import { touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import { selectNamed, toNamed } from './permission-rows.ts';

export function createPermissionStore({ db }: StoreContext): PermissionStore {
  const idsOf = (name: string) => {
    const dot = name.indexOf('.');
    return selectNamed(db)
      .clearSelect()
      .select('permission.id')
      .where('type.app_label', '=', name.slice(0, Math.max(dot, 0)))
      .where('permission.codename', '=', name.slice(dot + 1));
  };
  return {
    list: async () => toNamed(await selectNamed(db).execute()),
    listOfUser: async (userId) => {
      const rows = await selectNamed(db)
        .innerJoin('auth_user_user_permissions as given', 'given.permission_id', 'permission.id')
        .where('given.user_id', '=', userId)
        .execute();
      return toNamed(rows);
    },
    listOfGroups: async (userId) => {
      const groups = db.selectFrom('auth_user_groups').select('group_id').where('user_id', '=', userId);
      const given = db
        .selectFrom('auth_group_permissions')
        .select('permission_id')
        .where('group_id', 'in', groups);
      return toNamed(await selectNamed(db).where('permission.id', 'in', given).execute());
    },
    grant: async (userId, name) => {
      const ids = await idsOf(name).execute();
      if (ids.length === 0) return false;
      const given = await db
        .insertInto('auth_user_user_permissions')
        .values(ids.map(({ id }) => ({ user_id: userId, permission_id: id })))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return touchedAny(given);
    },
    revoke: async (userId, name) => {
      const taken = await db
        .deleteFrom('auth_user_user_permissions')
        .where('user_id', '=', userId)
        .where('permission_id', 'in', idsOf(name))
        .executeTakeFirstOrThrow();
      return touchedAny(taken);
    },
  };
}
