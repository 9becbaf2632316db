import { RequestProblem } from '../../../http/request/problem.ts';
import { counted, countModeOf, MOST_COUNTED } from './count.ts';
import { addressWith, numberIn, type Page, type PageSource, sizeOf } from './page-source.ts';

/**
 * REST framework's pages by number: `?page=` from 1, `last` too, and `?page_size=`, no larger than the largest.
 *
 * @throws RequestProblem `invalid-page` for one that is not there, the first apart; AccountsError `invalid-input` for a count of another kind
 */
export async function numberedPage(source: PageSource): Promise<Page> {
  const mode = countModeOf(source);
  const size = sizeOf(source.list, source.sent.page_size);
  const number = source.sent.page === 'last' ? await lastPage(source, size) : readNumber(source.sent.page);
  const offset = (number - 1) * size;
  if (!Number.isSafeInteger(offset)) throw invalidPage();
  const found = await source.read({ limit: size + 1, offset });
  if (found.length === 0 && number > 1) throw invalidPage();
  const hasMore = found.length > size;
  const rows = found.slice(0, size);
  const count = await counted(source, mode, { offset, found: rows.length, hasMore });
  const links = {
    next: hasMore ? addressWith(source.address, { page: number + 1 }) : null,
    previous: number > 1 ? addressWith(source.address, { page: number === 2 ? null : number - 1 }) : null,
  };
  return { rows, body: (results) => ({ ...count, ...links, results }) };
}

function readNumber(sent: unknown): number {
  const number = sent === undefined ? 1 : numberIn(sent);
  if (number === null || number < 1) throw invalidPage();
  return number;
}

/** Where a list is longer than is counted, the last page that is. */
async function lastPage(source: PageSource, size: number): Promise<number> {
  return Math.max(1, Math.ceil((await source.count(MOST_COUNTED)) / size));
}

function invalidPage(): RequestProblem {
  return new RequestProblem({ code: 'invalid-page' });
}
