import type { Migration } from '../migration.ts';
import { changeTriggers, differsBeside } from './change-triggers.ts';

/**
 * Whatever changes a user or a session, every node hears of it. What moves with each visit is not told, because a
 * notification makes commits wait for each other: the last activity with the end that follows from it, unless that
 * comes nearer, and the last log-in.
 */
export const changeNotifications: Migration = {
  app: 'stagedoor',
  name: '0006_change_notifications',
  statements: (dialect) => (dialect === 'sqlite' ? [] : postgresStatements()),
};

function postgresStatements(): string[] {
  const users = changeTriggers({
    table: 'auth_user',
    name: 'user',
    rows: 'true',
    // Groups and addresses move nothing but the row version, so only a log-in may be left out.
    isTold: `o.last_login is not distinct from n.last_login or ${differsBeside(['row_version', 'last_login'])}`,
  });
  const sessions = changeTriggers({
    table: 'stagedoor_session',
    name: 'session',
    // Those of visitors say who nobody is.
    rows: 'o.user_id is not null',
    isTold: `n.expires_at < o.expires_at or ${differsBeside(['row_version', 'last_seen_at', 'expires_at'])}`,
  });
  return [...users, ...sessions];
}
