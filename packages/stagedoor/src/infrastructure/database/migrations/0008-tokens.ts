import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/**
 * Whatever lets somebody in is a row of `stagedoor_session`, of one kind or another; these tables hold what is
 * particular to tokens, and go with it.
 */
export const tokens: Migration = {
  app: 'stagedoor',
  name: '0008_tokens',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    const ofSession = 'references stagedoor_session (id) on delete cascade';
    return [
      "alter table stagedoor_session add column kind varchar(24) not null default 'cookie'",
      'alter table stagedoor_session add column scope text',
      `create table stagedoor_refresh_token (
        jti varchar(255) primary key,
        session_id bigint not null ${ofSession},
        created_at ${types.moment} not null,
        expires_at ${types.moment} not null,
        used_at ${types.moment},
        successor_jti varchar(255),
        request_hash text
      )`,
      'create index stagedoor_refresh_token_session on stagedoor_refresh_token (session_id)',
      `create table authtoken_token (
        user_id bigint primary key references auth_user (id) on delete cascade,
        key_hash text not null unique references stagedoor_session (key_hash) on delete cascade,
        sealed_key text not null,
        created ${types.moment} not null
      )`,
      `create table stagedoor_personal_access_token (
        session_id bigint primary key ${ofSession},
        user_id bigint not null references auth_user (id) on delete cascade,
        name varchar(100) not null,
        hint varchar(16) not null
      )`,
      'create index stagedoor_personal_access_token_user on stagedoor_personal_access_token (user_id)',
    ];
  },
};
