import type { Operation } from '../../../resource/migration/operation.ts';
import type { ColumnState, TableState, TableStates } from '../../../resource/table-state.ts';
import { quoted } from './sql-words.ts';
import { referenceName, referencesClause } from './table-statements.ts';

/** The names of all tables that steps ever make. */
export function tablesMadeBy(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(
    operations.flatMap((one) =>
      one.kind === 'create-table' ? [one.table] : one.kind === 'rename-table' ? [one.to] : [],
    ),
  );
}

/**
 * Tables as PostgreSQL can have them: what refers to a table that comes later, or is gone already, refers to nothing yet. Tables that
 * no step makes are there.
 */
export function possibleStates(states: TableStates, made: ReadonlySet<string>): TableStates {
  const isThere = (table: string) => Object.hasOwn(states, table) || !made.has(table);
  return withColumns(states, (column) => {
    const { references, ...rest } = column;
    return references === undefined || isThere(references.table) ? column : rest;
  });
}

interface Between {
  readonly before: TableStates;
  readonly after: TableStates;
}

/** What an operation on one table lets others refer to, or takes from them: statements before it, and after it. */
export function referencesBeside(
  operation: Operation,
  { before, after }: Between,
): { readonly gone: readonly string[]; readonly made: readonly string[] } {
  const own = [operation.table, ...(operation.kind === 'rename-table' ? [operation.to] : [])];
  const [had, has] = [referringIn(before, own), referringIn(after, own)];
  return {
    gone: [...had].filter(([name]) => !has.has(name)).map(([, { drop }]) => drop),
    made: [...has].filter(([name]) => !had.has(name)).map(([, { add }]) => add),
  };
}

interface Constraint {
  readonly add: string;
  readonly drop: string;
}

function referringIn(states: TableStates, besides: readonly string[]): ReadonlyMap<string, Constraint> {
  const others = Object.entries(states).filter(([table]) => !besides.includes(table));
  const found = others.flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([column, { references }]): [string, Constraint][] =>
      references === undefined ? [] : [[`${table}.${column}`, constraintOf(table, column, references)]],
    ),
  );
  return new Map(found);
}

function constraintOf(
  table: string,
  column: string,
  references: NonNullable<ColumnState['references']>,
): Constraint {
  const [alter, name] = [`alter table ${quoted(table)}`, quoted(referenceName(table, column))];
  return {
    add: `${alter} add constraint ${name} foreign key (${quoted(column)}) ${referencesClause(references)}`,
    drop: `${alter} drop constraint ${name}`,
  };
}

function withColumns(states: TableStates, change: (column: ColumnState) => ColumnState): TableStates {
  return Object.fromEntries(
    Object.entries(states).map(([table, state]): [string, TableState] => [
      table,
      {
        ...state,
        columns: Object.fromEntries(
          Object.entries(state.columns).map(([name, column]) => [name, change(column)]),
        ),
      },
    ]),
  );
}
