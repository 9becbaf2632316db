import { fieldsInRule } from '../check/rule.ts';
import type { ColumnState, TableState, TableStates } from '../table-state.ts';
import { applied, type Operation } from './operation.ts';

/**
 * Why PostgreSQL holds up others while it goes through every row of a table. `index`: nobody writes to it meanwhile; `reference`: nor to
 * the table that it refers to; `check`, `filled`, `rewritten`: nobody reads it either.
 */
export type LockReason = 'index' | 'reference' | 'check' | 'filled' | 'rewritten';

/** What holds up others, and for how long depends on how many rows there are. */
export interface Lock {
  readonly table: string;
  readonly columns: readonly string[];
  readonly why: LockReason;
}

/** What operations hold others up for. Tables that they make are nobody's yet. */
export function locksIn(before: TableStates, operations: readonly Operation[]): readonly Lock[] {
  let states = before;
  const made = new Set<string>();
  return operations.flatMap((operation): readonly Lock[] => {
    const old = states[operation.table];
    states = applied(states, operation);
    const now = states[operation.table];
    if (operation.kind === 'create-table') made.add(operation.table);
    if (operation.kind === 'rename-table' && made.has(operation.table)) made.add(operation.to);
    return old === undefined || now === undefined || made.has(operation.table)
      ? []
      : locksOf(operation, old, now);
  });
}

function locksOf(operation: Operation, old: TableState, now: TableState): readonly Lock[] {
  const { table } = operation;
  const lock = (why: LockReason, columns: readonly string[]): Lock => ({ table, columns, why });
  if (operation.kind === 'unique-together') {
    const had = new Set(old.uniqueTogether?.map((names) => names.join()));
    const added = now.uniqueTogether?.filter((names) => !had.has(names.join())) ?? [];
    return added.map((names) => lock('index', names));
  }
  if (operation.kind === 'add-check') return [lock('check', fieldsInRule(operation.holds))];
  if (operation.kind !== 'add-column' && operation.kind !== 'alter-column') return [];
  const { column, state } = operation;
  return reasonsOf(old.columns[column], state).map((why) => lock(why, [column]));
}

function reasonsOf(old: ColumnState | undefined, now: ColumnState): readonly LockReason[] {
  const isIndexed =
    (indexOf(now) !== null && indexOf(now) !== indexOf(old)) || (now.search === true && !old?.search);
  if (old === undefined) return isIndexed ? ['index'] : [];
  const isRewritten = rewrites(old, now);
  const isReferring =
    now.references !== undefined && JSON.stringify(old.references) !== JSON.stringify(now.references);
  return [
    ...(isRewritten ? (['rewritten'] as const) : []),
    ...(isIndexed && !isRewritten ? (['index'] as const) : []),
    ...(isReferring ? (['reference'] as const) : []),
    ...(old.nullable && !now.nullable ? (['filled'] as const) : []),
  ];
}

function indexOf(state: ColumnState | undefined): 'unique' | 'plain' | null {
  if (state?.unique) return 'unique';
  return state?.index ? 'plain' : null;
}

/** More digits before the point are the same values; any other type is other ones, but for the key that a reference holds. */
function rewrites(old: ColumnState, now: ColumnState): boolean {
  const kept = ({ type }: ColumnState) => (type === 'reference' ? 'integer' : type);
  if (kept(old) !== kept(now)) return true;
  const [before, after] = [old.digits ?? 0, now.digits ?? 0];
  return (old.places ?? 0) !== (now.places ?? 0) || after < before;
}
