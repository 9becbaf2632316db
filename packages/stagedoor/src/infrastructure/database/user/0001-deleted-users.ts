import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** Which users are there for the rows of deleted ones alone, beside their row, which is Django's. */
export const deletedUsers: MigrationStep = {
  name: '0001_deleted_users',
  statements: (dialect) => [
    `create table stagedoor_deleted_user (
      user_id bigint primary key references auth_user (id) on delete cascade,
      deleted_at ${columnTypes[dialect].moment} not null
    )`,
  ],
};
