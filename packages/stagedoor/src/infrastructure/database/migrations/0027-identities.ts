import { columnTypes } from '../column-types.ts';
import type { Dialect } from '../dialect.ts';
import type { Migration } from '../migration.ts';

/**
 * Who users are to systems outside, and which of these looks after a user. Both stood in the password column:
 * `!outside:ldap`. A directory knew people by names in any letters, every other system by the very spelling. A user that only
 * held a name (`!holds-a-name`, from before 0014) is nobody: no password opened it, and it goes. Where a log-in or a rank says
 * otherwise it stays, as an account without a password.
 */
export const identities: Migration = {
  app: 'stagedoor',
  name: '0027_identities',
  statements: (dialect) => {
    const unusable = unusablePasswords[dialect];
    return [
      'alter table auth_user add column managed_by varchar(200)',
      `create table stagedoor_identity (
        id ${columnTypes[dialect].givenId},
        user_id bigint not null references auth_user (id) on delete cascade,
        provider varchar(200) not null,
        subject varchar(255) not null,
        name varchar(254) not null,
        linked_at ${columnTypes[dialect].moment} not null,
        unique (provider, subject)
      )`,
      'create index stagedoor_identity_user on stagedoor_identity (user_id)',
      ...quiet(dialect, 'disable'),
      `update auth_user set managed_by = substr(password, 10), password = ${unusable}, row_version = row_version + 1
        where substr(password, 1, 9) = '!outside:'`,
      // Of two names that were copied from elsewhere, and that a directory takes for one, it is whose name is found by.
      `insert into stagedoor_identity (id, user_id, provider, subject, name, linked_at)
        select id, id, managed_by, case managed_by when 'ldap' then coalesce(username_key, username) else username end,
          username, date_joined
        from auth_user where managed_by is not null and username is not null
        order by username_key is null, id
        on conflict do nothing`,
      ...(dialect === 'sqlite' ? rowsOfNameHolders : []),
      `delete from auth_user where ${HOLDS_A_NAME}`,
      `update auth_user set password = ${unusable}, row_version = row_version + 1 where password = '!holds-a-name'`,
      ...quiet(dialect, 'enable'),
      ...(dialect === 'postgres' ? ["select pg_notify('stagedoor_changes', 'user')"] : []),
    ];
  },
};

const HOLDS_A_NAME = `password = '!holds-a-name'
        and last_login is null and not is_staff and not is_superuser`;

/** On SQLite nothing cascades within a step: see `SchemaDriver`. */
const rowsOfNameHolders: readonly string[] = [
  `delete from stagedoor_ticket where session_id in
    (select id from stagedoor_session where user_id in (select id from auth_user where ${HOLDS_A_NAME}))`,
  ...[
    'account_emailaddress',
    'auth_user_groups',
    'auth_user_user_permissions',
    'authtoken_token',
    'stagedoor_device',
    'stagedoor_flow',
    'stagedoor_one_time_link',
    'stagedoor_personal_access_token',
    'stagedoor_session',
    'stagedoor_visit',
  ].map((table) => `delete from ${table} where user_id in (select id from auth_user where ${HOLDS_A_NAME})`),
];

/** Which of so many rows have changed takes PostgreSQL's triggers a time that grows with their square: all of them are told at once instead. */
function quiet(dialect: Dialect, change: 'disable' | 'enable'): string[] {
  return dialect === 'postgres' ? [`alter table auth_user ${change} trigger user`] : [];
}

/** Django's form: `!` and 40 characters that are no two times the same. */
const unusablePasswords: Readonly<Record<Dialect, string>> = {
  sqlite: "'!' || lower(hex(randomblob(20)))",
  postgres: "'!' || substr(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 1, 40)",
};
