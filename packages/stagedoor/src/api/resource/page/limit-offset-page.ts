import { counted, countModeOf } from './count.ts';
import { addressWith, numberIn, type Page, type PageSource, sizeOf } from './page-source.ts';

/**
 * REST framework's cuts: `?limit=` rows behind the first `?offset=`; what is no number is passed over, and behind the end is an empty list.
 *
 * @throws AccountsError `invalid-input` for a count of another kind
 */
export async function limitOffsetPage(source: PageSource): Promise<Page> {
  const mode = countModeOf(source);
  const limit = sizeOf(source.list, source.sent.limit);
  const offset = numberIn(source.sent.offset) ?? 0;
  const found = await source.read({ limit: limit + 1, offset });
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  const count = await counted(source, mode, { offset, found: rows.length, hasMore });
  const before = offset - limit;
  const links = {
    next: hasMore ? addressWith(source.address, { limit, offset: offset + limit }) : null,
    previous: offset > 0 ? addressWith(source.address, { limit, offset: before > 0 ? before : null }) : null,
  };
  return { rows, body: (results) => ({ ...count, ...links, results }) };
}
