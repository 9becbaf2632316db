import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { OpenDatabase } from './database.ts';

/** The configured extra fields in order, and whether the database has their columns. */
export async function listExtraFields(
  { db }: OpenDatabase,
  fields: ExtraFields,
): Promise<readonly { readonly name: string; readonly isThere: boolean }[]> {
  const users = (await db.introspection.getTables()).find((table) => table.name === 'auth_user');
  const columns = new Set(users?.columns.map((column) => column.name));
  return Object.keys(fields).map((name) => ({ name, isThere: columns.has(name) }));
}
