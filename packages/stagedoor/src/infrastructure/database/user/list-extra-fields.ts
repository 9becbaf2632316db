import type { ExtraFields } from '../../../core/user/extra-field.ts';
import type { OpenDatabase } from '../database.ts';
import { checkExtraFieldTypes, isMigrated, storedTypes } from './extra-field-columns.ts';

/**
 * The configured extra fields in order, and whether the database has their columns: those that were added for them, not others
 * that happen to have their names.
 *
 * @throws DatabaseProblem where a field is configured as a type that its column does not hold
 */
export async function listExtraFields(
  database: OpenDatabase,
  fields: ExtraFields,
): Promise<readonly { readonly name: string; readonly isThere: boolean }[]> {
  await checkExtraFieldTypes(database, fields);
  const columns = (await isMigrated(database.db))
    ? await storedTypes(database.db)
    : new Map<string, string>();
  return Object.keys(fields).map((name) => ({ name, isThere: columns.has(name) }));
}
