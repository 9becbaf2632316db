import { type ColumnState, isUnfilled, type TableStates } from '../table-state.ts';
import { applied, type Operation } from './operation.ts';

/** A table whose rows people are given permissions on, one by one. */
export interface GrantedTable {
  readonly table: string;
  readonly orderBy?: { readonly column: string };
}

/** `type`: values would be of another kind; `empty`: rows may have nothing in it; `granted`: grants would no longer follow. */
export interface RefusedOperation {
  readonly operation: Operation;
  readonly why: 'type' | 'empty' | 'granted';
}

/** As many digits as an integer is expected to have; the database refuses what is longer. */
const INTEGER_DIGITS = 10;

/** What no step is written for, since rows or grants that are there would not bear it. */
export function refusedOf(
  before: TableStates,
  operations: readonly Operation[],
  granted: readonly GrantedTable[],
): readonly RefusedOperation[] {
  let states = before;
  return operations.flatMap((operation): readonly RefusedOperation[] => {
    const why = whyRefused(states, operation, granted);
    states = applied(states, operation);
    return why === null ? [] : [{ operation, why }];
  });
}

function whyRefused(
  states: TableStates,
  operation: Operation,
  granted: readonly GrantedTable[],
): RefusedOperation['why'] | null {
  if (granted.some((one) => losesGrants(operation, one))) return 'granted';
  if (operation.kind === 'add-column') return isUnfilled(operation.state) ? 'empty' : null;
  if (operation.kind !== 'alter-column') return null;
  const old = states[operation.table]?.columns[operation.column];
  if (old === undefined) return null;
  if (!holds(operation.state, old)) return 'type';
  return old.nullable && isUnfilled(operation.state) ? 'empty' : null;
}

/** SQLite writes a table anew for these, without the trigger by which grants follow; steps are the same for either database. */
function losesGrants(operation: Operation, { table, orderBy }: GrantedTable): boolean {
  if (operation.kind === 'rename-table') return [operation.table, operation.to].includes(table);
  if (operation.table !== table || orderBy === undefined) return false;
  if (operation.kind === 'rename-column') return [operation.column, operation.to].includes(orderBy.column);
  return operation.kind === 'alter-column' || operation.kind === 'drop-column';
}

/** Whether a column holds all that another held. */
function holds(wide: ColumnState, narrow: ColumnState): boolean {
  const { digits = 0, places = 0 } = wide;
  if (wide.type !== narrow.type)
    return narrow.type === 'integer' && wide.type === 'decimal' && digits - places >= INTEGER_DIGITS;
  const { digits: before = 0, places: after = 0 } = narrow;
  return places >= after && digits - places >= before - after;
}
