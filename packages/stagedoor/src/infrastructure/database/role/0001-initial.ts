import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/**
 * Roles, and who has them: everywhere, or in an organization that they are a member of. Nulls are distinct in a unique constraint, so
 * an index of its own keeps anybody from having a role everywhere twice.
 */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const { numbered } = columnTypes[dialect];
    return [
      `create table stagedoor_role (
        id ${numbered},
        name varchar(20) not null unique,
        label varchar(150) not null,
        permissions text not null default '{}'
      )`,
      `create table stagedoor_role_assignment (
        id ${numbered},
        user_id bigint not null references auth_user (id) on delete cascade,
        role_id bigint not null references stagedoor_role (id) on delete cascade,
        organization_id bigint,
        unique (user_id, role_id, organization_id),
        foreign key (organization_id, user_id)
          references stagedoor_membership (organization_id, user_id) on delete cascade
      )`,
      `create unique index stagedoor_role_assignment_everywhere
        on stagedoor_role_assignment (user_id, role_id) where organization_id is null`,
      'create index stagedoor_role_assignment_role_id on stagedoor_role_assignment (role_id)',
      'create index stagedoor_role_assignment_member on stagedoor_role_assignment (organization_id, user_id)',
      ...(dialect === 'sqlite' ? sqliteTriggers() : postgresTriggers()),
    ];
  },
};

const ASSIGNMENT = 'stagedoor_role_assignment';

/** Who has a role everywhere has what it holds with every request, so that their row's version moves, as with groups. */
function moveVersion(row: 'old' | 'new'): string {
  return `update auth_user set row_version = row_version + 1
    where id = ${row}.user_id and ${row}.organization_id is null`;
}

/** What a role holds, or is called, concerns all who have it, and is one number that moves. */
function sqliteTriggers(): string[] {
  const versions = (['insert', 'update', 'delete'] as const).map((moment) => {
    const rows = ({ insert: ['new'], update: ['old', 'new'], delete: ['old'] } as const)[moment];
    const steps = rows.map((row) => `${moveVersion(row)};`).join(' ');
    return `create trigger ${ASSIGNMENT}_after_${moment} after ${moment} on ${ASSIGNMENT} begin ${steps} end`;
  });
  return [
    ...versions,
    `create trigger stagedoor_role_access_after_update after update on stagedoor_role
      begin update stagedoor_access_version set version = version + 1; end`,
  ];
}

function postgresTriggers(): string[] {
  return [
    `create function stagedoor_after_role_assignment() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then ${moveVersion('old')}; end if;
        if tg_op <> 'DELETE' then ${moveVersion('new')}; end if;
        return null;
      end $$`,
    `create trigger ${ASSIGNMENT}_row_versions after insert or update or delete on ${ASSIGNMENT}
      for each row execute function stagedoor_after_role_assignment()`,
    `create trigger stagedoor_tell_access_emptied after truncate on ${ASSIGNMENT}
      for each statement execute function stagedoor_tell_access()`,
    `create trigger stagedoor_tell_access after update on stagedoor_role
      for each statement execute function stagedoor_tell_access()`,
  ];
}
