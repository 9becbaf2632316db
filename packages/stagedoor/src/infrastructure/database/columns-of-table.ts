import { sql } from 'kysely';
import type { OpenDatabase } from './database.ts';

type Column = { readonly name: string };

/**
 * The columns of what a statement reads that names this table, whoever made it: a table or a view of any kind. Null where there is none. The
 * database says it itself, since only it knows in which of its schemas it looks first.
 */
export async function columnsOfTable(
  database: OpenDatabase,
  table: string,
): Promise<ReadonlySet<string> | null> {
  const parts = table.split('.');
  const rows = database.dialect === 'postgres' ? inPostgres(database, parts) : inSqlite(database, parts);
  const columns = await rows;
  return columns.length === 0 ? null : new Set(columns.map(({ name }) => name));
}

async function inPostgres({ db }: OpenDatabase, parts: readonly string[]): Promise<readonly Column[]> {
  const quoted = parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
  const { rows } = await sql<Column>`
    select a.attname as name from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
    where a.attrelid = to_regclass(${quoted}) and a.attnum > 0 and not a.attisdropped
      and c.relkind in ('r', 'p', 'v', 'm', 'f')`.execute(db);
  return rows;
}

/** With those that are computed, which `table_info` leaves out. */
async function inSqlite({ db }: OpenDatabase, parts: readonly string[]): Promise<readonly Column[]> {
  const [name, schema] = parts.toReversed();
  const which = schema === undefined ? sql`${name}` : sql`${name}, ${schema}`;
  const { rows } = await sql<Column>`select name from pragma_table_xinfo(${which})`.execute(db);
  return rows;
}
