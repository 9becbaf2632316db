import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/**
 * Teams of organizations, and who is in them. Who is in one hangs on the team by both its columns and on the membership by both of its: nobody is in a
 * team of an organization that they are not in, and whoever leaves it leaves its teams.
 */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => {
    const { givenId, moment } = columnTypes[dialect];
    return [
      `create table stagedoor_team (
        id ${givenId},
        organization_id bigint not null references stagedoor_organization (id) on delete cascade,
        name varchar(150) not null,
        name_key text not null,
        created_at ${moment} not null,
        unique (organization_id, name_key),
        unique (organization_id, id)
      )`,
      `create table stagedoor_team_member (
        organization_id bigint not null,
        team_id bigint not null,
        user_id bigint not null,
        primary key (team_id, user_id),
        foreign key (organization_id, team_id) references stagedoor_team (organization_id, id) on delete cascade,
        foreign key (organization_id, user_id)
          references stagedoor_membership (organization_id, user_id) on delete cascade
      )`,
      'create index stagedoor_team_member_user on stagedoor_team_member (organization_id, user_id)',
      'create index stagedoor_team_member_team on stagedoor_team_member (organization_id, team_id)',
    ];
  },
};
