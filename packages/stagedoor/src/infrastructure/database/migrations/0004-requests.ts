import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** Creating requests that carry an Idempotency-Key. */
export const requests: Migration = {
  app: 'stagedoor',
  name: '0004_requests',
  statements: (dialect) => {
    const types = columnTypes[dialect];
    return [
      `create table stagedoor_request (
        key_hash text primary key,
        fingerprint text not null,
        is_done boolean not null,
        answer text,
        started_at ${types.moment} not null,
        expires_at ${types.moment} not null
      )`,
      'create index stagedoor_request_expires_at on stagedoor_request (expires_at)',
    ];
  },
};
