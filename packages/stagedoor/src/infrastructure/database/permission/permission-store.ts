import type { NamedPermission, PermissionStore } from '../../../core/permission/permission-store.ts';
import type { StoreContext } from '../store-context.ts';

export function createPermissionStore({ db }: StoreContext): PermissionStore {
  const all = () =>
    db
      .selectFrom('auth_permission as permission')
      .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
      .select(['permission.id', 'permission.codename', 'permission.name as label', 'type.app_label as app']);
  const idsOf = (name: string) => {
    const dot = name.indexOf('.');
    return db
      .selectFrom('auth_permission as permission')
      .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
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
      const { numInsertedOrUpdatedRows: given } = await db
        .insertInto('auth_user_user_permissions')
        .values(ids.map(({ id }) => ({ user_id: userId, permission_id: id })))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return Number(given) > 0;
    },
    revoke: async (userId, name) => {
      const { numDeletedRows: taken } = await db
        .deleteFrom('auth_user_user_permissions')
        .where('user_id', '=', userId)
        .where('permission_id', 'in', idsOf(name))
        .executeTakeFirstOrThrow();
      return Number(taken) > 0;
    },
  };
}

/** Sorted here and not by the database, whose idea of the alphabet depends on how it was installed. */
function named(
  rows: readonly { readonly app: string; readonly codename: string; readonly label: string }[],
): readonly NamedPermission[] {
  const byName = new Map(rows.map(({ app, codename, label }) => [`${app}.${codename}`, label]));
  return [...byName]
    .map(([name, label]) => ({ name, label }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
