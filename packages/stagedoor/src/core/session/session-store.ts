import type { Session, SessionExpiry, SessionHolder } from './session.ts';
import type { SessionKind } from './session-kind.ts';

/** Session identities in SQL. The key itself is never stored, only its `sessionKeyHash`. */
export interface SessionStore {
  add(session: Session): Promise<void>;
  /**
   * A live session (unexpired at `now`; of a user: active and of the same security version), or null. Found by the key that it has, or
   * had until `renewDueKey` a moment ago: `keyHash` is the one that it has.
   */
  find(keyHash: string, now: Date): Promise<Session | null>;
  /**
   * The hot read of every request: session, user, groups and permissions in one go; null for anonymous sessions too.
   * Sessions with a pending stage are among them.
   */
  findPrincipal(keyHash: string, now: Date): Promise<SessionHolder | null>;
  /** Live sessions of a user, newest activity first. */
  listOfUser(userId: number, now: Date): Promise<readonly Session[]>;
  /** Moves the last activity (and the end by inactivity that follows from it); many at once, never on the request's path. */
  touch(seen: readonly SessionTouch[]): Promise<void>;
  setExpiry(keyHash: string, expiry: SessionExpiry, expiresAt: Date): Promise<boolean>;
  /**
   * Gives the session a new key, and optionally a new security version, proof time and stage; false if it was already gone. No earlier
   * key is good from then on, and none is due.
   */
  rotate(keyHash: string, change: SessionRotation): Promise<boolean>;
  /** The browser sessions of a user are due for a new key: what the user is has changed. */
  markKeysDue(userId: number): Promise<void>;
  /** Gives a session its new key if it is due, of many at once by one; the old one finds it until `formerUntil`. */
  renewDueKey(keyHash: string, change: DueKey): Promise<boolean>;
  /**
   * Deletes one session; answers whether it was there. Its data goes to the session of the key hash `heir`, if one is
   * named (`dataFollowsSessions`).
   */
  remove(keyHash: string, heir?: string): Promise<boolean>;
  /** Deletes the user's unexpired sessions of a kind beyond the `keep` newest by activity; answers their key hashes. */
  removeOldest(
    userId: number,
    beyond: { readonly kind: SessionKind; readonly now: Date; readonly keep: number },
  ): Promise<readonly string[]>;
  /** Deletes one session of a user by its public id; answers its key hash. */
  removeOfUser(userId: number, sessionId: number): Promise<string | null>;
  /**
   * Keeps others from ending or prolonging the session until the transaction ends; false when it is gone. Only inside a
   * transaction, and before anything that belongs to the session is written.
   */
  lock(keyHash: string): Promise<boolean>;
  /** Deletes the sessions of a user, all of them unless `spare` says otherwise; answers their key hashes. */
  removeAllOfUser(userId: number, spare?: SparedSessions): Promise<readonly string[]>;
  /** Deletes every session there is; answers how many. */
  removeEverything(): Promise<number>;
  /** Deletes up to `limit` sessions that ended before `now`; answers their key hashes. */
  removeExpired(now: Date, limit: number): Promise<readonly string[]>;
}

export interface SessionTouch {
  readonly keyHash: string;
  readonly lastSeenAt: Date;
  /** Null leaves the end by inactivity where it is. */
  readonly expiresAt: Date | null;
  /** Where it was seen; left out it stays what it was when the session was opened. */
  readonly ipAddress?: string;
}

export interface SparedSessions {
  readonly keyHash?: string | undefined;
  readonly personalTokens?: boolean;
}

export interface DueKey {
  readonly newKeyHash: string;
  readonly formerUntil: Date;
}

export interface SessionRotation {
  readonly newKeyHash: string;
  readonly securityVersion?: number;
  readonly methods?: Session['methods'];
  readonly authenticatedAt?: Date;
  readonly pendingStage?: Session['pendingStage'];
}
