import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** Requests of late by source, where the site has rates for them. */
export const requestLogs: Migration = {
  app: 'stagedoor',
  name: '0011_request_logs',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_request_log (
        key text primary key,
        log text not null,
        expires_at ${types.moment} not null,
        row_version integer not null
      )`,
      'create index stagedoor_request_log_expires_at on stagedoor_request_log (expires_at)',
    ];
  },
};
