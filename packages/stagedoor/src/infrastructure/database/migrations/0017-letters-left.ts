import { columnTypes } from '../column-types.ts';
import type { Migration } from '../migration.ts';

/** When the e-mail with a link was taken by the mail server; what was mailed before counts as having left at once. */
export const lettersLeft: Migration = {
  app: 'stagedoor',
  name: '0017_letters_left',
  statements: (dialect) => [
    `alter table stagedoor_one_time_link add column left_at ${columnTypes[dialect].moment}`,
    'update stagedoor_one_time_link set left_at = created_at',
  ],
};
