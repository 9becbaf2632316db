import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { parseDatabaseUrl } from '../infrastructure/database/database-url.ts';

/**
 * The path of a SQLite file that is not there, for whoever only looks: opening it would make it, with its folder.
 *
 * @throws DatabaseProblem for an address that is none
 */
export function missingDatabaseFile({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | null {
  const address = parseDatabaseUrl(databaseUrl.reveal());
  if (address.dialect !== 'sqlite' || address.path === ':memory:') return null;
  return existsSync(address.path) ? null : address.path;
}
