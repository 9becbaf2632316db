import { fieldRefusal } from '../../../core/kernel/errors.ts';
import { readWord } from '../../../core/kernel/read-value.ts';
import type { CountMode } from '../../../resource/resource.ts';
import type { PageSource } from './page-source.ts';

/** Above this many rows a list is not counted to the end. */
export const MOST_COUNTED = 1_000_000;
/** How far a capped count goes: what a person looks through. */
const CAP = 10_000;

const modes: readonly CountMode[] = ['exact', 'capped', 'none'];

/** What a page says of how many rows there are. */
export type Counted =
  | { readonly count: number }
  | { readonly count: number; readonly count_is_exact: boolean }
  | { readonly count: null };

/** How the rows are to be counted. @throws AccountsError `invalid-input` */
export function countModeOf({ list: { pages }, sent }: PageSource): CountMode {
  if (sent.count === undefined) return pages?.count ?? 'exact';
  const read = readWord(modes, sent.count);
  if ('problem' in read) throw fieldRefusal('count', read.problem.code, read.problem.params);
  return read.value;
}

/** Rows that were read, and whether there are more. */
interface Part {
  readonly offset: number;
  readonly found: number;
  readonly hasMore: boolean;
}

/** How many rows there are: known without asking where the last one was read. */
export async function counted(source: PageSource, mode: CountMode, part: Part): Promise<Counted> {
  const { offset, found, hasMore } = part;
  if (mode === 'none') return { count: null };
  const isAtEnd = !hasMore && (found > 0 || offset === 0);
  if (mode === 'exact') return { count: isAtEnd ? offset + found : await source.count(MOST_COUNTED) };
  const count = isAtEnd ? offset + found : await source.count(CAP + 1);
  return { count: Math.min(count, CAP), count_is_exact: count <= CAP };
}
