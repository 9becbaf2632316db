import type { Expression, SqlBool } from 'kysely';
import type { OrderEntry } from '../../../resource/resource.ts';
import type { Where } from './filter-expression.ts';

/** A column that rows are put in order by, and what a row has in it. */
export interface KeyColumn extends Pick<OrderEntry, 'isDescending'> {
  readonly column: string;
  readonly isNullable: boolean;
  readonly value: unknown;
}

/**
 * The rows that come behind one in an order: they are behind it in the first column, or equal there and behind it in the next.
 * Null is the smallest, as in `order by … asc nulls first`.
 */
export function comesAfter(where: Where, keys: readonly KeyColumn[]): Expression<SqlBool> {
  const steps = keys.map((key, at) =>
    where.and([...keys.slice(0, at).map((one) => isEqual(where, one)), isBehind(where, key)]),
  );
  return where.and([...boundOf(where, keys[0]), where.or(steps)]);
}

/** Follows from the rest, and says to an index where to begin. */
function boundOf(where: Where, first: KeyColumn | undefined): readonly Expression<SqlBool>[] {
  if (first === undefined || first.value === null) return [];
  const { column, value, isDescending, isNullable } = first;
  if (!isDescending) return [where(column, '>=', value)];
  return isNullable ? [] : [where(column, '<=', value)];
}

function isEqual(where: Where, { column, value }: KeyColumn): Expression<SqlBool> {
  return value === null ? where(column, 'is', null) : where(column, '=', value);
}

function isBehind(where: Where, { column, value, isDescending, isNullable }: KeyColumn): Expression<SqlBool> {
  if (value === null) return isDescending ? where.lit(false) : where(column, 'is not', null);
  if (!isDescending) return where(column, '>', value);
  const less = where(column, '<', value);
  return isNullable ? where.or([less, where(column, 'is', null)]) : less;
}
