import { type RawBuilder, sql } from 'kysely';
import type { Settings } from '../../../core/user/settings.ts';
import { columnNameOf } from '../../../resource/table-state.ts';
import { fieldsOf } from '../../../resource/user/extra-fields.ts';
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
export function usersAsRows({
  extraFields,
  picturesAt,
}: Pick<Settings, 'extraFields' | 'picturesAt'>): RawBuilder<Record<string, unknown>> {
  const columns = shown.map((name) => sql.ref(`u.${name}`));
  // Under the names by which rows of any resource are read.
  const own = Object.entries(fieldsOf(extraFields)).map(
    ([name, field]) => sql`${sql.ref(`u.${name}`)} as ${sql.ref(columnNameOf(name, field))}`,
  );
  const pictures =
    picturesAt === null
      ? sql``
      : sql`, (select ${sql.lit(picturesAt)} || p.file from stagedoor_picture p where p.user_id = u.id) as picture`;
  return sql`select ${sql.join([...columns, ...own])}, exists (
    select 1 from account_emailaddress e
    where e.user_id = u.id and e.${sql.ref('primary')} = ${sql.lit(true)} and e.verified = ${sql.lit(true)}
  ) as email_verified${pictures} from auth_user u where ${isSomebody}`;
}
