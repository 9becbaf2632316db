import { PlainError } from '../../core/kernel/plain-error.ts';
import { type Rule, renamedRule } from '../check/rule.ts';
import type { ColumnState, TableState, TableStates } from '../table-state.ts';

type Columns = TableState['columns'];

/** One thing that a step does to a table. Plain JSON: a step is read by people, and by whoever finds the next difference. */
export type Operation =
  | { readonly kind: 'create-table'; readonly table: string; readonly state: TableState }
  | { readonly kind: 'drop-table'; readonly table: string }
  | { readonly kind: 'rename-table'; readonly table: string; readonly to: string }
  | {
      readonly kind: 'add-column';
      readonly table: string;
      readonly column: string;
      readonly state: ColumnState;
    }
  | { readonly kind: 'drop-column'; readonly table: string; readonly column: string }
  | { readonly kind: 'rename-column'; readonly table: string; readonly column: string; readonly to: string }
  | {
      readonly kind: 'alter-column';
      readonly table: string;
      readonly column: string;
      readonly state: ColumnState;
    }
  | {
      readonly kind: 'unique-together';
      readonly table: string;
      readonly columns: readonly (readonly string[])[];
    }
  | { readonly kind: 'add-check'; readonly table: string; readonly name: string; readonly holds: Rule }
  | { readonly kind: 'drop-check'; readonly table: string; readonly name: string };

/** A step of a feature's tables as `makemigrations` writes it. A step that was published is never changed. */
export interface ResourceStep {
  /** `0001_initial`, `0002_…`. */
  readonly name: string;
  /** Steps of other features that come before it, where the order of references does not say so: `['stock.0002_counts']`. */
  readonly dependencies?: readonly string[];
  /**
   * `false`: on PostgreSQL each statement by itself and beside those who read and write, as a large table needs it. Only columns, checks and
   * what is unique together are changed so, and no types. A run that was broken off is taken up by the next one.
   */
  readonly atomic?: false;
  readonly operations: readonly Operation[];
}

/** The tables as they are once these steps were taken. */
export function stateAfter(steps: readonly ResourceStep[]): TableStates {
  return steps.flatMap(({ operations }) => operations).reduce<TableStates>(applied, {});
}

/** @throws PlainError for a step about a table or column that no earlier one made */
export function applied(states: TableStates, operation: Operation): TableStates {
  if (operation.kind === 'create-table') return { ...states, [operation.table]: operation.state };
  const { table } = operation;
  const state = tableIn(states, table);
  if (operation.kind === 'drop-table') return without(states, table);
  if (operation.kind === 'rename-table') return renamedTable(states, table, operation.to);
  return { ...states, [table]: changed(state, operation) };
}

/** What refers to a table follows its name, as both databases let it. */
function renamedTable(states: TableStates, from: string, to: string): TableStates {
  const following = Object.entries(states).map(([table, state]): [string, TableState] => {
    const columns = Object.entries(state.columns).map(([column, one]): [string, ColumnState] => [
      column,
      one.references?.table === from ? { ...one, references: { ...one.references, table: to } } : one,
    ]);
    return [table, { ...state, columns: Object.fromEntries(columns) }];
  });
  return renamed(Object.fromEntries(following), from, to);
}

type OfTable = Exclude<Operation, { kind: 'create-table' | 'drop-table' | 'rename-table' }>;

function changed(state: TableState, operation: OfTable): TableState {
  switch (operation.kind) {
    case 'add-column':
      return withColumns(state, { ...state.columns, [operation.column]: operation.state });
    case 'drop-column':
      return withColumns(state, without(state.columns, operation.column));
    case 'rename-column':
      return renamedColumn(state, operation.column, operation.to);
    case 'alter-column':
      columnIn(state.columns, operation.column);
      return withColumns(state, { ...state.columns, [operation.column]: operation.state });
    case 'unique-together':
      return { columns: state.columns, ...togetherOf(operation.columns), ...checksOf(state.checks) };
    case 'add-check':
      return withChecks(state, { ...state.checks, [operation.name]: operation.holds });
    case 'drop-check':
      checkIn(state, operation.name);
      return withChecks(state, without(state.checks ?? {}, operation.name));
  }
}

function withColumns({ uniqueTogether, checks }: TableState, columns: Columns): TableState {
  return { columns, ...togetherOf(uniqueTogether), ...checksOf(checks) };
}

function withChecks({ columns, uniqueTogether }: TableState, checks: TableState['checks']): TableState {
  return { columns, ...togetherOf(uniqueTogether), ...checksOf(checks) };
}

function renamedColumn(
  { columns, uniqueTogether, checks }: TableState,
  from: string,
  to: string,
): TableState {
  const nameOf = (name: string) => (name === from ? to : name);
  const renamedChecks = Object.entries(checks ?? {}).map(([name, rule]) => [name, renamedRule(rule, nameOf)]);
  return {
    columns: renamed(columns, from, to),
    ...togetherOf(uniqueTogether?.map((names) => names.map(nameOf))),
    ...checksOf(Object.fromEntries(renamedChecks)),
  };
}

function checksOf(checks: TableState['checks'] = {}): Pick<TableState, 'checks'> {
  return Object.keys(checks).length === 0 ? {} : { checks };
}

function togetherOf(columns: TableState['uniqueTogether']): Pick<TableState, 'uniqueTogether'> {
  return columns === undefined || columns.length === 0 ? {} : { uniqueTogether: columns };
}

export function tableIn(states: TableStates, table: string): TableState {
  const state = Object.hasOwn(states, table) ? states[table] : undefined;
  if (state === undefined) throw new PlainError(`A step is about ${table}, which no step before it made.`);
  return state;
}

export function columnIn(columns: Columns, column: string): ColumnState {
  const state = Object.hasOwn(columns, column) ? columns[column] : undefined;
  if (state === undefined)
    throw new PlainError(`A step is about the column ${column}, which no step before it made.`);
  return state;
}

/** @throws PlainError for a check that no earlier step made */
export function checkIn({ checks = {} }: TableState, name: string): Rule {
  const rule = Object.hasOwn(checks, name) ? checks[name] : undefined;
  if (rule === undefined)
    throw new PlainError(`A step is about the check ${name}, which no step before it made.`);
  return rule;
}

/** In their order, which is that of the columns. */
function renamed<Value>(
  record: Readonly<Record<string, Value>>,
  from: string,
  to: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name === from ? to : name, value]),
  );
}

function without<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name));
}
