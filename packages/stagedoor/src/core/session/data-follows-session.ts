import type { Transact } from '../kernel/transact.ts';
import type { SessionDataStore } from './session-data-store.ts';
import type { SessionStore } from './session-store.ts';

interface WithSessions {
  readonly sessions: SessionStore;
}

/** A key under which a session is no more, and the one that has its data from then on, if any. */
interface Ended {
  readonly keyHash: string;
  readonly heir: string | null;
}

/**
 * Transactions after whose commit the data of sessions goes where the sessions went: under the new key of one that was
 * renewed, and away with one that ended. The one step that follows a commit: no use case does it, so none forgets it, and one
 * that was undone has moved nothing.
 */
export function dataFollowsSessions<Stores extends WithSessions>(
  transact: Transact<Stores>,
  data: Pick<SessionDataStore, 'move' | 'remove'>,
): Transact<Stores> {
  return async (work) => {
    let ended: Ended[] = [];
    const result = await transact((stores) => {
      // A run that was undone and is repeated begins anew.
      ended = [];
      return work({ ...stores, sessions: notingEnded(stores.sessions, ended) });
    });
    for (const { keyHash, heir } of ended) {
      if (heir === null) await data.remove(keyHash);
      else await data.move(keyHash, heir);
    }
    return result;
  };
}

function notingEnded(sessions: SessionStore, ended: Ended[]): SessionStore {
  const note = (keyHash: string, heir: string | null = null) => ended.push({ keyHash, heir });
  const noteAll = (keyHashes: readonly string[]) => {
    for (const keyHash of keyHashes) note(keyHash);
    return keyHashes;
  };
  return {
    ...sessions,
    async rotate(keyHash, change) {
      const isRenewed = await sessions.rotate(keyHash, change);
      if (isRenewed && change.newKeyHash !== keyHash) note(keyHash, change.newKeyHash);
      return isRenewed;
    },
    async renewDueKey(keyHash, change) {
      const isRenewed = await sessions.renewDueKey(keyHash, change);
      if (isRenewed) note(keyHash, change.newKeyHash);
      return isRenewed;
    },
    async remove(keyHash, heir) {
      note(keyHash, heir);
      return await sessions.remove(keyHash);
    },
    async removeOfUser(userId, sessionId) {
      const keyHash = await sessions.removeOfUser(userId, sessionId);
      if (keyHash !== null) note(keyHash);
      return keyHash;
    },
    removeOldest: async (userId, beyond) => noteAll(await sessions.removeOldest(userId, beyond)),
    removeAllOfUser: async (userId, spare) => noteAll(await sessions.removeAllOfUser(userId, spare)),
    removeExpired: async (now, limit) => noteAll(await sessions.removeExpired(now, limit)),
  };
}
