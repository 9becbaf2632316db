import type { NamedPermission, PermissionStore } from '../../../core/permission/permission-store.ts';
import { touchedAny } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import { fromPermissions, nameOf, type PermissionRow } from './permission-rows.ts';
import { inOrderOfNames } from './rights.ts';

export function createPermissionStore({ db }: StoreContext): PermissionStore {
  const all = () =>
    fromPermissions(db).select(['permission.codename', 'permission.name as label', 'type.app_label as app']);
  const idsOf = (name: string) => {
    const dot = name.indexOf('.');
    return fromPermissions(db)
      .select('permission.id')
      .where('type.app_label', '=', name.slice(0, Math.max(dot, 0)))
      .where('permission.codename', '=', name.slice(dot + 1));
  };
  return {
    list: async () => named(await all().execute()),
    listOfUser: async (userId) => {
      const rows = await all()
        .innerJoin('auth_user_user_permissions as given', 'given.permission_id', 'permission.id')
        .where('given.user_id', '=', userId)
        .execute();
      return named(rows);
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

/** What several models of an app call alike is one. */
function named(rows: readonly PermissionRow[]): readonly NamedPermission[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row.label]));
  return inOrderOfNames([...byName].map(([name, label]) => ({ name, label })));
}
