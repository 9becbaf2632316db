import { PlainError } from '../../core/kernel/plain-error.ts';

/**
 * All rows there are. A row is never changed, only replaced, so that a copy of the maps is a snapshot. Each feature adds what it
 * keeps in its `feature.ts`, by `declare module`; everything is a map.
 */
export interface MemoryState {
  /** The last number given out, by table. */
  readonly sequences: Map<string, number>;
}

/** One step over the rows, alone: nothing else reads or writes while it runs. */
export type Access = <Result>(step: (state: MemoryState) => Result) => Promise<Result>;

export function copyState(state: MemoryState): MemoryState {
  const copies = Object.entries(state).map(([table, rows]) => [table, new Map(rows)]);
  // Every table is a map, so the copy has the shape of the original.
  return Object.fromEntries(copies) as MemoryState;
}

export function nextNumber(state: MemoryState, table: string): number {
  const number = (state.sequences.get(table) ?? 0) + 1;
  state.sequences.set(table, number);
  return number;
}

/** What a foreign key does in SQL. @throws for a user that does not exist. */
export function requireUser(state: MemoryState, userId: number | null): void {
  if (userId !== null && !state.users.has(userId)) throw new PlainError(`There is no user ${userId}.`);
}

/** Deletes the entries that match, at most `limit`, and answers the keys. */
export function removeWhere<Key, Row>(
  rows: Map<Key, Row>,
  matches: (row: Row) => boolean,
  limit = Number.POSITIVE_INFINITY,
): Key[] {
  const keys = [...rows].filter(([, row]) => matches(row)).map(([key]) => key);
  const removed = keys.slice(0, limit);
  for (const key of removed) rows.delete(key);
  return removed;
}
