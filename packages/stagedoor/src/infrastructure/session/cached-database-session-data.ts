import { after, type Clock, minutes } from '../../core/kernel/clock.ts';
import type { SessionData } from '../../core/session/session.ts';
import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import type { Cache } from '../cache/cache.ts';
import type { SessionDataCodec } from './session-data-codec.ts';

/** How long a copy can be out of date after a write that the cache missed. */
const COPY_LIFE_MS = minutes(1);

export interface CachedDatabaseParts {
  readonly database: SessionDataStore;
  readonly cache: Cache;
  readonly codec: SessionDataCodec;
  readonly clock: Clock;
}

/**
 * Session data in the database, with short-lived copies in a cache for reading. The database is written first and is
 * enough: a cache that does not answer costs time, not data.
 */
export function createCachedDatabaseSessionData(parts: CachedDatabaseParts): SessionDataStore {
  const { database, cache, codec, clock } = parts;
  const copyEnd = (): Date => after(clock.now(), COPY_LIFE_MS);
  const drop = (keyHash: string): Promise<void> =>
    unlessDown(() => cache.remove(cacheKey(keyHash)), undefined);
  return {
    engine: 'cached-database',
    load: async (keyHash) => {
      const copy = await unlessDown(() => cache.get(cacheKey(keyHash)), null);
      return copy === null ? loadAndCopy(parts, keyHash, copyEnd()) : codec.decode(copy);
    },
    save: async (keyHash, data, expiresAt) => {
      await database.save(keyHash, data, expiresAt);
      await unlessDown(() => cache.set(cacheKey(keyHash), codec.encode(data), copyEnd()), undefined);
    },
    move: async (fromKeyHash, toKeyHash) => {
      await database.move(fromKeyHash, toKeyHash);
      await drop(fromKeyHash);
      await drop(toKeyHash);
    },
    remove: async (keyHash) => {
      await database.remove(keyHash);
      await drop(keyHash);
    },
    removeExpired: async (now) => {
      await unlessDown(() => cache.removeExpired(now), 0);
      return database.removeExpired(now);
    },
  };
}

async function loadAndCopy(
  { database, cache, codec }: CachedDatabaseParts,
  keyHash: string,
  copyEnd: Date,
): Promise<SessionData> {
  const data = await database.load(keyHash);
  // `add`, not `set`: what was saved since this read must not be covered by it.
  await unlessDown(() => cache.add(cacheKey(keyHash), codec.encode(data), copyEnd), undefined);
  return data;
}

async function unlessDown<Value>(ask: () => Promise<Value>, otherwise: Value): Promise<Value> {
  try {
    return await ask();
  } catch {
    // The copy is a convenience: the caller goes on with the database, which has everything.
    return otherwise;
  }
}

function cacheKey(keyHash: string): string {
  return `session-copy:${keyHash}`;
}
