import type { OpenDatabase } from './database.ts';

/** The columns of each table that the database has, whoever made it. */
export type ColumnsOfTables = ReadonlyMap<string, ReadonlySet<string>>;

export async function columnsInDatabase({ db }: OpenDatabase): Promise<ColumnsOfTables> {
  const tables = await db.introspection.getTables();
  return new Map(tables.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]));
}
