import type { RowPosition, StoredRow } from '../../../resource/resource-store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { addressWith, type Page, type PageSource, sizeOf } from './page-source.ts';

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
  const { rows, next } = await walked(source, source.list.pages?.size ?? BARE_SIZE);
  const body = (results: readonly unknown[]) => results;
  return next === null ? { rows, body } : { rows, body, headers: { link: `<${next}>; rel="next"` } };
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
