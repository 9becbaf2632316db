import type { Redis, RedisOptions } from 'ioredis';

const CONNECT_TIMEOUT_MS = 2_000;
const COMMAND_TIMEOUT_MS = 500;

export interface RedisClientOptions extends Pick<RedisOptions, 'keyPrefix' | 'autoResubscribe'> {
  readonly longestPauseMs: number;
}

/**
 * A client that is not connected yet. Where Redis is gone, commands fail at once instead of queueing, and the connection is tried again in the
 * background; where it hangs, they fail within half a second.
 *
 * @param url `redis://user:password@host:6379/0`
 */
export async function createRedisClient(
  url: string,
  { longestPauseMs, ...own }: RedisClientOptions,
): Promise<Redis> {
  // Loaded by those sites only that have one: it is a good part of what a start costs.
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    ...own,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: (tries) => Math.min(tries * 100, longestPauseMs),
  });
  // Each failed command rejects by itself; unheard, the connection's own event would be printed for each retry.
  redis.on('error', () => {});
  return redis;
}
