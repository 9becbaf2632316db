import { setBounded } from '../bounded-map.ts';
import type { ChangeFeed } from './change-feed.ts';

const MOST_ENTRIES = 20_000;
const MOST_CHANGES = 20_000;
/** So that columns which move without being told (the last activity, the last log-in) are never older than this. */
const LONGEST_MS = 60_000;

export interface ChangeFeedCacheOptions<Value> {
  /** What the value is made of, as `changeOf` names it. */
  readonly madeOf: (value: Value) => readonly string[];
  readonly mostEntries?: number;
  readonly mostChanges?: number;
}

export interface ChangeFeedCache<Value> {
  /** What was read earlier, if the database said the same less than a second ago; else undefined. */
  find(key: string): Value | undefined;
  /** Reads, and keeps what was read; if it changed meanwhile it will not be found. Null is never kept. */
  load(key: string, read: () => Promise<Value | null>): Promise<Value | null>;
}

interface Entry<Value> {
  readonly value: Value;
  readonly madeOf: readonly string[];
  readonly readAtMs: number;
  /** How many changes had been told when this was last known to be true. */
  knownAt: number;
}

/**
 * A bounded cache of what requests are judged by, emptied by a feed of changes: principals by session key, and whatever
 * else is looked up by a credential. Each change is counted; an entry, or a reading on its way, that is older than a
 * change of something it is made of is not used. So a row that was read before a commit cannot come back after it.
 *
 * @example
 * const cache = createChangeFeedCache<Principal>(feed, { madeOf: ({ user }) => [changeOf.user(user.id)] });
 * const principal = cache.find(keyHash) ?? (await cache.load(keyHash, () => read(keyHash)));
 */
export function createChangeFeedCache<Value>(
  feed: ChangeFeed,
  { madeOf, mostEntries = MOST_ENTRIES, mostChanges = MOST_CHANGES }: ChangeFeedCacheOptions<Value>,
): ChangeFeedCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const changedAt = new Map<string, number>();
  let count = 0;
  /** Nothing that was read before this count is used. */
  let emptiedAt = 0;

  const empty = (): void => {
    entries.clear();
    changedAt.clear();
    count += 1;
    emptiedAt = count;
  };
  const isUnchanged = (parts: readonly string[], since: number): boolean =>
    since >= emptiedAt && parts.every((part) => (changedAt.get(part) ?? 0) <= since);

  feed.follow({
    changed(changes) {
      if (changes === 'everything' || changedAt.size + changes.length > mostChanges) return empty();
      count += 1;
      for (const change of changes) changedAt.set(change, count);
    },
  });

  return {
    find(key) {
      // Asked first and always: the question keeps the feed going.
      const isCurrent = feed.isCurrent();
      const entry = entries.get(key);
      if (entry === undefined || !isCurrent) return undefined;
      const isTrue =
        performance.now() - entry.readAtMs < LONGEST_MS &&
        (entry.knownAt === count || isUnchanged(entry.madeOf, entry.knownAt));
      if (isTrue) {
        entry.knownAt = count;
        return entry.value;
      }
      entries.delete(key);
      return undefined;
    },
    async load(key, read) {
      const isFollowed = feed.isListening;
      const knownAt = count;
      const readAtMs = performance.now();
      const value = await read();
      if (value === null || !isFollowed) return value;
      // As old as its reading began: what changed meanwhile is noticed when it is asked for.
      setBounded(entries, [key, { value, madeOf: madeOf(value), readAtMs, knownAt }], mostEntries);
      return value;
    },
  };
}
