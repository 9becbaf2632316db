import type { Migration } from '../migration.ts';

/** What a session's person must still do before it opens anything else. Sessions that are open get their stage too. */
export const pendingStage: Migration = {
  app: 'stagedoor',
  name: '0005_pending_stage',
  statements: () => [
    'alter table stagedoor_session add column pending_stage text',
    `update stagedoor_session set pending_stage = 'change-password', row_version = row_version + 1
      where user_id in (select id from auth_user where must_change_password)`,
  ],
};
