import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** Single-use ways in for what cannot send a header; they go with their session. */
export const tickets: Migration = {
  app: 'stagedoor',
  name: '0012_tickets',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_ticket (
        key_hash text primary key,
        purpose varchar(40) not null,
        session_id bigint not null references stagedoor_session (id) on delete cascade,
        created_at ${types.moment} not null,
        expires_at ${types.moment} not null
      )`,
      'create index stagedoor_ticket_session on stagedoor_ticket (session_id)',
      'create index stagedoor_ticket_expires_at on stagedoor_ticket (expires_at)',
    ];
  },
};
