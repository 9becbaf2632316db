import { type Kysely, sql, type TableMetadata } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * The tables that a statement finds by their bare names. PostgreSQL tells of all schemas, and what is in one that the connection does not
 * look into is another site's, or a copy.
 */
export async function tablesHere(db: Kysely<Tables>): Promise<readonly TableMetadata[]> {
  const tables = await db.introspection.getTables();
  // SQLite has none.
  if (tables.every(({ schema }) => schema === undefined)) return tables;
  const { rows } = await sql<{ schema: string; name: string }>`
    select nspname as schema, relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where pg_table_is_visible(pg_class.oid)`.execute(db);
  const visible = new Set(rows.map(({ schema, name }) => `${schema}.${name}`));
  return tables.filter(({ schema, name }) => visible.has(`${schema}.${name}`));
}
