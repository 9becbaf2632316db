import { sql } from 'kysely';
import type { RowsOfUsers, RowsToPassOn } from '../../../core/kernel/feature-records.ts';
import { labelOf, type OnDelete } from '../../../resource/field.ts';
import { labelsOf, type Resource } from '../../../resource/resource.ts';
import { columnOf, tableNameOf } from '../../../resource/table-state.ts';
import type { Connection } from '../connection.ts';
import { unhurried } from '../unhurried.ts';

/** A column that says whose a row is. */
interface ColumnOfUsers {
  readonly resource: Resource;
  readonly table: string;
  readonly column: string;
  /** What people read of its field. */
  readonly label: string;
  readonly onDelete: OnDelete;
}

export function columnsOfUsers(feature: string, resources: readonly Resource[]): readonly ColumnOfUsers[] {
  return resources.flatMap((resource) =>
    Object.entries(resource.fields).flatMap(([name, field]) =>
      field.type === 'reference' && field.to === 'user'
        ? [
            {
              resource,
              table: tableNameOf(feature, resource),
              column: columnOf(resource.fields, name),
              label: labelOf(name, field),
              onDelete: field.onDelete,
            },
          ]
        : [],
    ),
  );
}

/** Where a row names two users, and goes with one of them only, its rows stand in both lists, by what they name the user as. */
export function rowsAmong(columns: readonly ColumnOfUsers[]): RowsOfUsers {
  const resources = [...new Set(columns.map(({ resource }) => resource))];
  const named = (isAmong: (column: ColumnOfUsers) => boolean) =>
    resources.flatMap((resource) => {
      const all = columns.filter((one) => one.resource === resource);
      const some = all.filter(isAmong);
      const fields = some.length < all.length ? some.map(({ label }) => label) : [];
      return some.length === 0 ? [] : [{ label: labelsOf(resource).many, fields }];
    });
  return {
    go: named(({ onDelete }) => onDelete === 'cascade'),
    stay: named(({ onDelete }) => onDelete !== 'cascade'),
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
