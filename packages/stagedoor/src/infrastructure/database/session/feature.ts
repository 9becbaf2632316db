import { type Changes, changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { dueKeys } from './0001-due-keys.ts';
import { createSessionStore } from './session-store.ts';
import type { SessionTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends SessionTables {}
}

export const sessionFeature = {
  name: 'session',
  migrations: [dueKeys],
  stores: { sessions: createSessionStore },
  tellingTriggers: { stagedoor_session: 3 },
  changes: {
    sessions: {
      touch: (_, seen) => ofKeys(seen.map(({ keyHash }) => keyHash)),
      setExpiry: ofKey,
      rotate: ofKey,
      markKeysDue: (_, userId) => [changeOf.user(userId)],
      renewDueKey: ofKey,
      remove: ofKey,
      removeOfUser: (_, _userId, sessionId) => [changeOf.session(sessionId)],
      removeOldest: ofKeys,
      removeAllOfUser: ofKeys,
      removeEverything: () => 'everything',
      removeExpired: ofKeys,
    },
  },
} as const satisfies DatabaseFeature;

function ofKey(_: unknown, keyHash: string): Changes {
  return [changeOf.sessionKey(keyHash)];
}

function ofKeys(keyHashes: readonly string[]): Changes {
  return keyHashes.map(changeOf.sessionKey);
}
