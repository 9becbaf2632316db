import { sql } from 'kysely';
import type { RowsOfUsers, RowsToPassOn } from '../../../core/kernel/feature-records.ts';
import type { OnDelete } from '../../../resource/field.ts';
import { pluralOf, type Resource } from '../../../resource/resource.ts';
import { tableNameOf, tableReferredTo, tableStateOf } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import { unhurried } from '../unhurried.ts';

/** A column that says whose a row is. */
interface ColumnOfUsers {
  readonly resource: Resource;
  readonly table: string;
  readonly column: string;
  readonly onDelete: OnDelete;
}

export function columnsOfUsers(feature: string, resources: readonly Resource[]): readonly ColumnOfUsers[] {
  const users = tableReferredTo(feature, { to: 'user' });
  return resources.flatMap((resource) =>
    Object.entries(tableStateOf(feature, resource).columns).flatMap(([column, { references }]) =>
      references?.table === users
        ? [{ resource, table: tableNameOf(feature, resource), column, onDelete: references.onDelete }]
        : [],
    ),
  );
}

/** A row goes with whichever of its users goes first. */
export function rowsAmong(columns: readonly ColumnOfUsers[]): RowsOfUsers {
  const going = new Set(
    columns.filter(({ onDelete }) => onDelete === 'cascade').map(({ resource }) => resource),
  );
  const all = [...new Set(columns.map(({ resource }) => resource))];
  const named = (resources: readonly Resource[]) =>
    resources.map((one) => pluralOf(one).replaceAll('_', ' '));
  return {
    go: named(all.filter((one) => going.has(one))),
    stay: named(all.filter((one) => !going.has(one))),
  };
}

/** Each row moves on by a version: whoever saw it before saw somebody else's. */
export async function passOnRows(
  connection: Connection,
  columns: readonly ColumnOfUsers[],
  { from, to, which }: RowsToPassOn,
): Promise<number> {
  let passed = 0;
  for (const { table, column, onDelete } of columns) {
    if (which === 'protected' && onDelete !== 'protect') continue;
    const update = sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to}, row_version = row_version + 1
      where ${sql.ref(column)} = ${from}`;
    const { numAffectedRows = 0n } = await unhurried(connection, update);
    passed += Number(numAffectedRows);
  }
  return passed;
}
