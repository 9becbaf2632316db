import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** One picture a user, beside their row, which each request reads. */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => [
    `create table stagedoor_picture (
      user_id bigint primary key references auth_user (id) on delete cascade,
      file varchar(100) not null unique,
      added_at ${columnTypes[dialect].moment} not null
    )`,
  ],
};
