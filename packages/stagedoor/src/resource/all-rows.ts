import { wholeOrder } from './resource.ts';
import type { RowPosition, RowQuery, StoredRow } from './resource-store.ts';

/** Rows of a part: of rows that nobody has seen yet few, of small ones as many as a page has at most. */
const AT_FIRST = 10;
const MOST_AT_A_TIME = 100;
/** Characters that a part holds, about. */
const PART_SIZE = 1_000_000;
/** What it holds at most, though the next rows are as long as they may be. */
const MOST_IN_PART = 10_000_000;

interface AllRows {
  readonly order: readonly string[];
  readonly most: number;
  /** The characters that a row may hold. */
  readonly largest: number;
}

type ReadSome = (part: Pick<RowQuery, 'limit' | 'from'>) => Promise<readonly StoredRow[]>;

/**
 * All rows of a list, some at a time and no more than `most`. What is kept of them in memory is one part, and a part is about a megabyte, as
 * far as the largest row so far tells: few rows where rows are long. However long those are that nobody has seen yet, `largest` characters each, it is ten megabytes or one row. Each time whoever asks is judged anew, and others have their turn.
 */
export async function* allRows(
  { order, most, largest: possible }: AllRows,
  read: ReadSome,
): AsyncGenerator<readonly StoredRow[]> {
  let from: RowPosition | undefined;
  let largest = PART_SIZE / AT_FIRST;
  for (let left = most; left > 0; ) {
    const limit = Math.min(left, partOf(largest), Math.max(1, Math.floor(MOST_IN_PART / possible)));
    const rows = await read({ limit, ...(from === undefined ? {} : { from }) });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    left -= rows.length;
    largest = rows.reduce((most, row) => Math.max(most, sizeOf(row)), from === undefined ? 1 : largest);
    from = { side: 'after', values: wholeOrder(order).map(({ field }) => last[field] ?? null) };
    // SQLite answers at once: without this the whole of a list would be one turn.
    await new Promise(setImmediate);
  }
}

function partOf(largest: number): number {
  return Math.min(MOST_AT_A_TIME, Math.max(1, Math.floor(PART_SIZE / largest)));
}

function sizeOf(row: StoredRow): number {
  return Object.values(row).reduce<number>((size, value) => size + sizeOfValue(value), 0);
}

function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8;
}
