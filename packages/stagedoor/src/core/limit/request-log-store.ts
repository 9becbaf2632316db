import type { RequestLog } from './request-log.ts';

/** A log as it is stored; the version moves with each write. */
export interface StoredRequestLog {
  readonly log: RequestLog;
  readonly version: number;
}

/** Requests of late by source, in SQL like all that limits: a restart forgets nothing, and all nodes share them. */
export interface RequestLogStore {
  /** `key` is canonical and hashed by the caller. */
  read(key: string): Promise<StoredRequestLog | null>;
  /**
   * Writes the log if it is still at version `expected` (null: if there is none), by one conditional statement; answers
   * whether this call did it.
   */
  write(
    key: string,
    write: { readonly log: RequestLog; readonly expiresAt: Date; readonly expected: number | null },
  ): Promise<boolean>;
  removeExpired(now: Date, limit: number): Promise<number>;
}
