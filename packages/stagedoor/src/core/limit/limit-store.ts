/**
 * Counters of attempts, in SQL always: they survive a restart and are shared by all nodes.
 * `key` is already canonical and hashed by the caller.
 */
export interface LimitStore {
  /**
   * Counts one attempt in one atomic statement and answers the state: how many attempts the
   * running window holds now, this one included, and until when the key is blocked (null if it is not).
   * A window starts anew when it began, and its last block ended, at least `windowMs` ago. A blocked key is not
   * counted further.
   */
  count(key: string, now: Date, windowMs: number): Promise<{ attempts: number; blockedUntil: Date | null }>;
  /**
   * Counts one attempt that no window takes back, only `clear`, and answers how many there are now. A sweep judges a
   * counter by the `startedAt` of its first attempt.
   */
  countInARow(key: string, startedAt: Date): Promise<number>;
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
  /** `giveBack` of `source`, then `clear` of `keys`: what a good log-in does, in as few statements as the database allows. */
  forgive(
    source: { readonly key: string; readonly unblock: boolean },
    keys: readonly string[],
  ): Promise<void>;
  /** Removes up to `limit` counters whose window began and whose block ended before. */
  removeStale(before: Date, limit: number): Promise<number>;
}
