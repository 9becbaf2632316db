import { createRedisClient } from '../redis-client.ts';
import { asLostConnection } from '../storage-fault.ts';
import type { Cache } from './cache.ts';

const LONGEST_PAUSE_MS = 2_000;
const PREFIX = 'stagedoor:';

/**
 * A cache in Redis 6.2 or newer, shared by all nodes. Where Redis is gone or hangs, commands fail, as `createRedisClient` says.
 *
 * @param url `redis://user:password@host:6379/0`
 */
export async function openRedisCache(url: string): Promise<Cache> {
  const redis = await createRedisClient(url, { keyPrefix: PREFIX, longestPauseMs: LONGEST_PAUSE_MS });
  // A site that starts without its cache is slow, not dead.
  await redis.connect().catch(() => {});
  return {
    get: (key) => redis.get(key).catch(failed),
    set: async (key, value, expiresAt) => {
      await redis.set(key, value, 'PXAT', expiresAt.getTime()).catch(failed);
    },
    add: async (key, value, expiresAt) => {
      await redis.set(key, value, 'PXAT', expiresAt.getTime(), 'NX').catch(failed);
    },
    move: async (from, to) => {
      await redis.rename(from, to).catch((error: unknown) => {
        if (!(error instanceof Error && error.message.includes('no such key'))) failed(error);
      });
    },
    remove: async (key) => {
      await redis.del(key).catch(failed);
    },
    removeExpired: async () => 0,
    close: async () => {
      redis.disconnect();
    },
  };
}

/** Whatever a command fails by: Redis is not there, hangs, or is full. */
function failed(error: unknown): never {
  throw asLostConnection(error);
}
