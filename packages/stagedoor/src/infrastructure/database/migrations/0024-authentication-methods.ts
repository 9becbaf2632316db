import type { Migration } from '../migration.ts';

/**
 * What was proved to open a session, as JSON. Sessions from before have none noted; the time and the back end of their one
 * proof stand in columns of their own, and say the same.
 */
export const authenticationMethods: Migration = {
  app: 'stagedoor',
  name: '0024_authentication_methods',
  statements: () => ['alter table stagedoor_session add column methods text'],
};
