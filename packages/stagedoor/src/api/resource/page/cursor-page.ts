import { readKey } from '../../../core/kernel/read-value.ts';
import type { RowPosition, StoredRow } from '../../../resource/resource-store.ts';
import { type Ordered, readCursor, writeCursor } from './cursor.ts';
import { addressWith, held, type Page, type PageSource, sizeOf } from './page-source.ts';

/**
 * Pages one behind the other: each says where the next begins by the row that it ends with. What is made or deleted meanwhile moves nothing:
 * whoever walks sees each row once.
 *
 * @throws RequestProblem `invalid-cursor`
 */
export async function cursorPage(source: PageSource): Promise<Page> {
  const { rows, next, previous } = await walked(source, sizeOf(source.list, source.sent.page_size));
  return { rows, body: (results) => ({ next, previous, results }) };
}

const BARE_SIZE = 100;

/** A bare list of rows, which says in `Link` where it goes on (RFC 8288). */
export async function barePage(source: PageSource): Promise<Page> {
  const { rows, next } = await walked(source, held(source.list, source.list.pages?.size ?? BARE_SIZE));
  const body = (results: readonly unknown[]) => results;
  return next === null ? { rows, body } : { rows, body, headers: { link: `<${next}>; rel="next"` } };
}

/**
 * Pages that go forward alone: `next` is what `?after=` takes, the key that a page ends with where the list is in the order of keys.
 *
 * @throws RequestProblem `invalid-cursor`
 */
export async function afterPage({ list, order, sent, read }: PageSource): Promise<Page> {
  const ordered = { fields: list.fields, order };
  const size = sizeOf(list, sent.page_size);
  const from = sent.after === undefined ? {} : { from: readAfter(ordered, sent.after) };
  const found = await read({ limit: size + 1, ...from });
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  const next = last === undefined ? null : order.length === 0 ? last.id : writeCursor(ordered, 'after', last);
  return { rows, body: (results) => ({ results, next }) };
}

function readAfter(ordered: Ordered, sent: unknown): RowPosition {
  const read = ordered.order.length === 0 ? readKey(sent) : null;
  const isKey = read !== null && 'value' in read && read.value !== null;
  return isKey ? { side: 'after', values: [read.value] } : readCursor(ordered, sent);
}

interface Walked {
  readonly rows: readonly StoredRow[];
  readonly next: string | null;
  readonly previous: string | null;
}

async function walked(source: PageSource, size: number): Promise<Walked> {
  const ordered = { fields: source.list.fields, order: source.order };
  const from = source.sent.cursor === undefined ? null : readCursor(ordered, source.sent.cursor);
  const found = await source.read({ limit: size + 1, ...(from === null ? {} : { from }) });
  const hasMore = found.length > size;
  const isBack = from?.side === 'before';
  const rows = isBack ? found.slice(-size) : found.slice(0, size);
  const beside = (side: RowPosition['side'], row: StoredRow | undefined) =>
    row === undefined ? null : addressWith(source.address, { cursor: writeCursor(ordered, side, row) });
  return {
    rows,
    // Where somebody came from there is a page, if only an empty one by now.
    next: isBack || hasMore ? beside('after', rows.at(-1)) : null,
    previous: (isBack ? hasMore : from !== null) ? beside('before', rows[0]) : null,
  };
}
