import type { ColumnState, ColumnType } from '../table-state.ts';

/** As many digits as an integer is expected to have; the database refuses what is longer. */
const INTEGER_DIGITS = 10;

/** Beside its own kind: what values of a column may become without losing anything. */
const becomes: Readonly<Record<ColumnType, readonly ColumnType[]>> = {
  text: [],
  integer: ['text', 'decimal', 'reference'],
  decimal: ['text'],
  boolean: ['text', 'integer'],
  date: ['text'],
  time: ['text'],
  moment: ['text'],
  json: ['text'],
  reference: ['text', 'integer'],
};

/** Whether a column holds all that another held. */
export function holdsAllOf(wide: ColumnState, narrow: ColumnState): boolean {
  const { digits = 0, places = 0 } = wide;
  if (wide.type !== narrow.type) {
    if (!becomes[narrow.type].includes(wide.type)) return false;
    return wide.type !== 'decimal' || digits - places >= INTEGER_DIGITS;
  }
  const { digits: before = 0, places: after = 0 } = narrow;
  return places >= after && digits - places >= before - after;
}
