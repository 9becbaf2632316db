import type { OpenDatabase } from './database.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { tellingTriggers } from './features.ts';

export interface DatabaseOptions {
  /** PostgreSQL only; 10 by default. */
  readonly maxConnections?: number;
  readonly applicationName?: string;
  /** Called, once, where PostgreSQL's notifications do not arrive and each request must therefore read the database. */
  readonly onSilence?: () => void;
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
  // A site has one database, and loads the driver of that one alone.
  if (address.dialect === 'sqlite') {
    const { openSqlite } = await import('./sqlite/sqlite-database.ts');
    return openSqlite(address.path);
  }
  const { openPostgres } = await import('./postgres/postgres-database.ts');
  const { maxConnections = 10, applicationName = 'stagedoor', onSilence = () => {} } = options;
  return openPostgres(address.url, { maxConnections, applicationName, onSilence, tellingTriggers });
}
