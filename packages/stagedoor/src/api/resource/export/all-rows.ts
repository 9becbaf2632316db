import { wholeOrder } from '../../../resource/resource.ts';
import type { RowPosition, RowQuery, StoredRow } from '../../../resource/resource-store.ts';

const AT_A_TIME = 1_000;

type ReadSome = (part: Pick<RowQuery, 'limit' | 'from'>) => Promise<readonly StoredRow[]>;

/**
 * All rows of a list, some at a time and no more than `most`: what is kept of them in memory is that much, and each time whoever asks is
 * judged anew.
 */
export async function* allRows(
  { order, most }: { readonly order: readonly string[]; readonly most: number },
  read: ReadSome,
): AsyncGenerator<readonly StoredRow[]> {
  let from: RowPosition | undefined;
  for (let left = most; left > 0; ) {
    const limit = Math.min(left, AT_A_TIME);
    const rows = await read({ limit, ...(from === undefined ? {} : { from }) });
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    left -= rows.length;
    from = { side: 'after', values: wholeOrder(order).map(({ field }) => last[field] ?? null) };
  }
}
