import { type AliasedRawBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Condition } from '../../../core/policy/condition.ts';
import type { RowQuery, StoredRow } from '../../../resource/resource-store.ts';
import { toBoolean } from '../column-values.ts';
import type { DriverRow } from './stored-values.ts';

type Readable = NonNullable<RowQuery['readable']>;

/** Whether a row satisfies what each field asks of it, beside its columns: no further statement, however many rows. */
export function selectReadable(
  readable: Readable,
  holding: (condition: Condition) => RawBuilder<SqlBool>,
): readonly AliasedRawBuilder<SqlBool, string>[] {
  return [...readable].flatMap(([, condition], at) =>
    isKnown(condition) ? [] : [sql<SqlBool>`(${holding(condition)})`.as(columnAt(at))],
  );
}

/** A row without the fields that may not be read in it: they are not there, and not null. */
export function withoutClosed(row: StoredRow, stored: DriverRow, readable: Readable): StoredRow {
  if (readable.size === 0) return row;
  const closed = new Set(
    [...readable].flatMap(([name, condition], at) => (isOpen(condition, stored[columnAt(at)]) ? [] : [name])),
  );
  const { id, version } = row;
  return { ...Object.fromEntries(Object.entries(row).filter(([name]) => !closed.has(name))), id, version };
}

function isKnown({ kind }: Condition): boolean {
  return kind === 'always' || kind === 'never';
}

function isOpen(condition: Condition, stored: unknown): boolean {
  // What is no answer is null, as of a comparison with null.
  return isKnown(condition)
    ? condition.kind === 'always'
    : toBoolean((stored ?? null) as boolean | number | null);
}

/** No field is called so. */
function columnAt(at: number): string {
  return `_readable_${at}`;
}
