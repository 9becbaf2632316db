import { columnTypes } from '../column-types.ts';
import type { MigrationStep } from '../migration.ts';

/** One row a file that a site's row has or had; the row itself names it. */
export const initial: MigrationStep = {
  name: '0001_initial',
  statements: (dialect) => [
    `create table stagedoor_file (
      file varchar(200) primary key,
      owner varchar(150) not null,
      added_at ${columnTypes[dialect].moment} not null
    )`,
  ],
};
