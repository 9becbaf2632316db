import { asLostConnection } from '../storage-fault.ts';
import type { Cache } from './cache.ts';

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 500;
const LONGEST_PAUSE_MS = 2_000;
const PREFIX = 'stagedoor:';

/**
 * A cache in Redis 6.2 or newer, shared by all nodes. Where Redis is gone, commands fail at once instead of queueing,
 * and the connection is tried again in the background; where it hangs, they fail within half a second.
 *
 * @param url `redis://user:password@host:6379/0`
 */
export async function openRedisCache(url: string): Promise<Cache> {
  // Loaded by those sites only that have one: it is a good part of what a start costs.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) => Math.min(tries * 100, LONGEST_PAUSE_MS),
  });
  // Each failed command rejects by itself; unheard, the connection's own event would be printed for each retry.
  redis.on('error', () => {});
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
