import type { Clock } from '../../core/kernel/clock.ts';
import type { SessionDataStore } from '../../core/session/session-data-store.ts';
import type { Cache } from '../cache/cache.ts';
import { createMemoryCache } from '../cache/memory-cache.ts';
import { openRedisCache } from '../cache/redis-cache.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { OpenDatabase } from '../database/database.ts';
import { createCacheSessionData } from './cache-session-data.ts';
import { createCachedDatabaseSessionData } from './cached-database-session-data.ts';
import { createCookieSessionData } from './cookie-session-data.ts';
import { createDatabaseSessionData } from './database-session-data.ts';
import { openFileSessionData } from './file-session-data.ts';
import { createSessionDataCodec, type SessionDataCodec } from './session-data-codec.ts';

export interface SessionEngineOptions {
  readonly engine: SessionDataStore['engine'];
  readonly database: OpenDatabase;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Null keeps the cached engines in this process: right for one node only. */
  readonly redisUrl: string | null;
  /** Where the file engine keeps its files. */
  readonly directory: string;
}

export interface SessionEngine {
  readonly store: SessionDataStore;
  close(): Promise<void>;
}

/** Opens the configured one of the five engines. */
export async function openSessionEngine(options: SessionEngineOptions): Promise<SessionEngine> {
  const { engine, clock, redisUrl } = options;
  const codec = createSessionDataCodec(options.sealer);
  if (engine !== 'cache' && engine !== 'cached-database') {
    return { store: await openUncached(options, codec), close: async () => {} };
  }
  const cache = redisUrl === null ? createMemoryCache(clock) : await openRedisCache(redisUrl);
  return { store: createCached(options, { cache, codec }), close: () => cache.close() };
}

async function openUncached(
  options: SessionEngineOptions,
  codec: SessionDataCodec,
): Promise<SessionDataStore> {
  if (options.engine === 'signed-cookies') return createCookieSessionData();
  if (options.engine === 'file') return openFileSessionData(options.directory, codec);
  return createDatabaseSessionData(options.database, codec);
}

function createCached(
  { engine, database, clock }: SessionEngineOptions,
  { cache, codec }: { cache: Cache; codec: SessionDataCodec },
): SessionDataStore {
  if (engine === 'cache') return createCacheSessionData(cache, codec);
  return createCachedDatabaseSessionData({
    database: createDatabaseSessionData(database, codec),
    cache,
    codec,
    clock,
  });
}
