import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { ExtraField, ExtraFields } from '../../../core/user/extra-field.ts';
import type { ExtraValue, ExtraValues, User } from '../../../core/user/user.ts';
import { toBoolean, toDate, toMaybeDate } from '../column-values.ts';
import type { Tables } from '../tables.ts';
import type { EmailAddressTable, UserTable } from './tables.ts';

/** The columns of `auth_user as u` that a `User` is made of; the keys are read by `toUser`. */
export const userColumns = [
  'u.id',
  'u.username',
  'u.email',
  'u.first_name',
  'u.last_name',
  'u.password',
  'u.managed_by',
  'u.is_active',
  'u.is_staff',
  'u.is_superuser',
  'u.must_change_password',
  'u.language',
  'u.time_zone',
  'u.date_joined',
  'u.last_login',
  'u.security_version',
] as const;

type UserColumn = (typeof userColumns)[number] extends `u.${infer Name}` ? Name : never;

/** A read row; extra fields follow as `extra_0`, `extra_1`, … in configured order. */
export type UserRow = Pick<Selectable<UserTable>, UserColumn & keyof UserTable> & {
  readonly email_verified: boolean | number | null;
};

type UserTables = Tables & { u: UserTable; primary_address: EmailAddressTable | null };

/** `auth_user as u` with the verdict on its primary address and the configured extra fields. */
export function selectUsers(
  db: Kysely<Tables>,
  extraFields: ExtraFields,
): SelectQueryBuilder<UserTables, 'u' | 'primary_address', UserRow> {
  const query = db
    .selectFrom('auth_user as u')
    .leftJoin('account_emailaddress as primary_address', (join) =>
      join.onRef('primary_address.user_id', '=', 'u.id').on('primary_address.primary', '=', sql.lit(true)),
    )
    .select([...userColumns, 'primary_address.verified as email_verified'])
    .select(extraColumns(extraFields));
  // Kysely's own type of the join is this one, spelt with its internal aliases.
  return query as unknown as SelectQueryBuilder<UserTables, 'u' | 'primary_address', UserRow>;
}

/** Columns get numbered names, because a field may be called as a column of another table in the same query. */
export function extraColumns(extraFields: ExtraFields) {
  return Object.keys(extraFields).map((name, index) =>
    sql<ExtraValue>`${sql.ref(`u.${name}`)}`.as(`extra_${index}`),
  );
}

export function toUser(row: UserRow, extraFields: ExtraFields): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    isEmailVerified: toBoolean(row.email_verified),
    firstName: row.first_name,
    lastName: row.last_name,
    passwordHash: row.password,
    managedBy: row.managed_by,
    isActive: toBoolean(row.is_active),
    isStaff: toBoolean(row.is_staff),
    isSuperuser: toBoolean(row.is_superuser),
    mustChangePassword: toBoolean(row.must_change_password),
    language: row.language,
    timeZone: row.time_zone,
    dateJoined: toDate(row.date_joined),
    lastLogin: toMaybeDate(row.last_login),
    securityVersion: row.security_version,
    extra: readExtras(row, extraFields),
  };
}

function readExtras(row: UserRow, extraFields: ExtraFields): ExtraValues {
  // The numbered columns are not part of the row's type, because their number is configured.
  const stored = row as unknown as Readonly<Record<string, ExtraValue>>;
  return Object.fromEntries(
    Object.entries(extraFields).map(([name, field], index) => [
      name,
      readExtra(stored[`extra_${index}`], field),
    ]),
  );
}

function readExtra(stored: ExtraValue | undefined, field: ExtraField): ExtraValue {
  if (stored === null || stored === undefined) return 'default' in field ? field.default : null;
  return typeof stored === 'number' && field.type === 'boolean' ? toBoolean(stored) : stored;
}
