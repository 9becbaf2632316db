import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** Log-ins that wait for their next stage; they go with their user. */
export const flows: Migration = {
  app: 'stagedoor',
  name: '0023_flows',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_flow (
        key_hash text primary key,
        user_id bigint not null references auth_user (id) on delete cascade,
        security_version integer not null,
        backend varchar(100) not null,
        proofs text not null,
        asked text not null,
        tries integer not null default 0,
        created_at ${types.moment} not null,
        expires_at ${types.moment} not null
      )`,
      'create index stagedoor_flow_user on stagedoor_flow (user_id)',
      'create index stagedoor_flow_expires_at on stagedoor_flow (expires_at)',
    ];
  },
};
