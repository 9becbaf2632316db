import type { Config } from './complete-config.ts';
import { Secret } from './secret.ts';

/** The same configuration over an empty database in memory, with nobody beside it: opened, it reaches nothing and leaves nothing. */
export function inMemory(config: Config): Config {
  return {
    ...config,
    databaseUrl: new Secret('sqlite::memory:'),
    redisUrl: null,
    sessionEngine: 'database',
  };
}
