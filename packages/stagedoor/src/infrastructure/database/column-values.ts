import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.ts';

/** A stored moment: Date on PostgreSQL, ISO 8601 UTC text on SQLite. */
export function toDate(stored: Date | string): Date {
  return stored instanceof Date ? stored : new Date(stored);
}

export function toMaybeDate(stored: Date | string | null): Date | null {
  return stored === null ? null : toDate(stored);
}

/** A stored truth: boolean on PostgreSQL, 0 or 1 on SQLite. */
export function toBoolean(stored: boolean | number | null): boolean {
  return stored === true || stored === 1;
}

/** Whether a statement changed, added or removed any row. */
export function touchedAny(result: Touched): boolean {
  return touchedCount(result) > 0;
}

export function touchedCount(result: Touched): number {
  const { numUpdatedRows, numDeletedRows, numInsertedOrUpdatedRows, numAffectedRows } = result;
  return Number(numUpdatedRows ?? numDeletedRows ?? numInsertedOrUpdatedRows ?? numAffectedRows ?? 0n);
}

/** What a statement did, by what ran it. */
interface Touched {
  readonly numUpdatedRows?: bigint;
  readonly numDeletedRows?: bigint;
  readonly numInsertedOrUpdatedRows?: bigint | undefined;
  /** Of a statement that was compiled once. */
  readonly numAffectedRows?: bigint | undefined;
}

/**
 * A text parameter that the planner cannot look into. SQLite (built with STAT4, as ours is) plans a joining or
 * sorting statement anew for each value of a plain parameter, which costs several times what the look-up does.
 */
export function opaqueText<Text extends string>(value: Text): RawBuilder<Text> {
  return sql<Text>`(select ${value})`;
}

/** The same for an id. */
export function opaqueId(value: number): RawBuilder<number> {
  return sql<number>`(select cast(${value} as bigint))`;
}

/** The rows of a select whose one column is called `one`, as a JSON list in their order. */
export const listAsJson: Readonly<Record<Dialect, (rows: RawBuilder<unknown>) => RawBuilder<unknown>>> = {
  sqlite: (rows) => sql`(select json_group_array(one) from (${rows}))`,
  postgres: (rows) => sql`(select coalesce(json_agg(one), '[]'::json) from (${rows}) as list)`,
};
