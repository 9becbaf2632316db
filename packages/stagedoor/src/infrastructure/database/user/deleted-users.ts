import { type Kysely, sql } from 'kysely';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { defaultExtraValues } from '../../../core/user/profile-fields.ts';
import { canonicalUsername } from '../../../core/user/username.ts';
import type { Tables } from '../tables.ts';
import { selectUsers } from './user-row.ts';

/** Whether `auth_user as u` is of somebody, and not what a deleted user left behind. */
export const isSomebody = sql<boolean>`not exists (select 1 from stagedoor_deleted_user d where d.user_id = u.id)`;

export function selectSomebody(db: Kysely<Tables>, extraFields: ExtraFields) {
  return selectUsers(db, extraFields).where(isSomebody);
}

/** A name of its own, as each user has where people log in by one; nothing else is known of it, and no password is its. */
export async function insertDeletedUser(
  db: Kysely<Tables>,
  extraFields: ExtraFields,
  { id, at }: { readonly id: number; readonly at: Date },
): Promise<void> {
  const username = `deleted-${id.toString(36)}`;
  const nobody = {
    ...defaultExtraValues(extraFields),
    id,
    username,
    username_key: canonicalUsername(username),
    password: '!',
    first_name: '',
    last_name: '',
    is_superuser: false,
    is_staff: false,
    is_active: false,
    date_joined: at,
    language: null,
  };
  await db.insertInto('auth_user').values(nobody).execute();
  await db.insertInto('stagedoor_deleted_user').values({ user_id: id, deleted_at: at }).execute();
}
