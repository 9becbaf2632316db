import type { Operation } from '../../../resource/migration/operation.ts';
import { isUnfilled, type TableState, type TableStates } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import type { Action } from '../migration.ts';
import { altered, atOnce } from './altered-column.ts';
import { checkConstraint, checkName } from './check-clause.ts';
import { indexesOf } from './indexes.ts';
import { rebuilt } from './rebuilt-table.ts';
import { quoted } from './sql-words.ts';
import { type Index, isSameIndex } from './table-index.ts';
import { columnLine, createBareTable, referenceName } from './table-statements.ts';

export interface Between {
  readonly before: TableStates;
  readonly after: TableStates;
}

/** What an operation does to columns, between the indexes that it takes away and those that it makes. */
export function betweenStates(
  operation: Operation,
  { before, after }: Between,
  dialect: Dialect,
): readonly Action[] {
  const { table } = operation;
  const to = operation.kind === 'rename-table' ? operation.to : table;
  const [old, now] = [before[table], after[to]];
  const had = old === undefined ? [] : indexesOf(table, old, dialect);
  // Some of them are tables beside it.
  if (now === undefined) return [...had.flatMap(({ drop }) => drop), `drop table ${quoted(table)}`];
  const wanted = indexesOf(to, now, dialect);
  if (old === undefined)
    return [createBareTable(table, now, dialect), ...wanted.flatMap(({ create }) => create)];
  if (dialect === 'postgres' && isRename(operation))
    return [...columnStatements(operation, old, dialect), ...renamedIndexes(had, wanted)];
  const isWritten = dialect === 'sqlite' && rebuilds(operation);
  // A table that is written anew has no index; otherwise those that stay are left as they are.
  const gone = had.filter((one) => isWritten || !wanted.some((other) => isSameIndex(one, other)));
  const made = wanted.filter((one) => isWritten || !had.some((other) => isSameIndex(one, other)));
  return [
    ...gone.flatMap(({ drop }) => drop),
    ...(isWritten ? [rebuilt(table, old, now)] : columnStatements(withState(operation, now), old, dialect)),
    ...made.flatMap(({ create }) => create),
  ];
}

function isRename({ kind }: Operation): boolean {
  return kind === 'rename-table' || kind === 'rename-column';
}

/** Those of a table stand in one order, whatever it and its columns are called. */
function renamedIndexes(had: readonly Index[], wanted: readonly Index[]): readonly string[] {
  return had.flatMap(({ name }, index) => {
    const to = wanted[index]?.name ?? name;
    return name === to ? [] : [`alter index ${quoted(name)} rename to ${quoted(to)}`];
  });
}

/** With the column as the table shall have it. */
export function withState(operation: Operation, { columns }: TableState): Operation {
  if (operation.kind !== 'add-column' && operation.kind !== 'alter-column') return operation;
  return { ...operation, state: columns[operation.column] ?? operation.state };
}

const rewriting: ReadonlySet<Operation['kind']> = new Set([
  'alter-column',
  'drop-column',
  'add-check',
  'drop-check',
]);

/** SQLite cannot change a column or a check, nor let a column go that refers to another table, nor add one that must have what nobody says. */
function rebuilds(operation: Operation): boolean {
  if (operation.kind === 'add-column') return isUnfilled(operation.state);
  return rewriting.has(operation.kind);
}

function columnStatements(operation: Operation, old: TableState, dialect: Dialect): readonly string[] {
  const alter = `alter table ${quoted(operation.table)}`;
  switch (operation.kind) {
    case 'rename-table':
      return [`${alter} rename to ${quoted(operation.to)}`, ...renamedReferences(operation, old, dialect)];
    case 'add-column':
      return [`${alter} add column ${columnLine(operation, dialect)}`];
    case 'drop-column':
      return [`${alter} drop column ${quoted(operation.column)}`];
    case 'rename-column': {
      const { column, to, table } = operation;
      const isReference = old.columns[column]?.references !== undefined && dialect === 'postgres';
      return [
        `${alter} rename column ${quoted(column)} to ${quoted(to)}`,
        ...(isReference
          ? [renameConstraint(table, [referenceName(table, column), referenceName(table, to)])]
          : []),
      ];
    }
    case 'alter-column':
      return altered(operation, old.columns[operation.column], atOnce);
    case 'add-check':
      return [`${alter} add ${checkConstraint(operation.name, operation.holds, old.columns, dialect)}`];
    case 'drop-check':
      return [`${alter} drop constraint ${quoted(checkName(operation.name))}`];
    default:
      return [];
  }
}

function renamedReferences(
  { table, to }: Extract<Operation, { kind: 'rename-table' }>,
  { columns }: TableState,
  dialect: Dialect,
): readonly string[] {
  if (dialect === 'sqlite') return [];
  const referring = Object.entries(columns).filter(([, { references }]) => references !== undefined);
  return referring.map(([column]) =>
    renameConstraint(to, [referenceName(table, column), referenceName(to, column)]),
  );
}

function renameConstraint(table: string, [from, to]: readonly [string, string]): string {
  return `alter table ${quoted(table)} rename constraint ${quoted(from)} to ${quoted(to)}`;
}
