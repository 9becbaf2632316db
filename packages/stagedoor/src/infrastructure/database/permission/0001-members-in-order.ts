import type { MigrationStep } from '../migration.ts';

/** Members are listed page by page, by their ids: without sorting all that a group has. */
export const membersInOrder: MigrationStep = {
  name: '0001_members_in_order',
  statements: () => [
    'create index auth_user_groups_members on auth_user_groups (group_id, user_id)',
    'drop index auth_user_groups_group',
  ],
};
