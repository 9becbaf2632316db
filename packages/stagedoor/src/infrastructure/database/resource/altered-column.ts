import type { ColumnState } from '../../../resource/table-state.ts';
import { convertedValue } from './converted-value.ts';
import { quoted } from './sql-words.ts';
import {
  defaultLiteral,
  type PlacedColumn,
  referenceName,
  referencesClause,
  typeName,
} from './table-statements.ts';

/** How what every row must have is seen to. */
export interface RowChecks {
  /** That it has something in a column; `fill` gives it to those that have nothing. */
  filled(column: Pick<PlacedColumn, 'table' | 'column'>, fill: readonly string[]): readonly string[];
  /** That what it refers to is there. */
  referring(table: string, constraint: { readonly name: string; readonly clause: string }): readonly string[];
}

/** While nobody else comes near the table. */
export const atOnce: RowChecks = {
  filled: ({ table, column }, fill) => [
    ...fill,
    `alter table ${quoted(table)} alter column ${quoted(column)} set not null`,
  ],
  referring: (table, { name, clause }) => [`alter table ${quoted(table)} add constraint ${name} ${clause}`],
};

/** PostgreSQL changes a column in its place. */
export function altered(
  { table, column, state }: PlacedColumn,
  before: ColumnState | undefined,
  checks: RowChecks,
): readonly string[] {
  const alter = `alter table ${quoted(table)}`;
  const alterColumn = `${alter} alter column ${quoted(column)}`;
  const isFilled = state.nullable !== true && before?.nullable === true;
  const name = quoted(referenceName(table, column));
  const isOtherReference = JSON.stringify(before?.references) !== JSON.stringify(state.references);
  return [
    ...(isOtherReference && before?.references ? [`${alter} drop constraint if exists ${name}`] : []),
    ...(before?.default === undefined ? [] : [`${alterColumn} drop default`]),
    ...otherType({ table, column, state }, before),
    ...(state.default === undefined
      ? []
      : [`${alterColumn} set default ${defaultLiteral(state, 'postgres')}`]),
    ...(isFilled ? checks.filled({ table, column }, filling({ table, column, state })) : []),
    ...(state.nullable && !before?.nullable ? [`${alterColumn} drop not null`] : []),
    ...(isOtherReference && state.references
      ? checks.referring(table, {
          name,
          clause: `foreign key (${quoted(column)}) ${referencesClause(state.references)}`,
        })
      : []),
  ];
}

function otherType(
  { table, column, state }: PlacedColumn,
  before: ColumnState | undefined,
): readonly string[] {
  const type = typeName(state, 'postgres');
  if (before !== undefined && typeName(before, 'postgres') === type) return [];
  const value = convertedValue(column, { from: before ?? state, to: state }, 'postgres');
  return [`alter table ${quoted(table)} alter column ${quoted(column)} type ${type} using ${value}`];
}

function filling({ table, column, state }: PlacedColumn): readonly string[] {
  if (state.default === undefined) return [];
  const value = defaultLiteral(state, 'postgres');
  return [`update ${quoted(table)} set ${quoted(column)} = ${value} where ${quoted(column)} is null`];
}
