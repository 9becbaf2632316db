import { type RawBuilder, sql } from 'kysely';
import type { ExtraFields } from '../../../core/user/extra-field.ts';
import { isSomebody } from './deleted-users.ts';

const shown = [
  'id',
  'row_version',
  'username',
  'email',
  'first_name',
  'last_name',
  'is_active',
  'is_staff',
  'is_superuser',
  'language',
  'time_zone',
  'date_joined',
  'last_login',
] as const;

/** Users as lists may show them, each column by name: what is not among them, the hash of a password first of all, no query can name. */
export function usersAsRows(extraFields: ExtraFields): RawBuilder<Record<string, unknown>> {
  const columns = [...shown, ...Object.keys(extraFields)].map((name) => sql.ref(`u.${name}`));
  return sql`select ${sql.join(columns)}, exists (
    select 1 from account_emailaddress e
    where e.user_id = u.id and e.${sql.ref('primary')} = ${sql.lit(true)} and e.verified = ${sql.lit(true)}
  ) as email_verified from auth_user u where ${isSomebody}`;
}
