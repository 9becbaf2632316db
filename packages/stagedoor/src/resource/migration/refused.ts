import { type ColumnState, isUnfilled, type TableStates } from '../table-state.ts';
import { holdsAllOf } from './holds-all-of.ts';
import { applied, type Operation } from './operation.ts';

/** A table whose rows people are given permissions on, one by one. */
export interface GrantedTable {
  readonly table: string;
  readonly orderBy?: { readonly column: string };
}

/**
 * `type`: values would be of another kind; `elsewhere`: keys would be those of other rows; `empty`: rows may have nothing in it; `same`: rows would
 * all have the same where each must have its own; `granted`: grants would no longer follow.
 */
export interface RefusedOperation {
  readonly operation: Operation;
  readonly why: 'type' | 'elsewhere' | 'empty' | 'same' | 'granted';
}

/** What no step is written for, since rows or grants that are there would not bear it. */
export function refusedOf(
  before: TableStates,
  operations: readonly Operation[],
  granted: readonly GrantedTable[],
): readonly RefusedOperation[] {
  let states = before;
  const after = operations.reduce(applied, before);
  const missed = granted.filter((one) => isMissed(one, before, after));
  return operations.flatMap((operation): readonly RefusedOperation[] => {
    const why = missed.some((one) => isAbout(operation, one))
      ? 'granted'
      : whyRefused(states, operation, granted);
    states = applied(states, operation);
    return why === null ? [] : [{ operation, why }];
  });
}

function whyRefused(
  states: TableStates,
  operation: Operation,
  granted: readonly GrantedTable[],
): RefusedOperation['why'] | null {
  if (granted.some((one) => losesGrants(states, operation, one))) return 'granted';
  if (operation.kind === 'add-column') return whyNotAdded(operation.state);
  if (operation.kind !== 'alter-column') return null;
  const old = states[operation.table]?.columns[operation.column];
  if (old === undefined) return null;
  if (!holdsAllOf(operation.state, old)) return 'type';
  if (leadsElsewhere(operation.state, old)) return 'elsewhere';
  return old.nullable && isUnfilled(operation.state) ? 'empty' : null;
}

function whyNotAdded(state: ColumnState): RefusedOperation['why'] | null {
  if (isUnfilled(state)) return 'empty';
  return state.unique && state.default !== undefined ? 'same' : null;
}

/** A key of one table is anybody's in another, or nobody's. */
function leadsElsewhere({ references: now }: ColumnState, { references: old }: ColumnState): boolean {
  return now !== undefined && old !== undefined && now.table !== old.table;
}

/** Whether a step would take away what is still declared to be given on, or to order it. */
function isMissed({ table, orderBy }: GrantedTable, before: TableStates, after: TableStates): boolean {
  const isIn = (states: TableStates) => {
    const columns = states[table]?.columns;
    return columns !== undefined && (orderBy === undefined || Object.hasOwn(columns, orderBy.column));
  };
  return isIn(before) && !isIn(after);
}

function isAbout(operation: Operation, { table }: GrantedTable): boolean {
  return operation.table === table && operation.kind !== 'add-column';
}

/** Grants repeat what their objects are ordered by, as a whole number or a moment. */
function losesGrants(states: TableStates, operation: Operation, { table, orderBy }: GrantedTable): boolean {
  if (operation.kind !== 'alter-column' || operation.table !== table) return false;
  const { column, state } = operation;
  return orderBy?.column === column && states[table]?.columns[column]?.type !== state.type;
}
