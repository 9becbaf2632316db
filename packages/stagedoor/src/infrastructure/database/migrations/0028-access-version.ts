import type { Dialect } from '../dialect.ts';
import type { Migration } from '../migration.ts';

type Moment = 'insert' | 'update' | 'delete';

/**
 * What groups hold, and what it is called. New groups, permissions and labels are nobody's yet, and those that are deleted
 * take the rows between along, whose triggers fire.
 */
const watched: Readonly<Record<string, readonly Moment[]>> = {
  auth_group: ['update'],
  auth_group_permissions: ['insert', 'update', 'delete'],
  auth_permission: ['update'],
  django_content_type: ['update'],
};

/** Their rows move the versions of their users, one by one; emptied at once, they name none. */
const ofUsers = ['auth_user_groups', 'auth_user_user_permissions'];

/**
 * What concerns all members of a group is one number that moves, where 0002 rewrote the row of each of them: a permission for a
 * group of 100,000 is one row written.
 */
export const accessVersion: Migration = {
  app: 'stagedoor',
  name: '0028_access_version',
  statements: (dialect) => [
    'create table stagedoor_access_version (id integer primary key check (id = 1), version bigint not null)',
    'insert into stagedoor_access_version (id, version) values (1, 1)',
    ...withoutRowVersions(dialect),
    ...(dialect === 'sqlite' ? sqliteTriggers() : postgresTriggers()),
  ],
};

/** The triggers of 0002 that rewrote members. */
function withoutRowVersions(dialect: Dialect): string[] {
  const { django_content_type: _none, ...before } = watched;
  return Object.entries(before).flatMap(([table, moments]) =>
    dialect === 'sqlite'
      ? moments.map((moment) => `drop trigger ${table}_after_${moment}`)
      : [`drop trigger ${table}_row_versions on ${table}`, `drop function stagedoor_after_${table}()`],
  );
}

function sqliteTriggers(): string[] {
  return Object.entries(watched).flatMap(([table, moments]) =>
    moments.map(
      // Not an upsert: inside a trigger of "insert or ignore", which Django writes, it would be ignored as well.
      (moment) => `create trigger ${table}_access_after_${moment} after ${moment} on ${table}
        begin update stagedoor_access_version set version = version + 1; end`,
    ),
  );
}

/** Told to every node with the commit; `access 1`, in the form that the ids of users and sessions have there. */
function postgresTriggers(): string[] {
  const triggers = Object.entries(watched).map(([table, moments]) => triggerOn(table, moments.join(' or ')));
  const emptied = [...ofUsers, 'auth_group_permissions'].map((table) => triggerOn(table, 'truncate'));
  return [
    `create function stagedoor_tell_access() returns trigger language plpgsql as $$
      begin
        insert into stagedoor_access_version as v (id, version) values (1, 1)
          on conflict (id) do update set version = v.version + 1;
        perform pg_notify('stagedoor_changes', 'access 1');
        return null;
      end $$`,
    ...triggers,
    ...emptied,
  ];
}

function triggerOn(table: string, moments: string): string {
  const name = moments === 'truncate' ? 'stagedoor_tell_access_emptied' : 'stagedoor_tell_access';
  return `create trigger ${name} after ${moments} on ${table}
    for each statement execute function stagedoor_tell_access()`;
}
