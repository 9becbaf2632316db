import type { OpenDatabase } from '../../../src/infrastructure/database/database.ts';
import type { MemoryAccess } from '../../../src/infrastructure/memory/permission/give-access.ts';

/** Memberships and direct permissions as rows; the permission's content type is made up. */
export async function giveAccessInSql(
  { db }: OpenDatabase,
  userId: number,
  { groups = [], permissions = [] }: MemoryAccess,
): Promise<void> {
  for (const { permissions: ofGroup = [], ...group } of groups) {
    await db
      .insertInto('auth_group')
      .values(group)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await db.insertInto('auth_user_groups').values({ user_id: userId, group_id: group.id }).execute();
    for (const permission of ofGroup) {
      const permission_id = await addPermission(db, ...named(permission));
      await db.insertInto('auth_group_permissions').values({ group_id: group.id, permission_id }).execute();
    }
  }
  for (const name of permissions) {
    const permission = await addPermission(db, ...named(name));
    await db
      .insertInto('auth_user_user_permissions')
      .values({ user_id: userId, permission_id: permission })
      .execute();
  }
}

/** Codename and app of `app_label.codename`; a codename alone is of the tests' own. */
function named(permission: string): [codename: string, app?: string] {
  const [app = '', codename] = permission.split('.');
  return codename === undefined ? [app] : [codename, app];
}

export async function addPermission(
  db: OpenDatabase['db'],
  codename: string,
  app = 'tests',
): Promise<number> {
  const known = await db
    .selectFrom('auth_permission as permission')
    .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
    .select('permission.id')
    .where('type.app_label', '=', app)
    .where('permission.codename', '=', codename)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const type = { app_label: app, model: codename };
  const { id: content_type_id } = await db
    .insertInto('django_content_type')
    .values(type)
    .onConflict((conflict) => conflict.columns(['app_label', 'model']).doUpdateSet(type))
    .returning('id')
    .executeTakeFirstOrThrow();
  const row = { codename, name: `Can ${codename}`, content_type_id };
  const { id } = await db
    .insertInto('auth_permission')
    .values(row)
    .onConflict((conflict) => conflict.columns(['content_type_id', 'codename']).doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
