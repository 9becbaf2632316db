import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import type { Cache } from '../cache/cache.ts';
import type { SessionDataCodec } from './session-data-codec.ts';

/** Session data in a cache only: fast, and gone when the cache is. Who is logged in is not. */
export function createCacheSessionData(cache: Cache, codec: SessionDataCodec): SessionDataStore {
  return {
    engine: 'cache',
    load: async (keyHash) => codec.decode(await cache.get(cacheKey(keyHash))),
    save: (keyHash, data, expiresAt) => cache.set(cacheKey(keyHash), codec.encode(data), expiresAt),
    move: (fromKeyHash, toKeyHash) => cache.move(cacheKey(fromKeyHash), cacheKey(toKeyHash)),
    remove: (keyHash) => cache.remove(cacheKey(keyHash)),
    removeExpired: (now) => cache.removeExpired(now),
  };
}

function cacheKey(keyHash: string): string {
  return `session-data:${keyHash}`;
}
