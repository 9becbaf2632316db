import type { OpenStores } from '../open-stores.ts';
import { addPermission } from './give-access.ts';

/** Gives a user permissions by their full names, `auth.change_user`, in a database. */
export async function givePermissions(
  { database }: Pick<OpenStores, 'database'>,
  userId: number,
  names: readonly string[],
): Promise<void> {
  if (database === null) throw new Error('There is no database.');
  for (const name of names) {
    const [app = '', codename = ''] = name.split('.');
    const permission_id = await addPermission(database.db, codename, app);
    await database.db
      .insertInto('auth_user_user_permissions')
      .values({ user_id: userId, permission_id })
      .execute();
  }
}
