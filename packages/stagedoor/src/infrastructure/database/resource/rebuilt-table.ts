import { sql } from 'kysely';
import type { ColumnState, TableState } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import type { Work } from '../migration.ts';
import { convertedValue } from './converted-value.ts';
import { quoted } from './sql-words.ts';
import { createBareTable, defaultLiteral } from './table-statements.ts';

/**
 * Writes a table of SQLite anew with the columns that it shall have, and puts it in the place of the old one. What somebody else put
 * on it, triggers and indexes, is made again: of a column that is gone it is gone, too.
 */
export function rebuilt(table: string, old: TableState, now: TableState): Work {
  const other = `${table}__new`;
  const kept = Object.entries(now.columns).filter(([column]) => Object.hasOwn(old.columns, column));
  const names = ['id', 'row_version', ...kept.map(([column]) => quoted(column))].join(', ');
  const values = [
    'id',
    'row_version',
    ...kept.map(([column, to]) => keptValue(column, { from: old.columns[column] ?? to, to })),
  ].join(', ');
  const statements = [
    createBareTable(table, now, 'sqlite').replace(quoted(table), quoted(other)),
    `insert into ${quoted(other)} (${names}) select ${values} from ${quoted(table)}`,
    `drop table ${quoted(table)}`,
    `alter table ${quoted(other)} rename to ${quoted(table)}`,
  ];
  return {
    shownAs: [...statements, `-- Then the triggers and indexes that others have put on ${table}`],
    async run(connection) {
      const own = await othersOn(connection, table);
      for (const statement of statements) await sql.raw(statement).execute(connection.db);
      const columns = new Set(Object.keys(now.columns));
      for (const { create, on } of own)
        if (on.every((column) => columns.has(column) || column === 'id'))
          await sql.raw(create).execute(connection.db);
    },
  };
}

/** What may be null no longer has its default instead. */
function keptValue(column: string, change: { readonly from: ColumnState; readonly to: ColumnState }): string {
  const { to } = change;
  const value = convertedValue(column, change, 'sqlite');
  const isFilled = to.nullable !== true && to.default !== undefined;
  return isFilled ? `coalesce(${value}, ${defaultLiteral(to, 'sqlite')})` : value;
}

interface OnTable {
  readonly create: string;
  /** The columns of an index; of a trigger none are known. */
  readonly on: readonly string[];
}

async function othersOn({ db }: Connection, table: string): Promise<readonly OnTable[]> {
  const { rows } = await sql<{ create: string; on: string | null }>`
    select m.sql as "create", (select group_concat(i.name, char(10)) from pragma_index_info(m.name) as i) as "on"
    from sqlite_master as m
    where m.tbl_name = ${table} and m.type in ('index', 'trigger') and m.sql is not null
  `.execute(db);
  return rows.map((row) => ({ create: row.create, on: row.on === null ? [] : row.on.split('\n') }));
}
