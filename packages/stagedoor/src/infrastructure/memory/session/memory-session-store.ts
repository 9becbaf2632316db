import { PlainError } from '../../../core/kernel/plain-error.ts';
import { openScope } from '../../../core/session/authority.ts';
import { principalOf } from '../../../core/session/principal-of.ts';
import type { Session, SessionHolder } from '../../../core/session/session.ts';
import { standsAlone } from '../../../core/session/session-kind.ts';
import type { SessionRotation, SessionStore } from '../../../core/session/session-store.ts';
import { withRights } from '../../../core/session/with-rights.ts';
import { type Access as MemoryAccess, type MemoryState, removeWhere, requireUser } from '../memory-state.ts';
import { readRights } from '../permission/memory-group-store.ts';
import { readUser } from '../user/memory-user-store.ts';

export function createMemorySessionStore(access: MemoryAccess): SessionStore {
  return {
    add: (session) =>
      access((state) => {
        requireUser(state, session.userId);
        if (state.sessions.has(session.keyHash)) throw new PlainError('The key of the session is in use.');
        state.sessions.set(session.keyHash, { ...session });
      }),
    find: (keyHash, now) => access((state) => findLive(state, currentKey(state, keyHash, now), now)),
    findPrincipal: (keyHash, now) => access((state) => findPrincipal(state, keyHash, now)),
    listOfUser: (userId, now) =>
      access((state) =>
        newestFirst(state).filter((session) => session.userId === userId && isLive(state, session, now)),
      ),
    touch: (seen) =>
      access((state) => {
        for (const { keyHash, lastSeenAt, expiresAt, ipAddress } of seen) {
          const session = state.sessions.get(keyHash);
          if (session && session.lastSeenAt < lastSeenAt) {
            state.sessions.set(keyHash, {
              ...session,
              lastSeenAt,
              expiresAt: expiresAt ?? session.expiresAt,
              ipAddress: ipAddress ?? session.ipAddress,
            });
          }
        }
      }),
    setExpiry: (keyHash, expiry, expiresAt) =>
      access((state) => {
        const session = state.sessions.get(keyHash);
        if (session) state.sessions.set(keyHash, { ...session, expiry, expiresAt });
        return session !== undefined;
      }),
    rotate: (keyHash, change) => access((state) => rotate(state, keyHash, change)),
    markKeysDue: (userId) =>
      access((state) => {
        for (const session of state.sessions.values())
          if (session.userId === userId && session.kind === 'cookie')
            state.sessions.set(session.keyHash, { ...session, isKeyDue: true });
      }),
    renewDueKey: (keyHash, { newKeyHash, formerUntil }) =>
      access((state) => {
        if (state.sessions.get(keyHash)?.isKeyDue !== true) return false;
        rotate(state, keyHash, { newKeyHash });
        state.formerKeys.set(keyHash, { keyHash: newKeyHash, until: formerUntil });
        return true;
      }),
    remove: (keyHash) => access((state) => state.sessions.delete(keyHash)),
    removeOldest: (userId, { kind, now, keep }) =>
      access((state) => {
        const ofKind = newestFirst(state).filter(
          (session) => session.userId === userId && session.kind === kind && !isOver(session, now),
        );
        return ofKind.slice(keep).flatMap(({ keyHash }) => (state.sessions.delete(keyHash) ? [keyHash] : []));
      }),
    removeOfUser: (userId, sessionId) =>
      access((state) => {
        const [keyHash] = removeWhere(state.sessions, (row) => row.userId === userId && row.id === sessionId);
        return keyHash ?? null;
      }),
    lock: (keyHash) => access((state) => state.sessions.has(keyHash)),
    removeAllOfUser: (userId, { keyHash, personalTokens = false } = {}) =>
      access((state) =>
        removeWhere(
          state.sessions,
          (row) => row.userId === userId && row.keyHash !== keyHash && !(personalTokens && standsAlone(row)),
        ),
      ),
    removeEverything: () => access((state) => removeWhere(state.sessions, () => true).length),
    removeExpired: (now, limit) =>
      access((state) =>
        removeWhere(state.sessions, (row) => row.expiresAt <= now || row.endsAt <= now, limit),
      ),
  };
}

function newestFirst(state: MemoryState): Session[] {
  return [...state.sessions.values()].sort(
    (one, other) => other.lastSeenAt.getTime() - one.lastSeenAt.getTime() || other.id - one.id,
  );
}

function isOver(session: Session, now: Date): boolean {
  return session.expiresAt <= now || session.endsAt <= now;
}

function isLive(state: MemoryState, session: Session, now: Date): boolean {
  if (isOver(session, now)) return false;
  if (session.userId === null) return true;
  const user = state.users.get(session.userId);
  if (user?.isActive !== true) return false;
  return standsAlone(session) || user.securityVersion === session.securityVersion;
}

function currentKey({ formerKeys }: MemoryState, keyHash: string, now: Date): string {
  const former = formerKeys.get(keyHash);
  return former !== undefined && former.until > now ? former.keyHash : keyHash;
}

function findLive(state: MemoryState, keyHash: string, now: Date): Session | null {
  const session = state.sessions.get(keyHash);
  return session && isLive(state, session, now) ? session : null;
}

export function findPrincipal(state: MemoryState, keyHash: string, now: Date): SessionHolder | null {
  const session = findLive(state, keyHash, now);
  const user = readUser(state, session?.userId ?? null);
  if (!session || !user) return null;
  return principalOf(session, withRights(user, readRights(state, user.id), openScope(session)));
}

function rotate(state: MemoryState, keyHash: string, change: SessionRotation): boolean {
  const session = state.sessions.get(keyHash);
  if (!session) return false;
  state.sessions.delete(keyHash);
  for (const [key, former] of state.formerKeys) if (former.keyHash === keyHash) state.formerKeys.delete(key);
  state.sessions.set(change.newKeyHash, {
    ...session,
    isKeyDue: false,
    keyHash: change.newKeyHash,
    securityVersion: change.securityVersion ?? session.securityVersion,
    methods: change.methods ?? session.methods,
    authenticatedAt: change.authenticatedAt ?? session.authenticatedAt,
    pendingStage: change.pendingStage === undefined ? session.pendingStage : change.pendingStage,
  });
  return true;
}

export function sessionOf(state: MemoryState, sessionId: number) {
  return [...state.sessions.values()].find((session) => session.id === sessionId);
}

/** What a foreign key does in SQL for what is there as long as its session. @throws for one that is not there */
export function requireSession(session: object | undefined): void {
  if (!session) throw new PlainError('There is no such session.');
}
