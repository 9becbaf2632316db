import type { Migration } from '../migration.ts';

type Moment = 'insert' | 'update' | 'delete';

/** After which change of which table, the row versions of which users move. */
interface Watch {
  readonly table: string;
  readonly moments: readonly Moment[];
  /** A condition on auth_user.id; `row` stands for the changed row. */
  readonly users: string;
}

const MEMBERS = 'id in (select user_id from auth_user_groups where group_id = row.group_id)';
const RENAMED_GROUP = 'id in (select user_id from auth_user_groups where group_id = row.id)';
const HOLDERS = `id in (select user_id from auth_user_user_permissions where permission_id = row.id
  union select user_id from auth_user_groups where group_id in
    (select group_id from auth_group_permissions where permission_id = row.id))`;
const OWNER = 'id = row.user_id';
const ALL: readonly Moment[] = ['insert', 'update', 'delete'];

// Rows of a deleted group or permission go by cascade, which fires the triggers of the tables between.
const watches: readonly Watch[] = [
  { table: 'account_emailaddress', moments: ALL, users: OWNER },
  { table: 'auth_user_groups', moments: ALL, users: OWNER },
  { table: 'auth_user_user_permissions', moments: ALL, users: OWNER },
  { table: 'auth_group_permissions', moments: ALL, users: MEMBERS },
  { table: 'auth_group', moments: ['update'], users: RENAMED_GROUP },
  { table: 'auth_permission', moments: ['update'], users: HOLDERS },
];

/**
 * `auth_user.row_version` moves with everything a request's principal is made of, whoever writes it: caches compare
 * it, so no path of code may be able to forget it.
 */
export const rowVersions: Migration = {
  app: 'stagedoor',
  name: '0002_row_versions',
  statements: (dialect) => (dialect === 'sqlite' ? sqliteStatements() : postgresStatements()),
};

function sqliteStatements(): string[] {
  const ownRow = `create trigger auth_user_row_version after update on auth_user
    when new.row_version = old.row_version
    begin update auth_user set row_version = old.row_version + 1 where id = new.id; end`;
  const others = watches.flatMap(({ table, moments, users }) =>
    moments.map((moment) => {
      const rows = moment === 'update' ? ['old', 'new'] : [moment === 'insert' ? 'new' : 'old'];
      const steps = rows.map((row) => `${moveVersion(users, row)};`).join(' ');
      return `create trigger ${table}_after_${moment} after ${moment} on ${table} begin ${steps} end`;
    }),
  );
  return [ownRow, ...others];
}

function postgresStatements(): string[] {
  const ownRow = [
    `create function stagedoor_move_own_version() returns trigger language plpgsql as $$
      begin
        if new.row_version = old.row_version then new.row_version := old.row_version + 1; end if;
        return new;
      end $$`,
    `create trigger auth_user_row_version before update on auth_user
      for each row execute function stagedoor_move_own_version()`,
  ];
  const others = watches.flatMap(({ table, moments, users }) => [
    `create function stagedoor_after_${table}() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then ${moveVersion(users, 'old')}; end if;
        if tg_op <> 'DELETE' then ${moveVersion(users, 'new')}; end if;
        return null;
      end $$`,
    `create trigger ${table}_row_versions after ${moments.join(' or ')} on ${table}
      for each row execute function stagedoor_after_${table}()`,
  ]);
  return [...ownRow, ...others];
}

function moveVersion(users: string, row: 'old' | 'new' | string): string {
  return `update auth_user set row_version = row_version + 1 where ${users.replaceAll('row.', `${row}.`)}`;
}
