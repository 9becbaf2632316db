/**
 * Counters of attempts, in SQL always: they survive a restart and are shared by all nodes (DESIGN 5.2).
 * `key` is already canonical and hashed by the caller.
 */
export interface LimitStore {
  /**
   * Counts one attempt in one atomic statement and answers the state: how many attempts the
   * running window holds now, this one included, and until when the key is blocked (null if it is not).
   * A window older than `windowMs` starts anew. A blocked key is not counted further.
   */
  count(key: string, now: Date, windowMs: number): Promise<{ attempts: number; blockedUntil: Date | null }>;
  /**
   * Blocks the key until `until` if its block is still `expected` (null: not blocked), by one conditional update;
   * answers whether this call did it. Of parallel attempts at the edge of a limit, exactly one wins.
   */
  block(key: string, until: Date, expected: Date | null): Promise<boolean>;
  /** Reads without counting. */
  read(key: string): Promise<{ attempts: number; blockedUntil: Date | null } | null>;
  /** Takes one counted attempt back (it turned out good), never below zero; with `unblock` also the block that it set. */
  giveBack(key: string, options?: { unblock: boolean }): Promise<void>;
  clear(keys: readonly string[]): Promise<number>;
  removeStale(before: Date, limit: number): Promise<number>;
}
