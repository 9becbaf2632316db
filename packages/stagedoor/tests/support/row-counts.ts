import { sql } from 'kysely';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';

/** How many rows each table of a migrated database has, seen from outside the site. */
export interface RowCounter {
  count(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export async function openRowCounter(databaseUrl: string): Promise<RowCounter> {
  const { db, close } = await openDatabase(databaseUrl, {
    maxConnections: 1,
    applicationName: 'row-counter',
  });
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  const counts = tables.map((name) => `select '${name}' as name, count(*) as rows from "${name}"`);
  return {
    async count() {
      const { rows } = await sql.raw<{ name: string; rows: number }>(counts.join(' union all ')).execute(db);
      return Object.fromEntries(rows.map((row) => [row.name, Number(row.rows)]));
    },
    close,
  };
}
