import type { SessionData } from './session.ts';

/**
 * Where a session's data dictionary lives: one of five engines, as Django has them. Losing it loses the data, never the
 * identity. Corrupt data reads as an empty dictionary.
 */
export interface SessionDataStore {
  /** The value for the session cookie: the bare key, or (signed cookies) the key with the signed data. */
  readonly engine: 'database' | 'cache' | 'cached-database' | 'file' | 'signed-cookies';
  load(keyHash: string): Promise<SessionData>;
  save(keyHash: string, data: SessionData, expiresAt: Date): Promise<void>;
  move(fromKeyHash: string, toKeyHash: string): Promise<void>;
  remove(keyHash: string): Promise<void>;
  removeExpired(now: Date): Promise<number>;
}
