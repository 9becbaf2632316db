import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** A permission that a feature of the site declares. */
export interface PermissionRow {
  /** Its app label, and the model of its content type: what a feature permits hangs on no model. */
  readonly app: string;
  readonly codename: string;
  readonly label: string;
}

/** Makes the rows that are missing and mends labels that were changed; answers what was made. Nothing is ever removed: people may have been given it. */
export async function addPermissions(
  db: Kysely<Tables>,
  permissions: readonly PermissionRow[],
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const permission of permissions) {
    if (await addOne(db, permission)) made.push(nameOf(permission));
  }
  return made;
}

async function addOne(db: Kysely<Tables>, { app, codename, label }: PermissionRow): Promise<boolean> {
  const typeId = await contentTypeOf(db, app);
  const known = await db
    .selectFrom('auth_permission')
    .select(['id', 'name'])
    .where('content_type_id', '=', typeId)
    .where('codename', '=', codename)
    .executeTakeFirst();
  if (known === undefined) {
    await db
      .insertInto('auth_permission')
      .values({ name: label, content_type_id: typeId, codename })
      .execute();
    return true;
  }
  if (known.name !== label)
    await db.updateTable('auth_permission').set({ name: label }).where('id', '=', known.id).execute();
  return false;
}

async function contentTypeOf(db: Kysely<Tables>, app: string): Promise<number> {
  const known = await db
    .selectFrom('django_content_type')
    .select('id')
    .where('app_label', '=', app)
    .where('model', '=', app)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const insert = db.insertInto('django_content_type').values({ app_label: app, model: app });
  return (await insert.returning('id').executeTakeFirstOrThrow()).id;
}

/** Which of them the database has. */
export async function listPermissions(
  db: Kysely<Tables>,
  permissions: readonly PermissionRow[],
): Promise<readonly { readonly name: string; readonly isThere: boolean }[]> {
  if (permissions.length === 0) return [];
  const apps = permissions.map(({ app }) => app);
  const rows = await fromPermissions(db)
    .select(['type.app_label as app', 'permission.codename'])
    .where('type.app_label', 'in', apps)
    .execute();
  const there = new Set(rows.map(nameOf));
  return permissions.map((permission) => ({
    name: nameOf(permission),
    isThere: there.has(nameOf(permission)),
  }));
}

/** The permissions there are, each with the app that it is named after. */
export function fromPermissions(db: Kysely<Tables>) {
  return db
    .selectFrom('auth_permission as permission')
    .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id');
}

export function nameOf({ app, codename }: Pick<PermissionRow, 'app' | 'codename'>): string {
  return `${app}.${codename}`;
}
