import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Sessions that are to get a new key, and the one that they had until a moment ago. */
export const dueKeys: MigrationStep = {
  name: '0001_due_keys',
  statements: (dialect) => [
    'alter table stagedoor_session add column key_due boolean not null default false',
    'alter table stagedoor_session add column former_key_hash text',
    `alter table stagedoor_session add column former_until ${columnTypes[dialect].moment}`,
    `create index stagedoor_session_former_key on stagedoor_session (former_key_hash)
      where former_key_hash is not null`,
  ],
};
