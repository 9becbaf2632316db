import type { Migration } from '../migration.ts';

/** Who is to be welcomed at the first proof of their address. Of those from before, whoever has proved none yet. */
export const welcomes: Migration = {
  app: 'stagedoor',
  name: '0022_welcomes',
  statements: () => [
    'alter table auth_user add column awaits_welcome boolean not null default false',
    `update auth_user set awaits_welcome = true
      where exists (select 1 from account_emailaddress as own where own.user_id = auth_user.id)
      and not exists (select 1 from account_emailaddress as own where own.user_id = auth_user.id and own.verified)`,
  ],
};
