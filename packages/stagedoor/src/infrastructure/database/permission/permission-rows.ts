import type { Kysely } from 'kysely';
import type { NamedPermission } from '../../../core/permission/permission-store.ts';
import type { Tables } from '../tables.ts';
import { inOrderOfNames } from './rights.ts';

/** The permissions there are, each with the app that it is named after. */
export function selectNamed(db: Kysely<Tables>) {
  return db
    .selectFrom('auth_permission as permission')
    .innerJoin('django_content_type as type', 'type.id', 'permission.content_type_id')
    .select(['permission.codename', 'permission.name as label', 'type.app_label as app']);
}

/** What several models of an app call alike is one. */
export function toNamed(
  rows: readonly { readonly app: string; readonly codename: string; readonly label: string }[],
): readonly NamedPermission[] {
  const byName = new Map(rows.map(({ app, codename, label }) => [`${app}.${codename}`, label]));
  return inOrderOfNames([...byName].map(([name, label]) => ({ name, label })));
}
