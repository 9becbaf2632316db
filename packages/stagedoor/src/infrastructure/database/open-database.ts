import type { OpenDatabase } from './database.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { openPostgres } from './postgres-database.ts';
import { openSqlite } from './sqlite-database.ts';

export interface DatabaseOptions {
  /** PostgreSQL only; 10 by default. */
  readonly maxConnections?: number;
  readonly applicationName?: string;
}

/**
 * Opens the database that a URL names and checks that it can be relied on. It does not migrate.
 *
 * @throws DatabaseProblem with a sentence to print
 * @example
 * const database = await openDatabase('sqlite:./data/stagedoor.db');
 * await migrate(database);
 */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<OpenDatabase> {
  const address = parseDatabaseUrl(url);
  if (address.dialect === 'sqlite') return openSqlite(address.path);
  const { maxConnections = 10, applicationName = 'stagedoor' } = options;
  return openPostgres(address.url, { maxConnections, applicationName });
}
