import type { FeatureMigration } from 'stagedoor';
import { columnTypes } from 'stagedoor/database';

export const guestBookMigrations: readonly FeatureMigration[] = [
  {
    name: '0001_initial',
    statements: (dialect) => [
      `create table guestbook_entry (
        id ${columnTypes[dialect].numbered},
        user_id bigint not null references auth_user (id) on delete cascade,
        author text not null,
        message text not null,
        written_at ${columnTypes[dialect].moment} not null
      )`,
      'create index guestbook_entry_of_user on guestbook_entry (user_id, written_at)',
    ],
  },
];
