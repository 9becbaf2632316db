import type { AnswerHeaders } from '../../../http/answer/answer.ts';
import type { RawFields } from '../../../http/request/body.ts';
import { largestRow, mostRowsOf } from '../../../resource/largest-row.ts';
import type { RowQuery, StoredRow } from '../../../resource/resource-store.ts';
import type { Listable } from '../list-query.ts';

/** Some rows of a list, and what is said around them. */
export interface Page {
  readonly rows: readonly StoredRow[];
  /** The body, with the rows as they are shown. */
  body(results: readonly unknown[]): unknown;
  readonly headers?: AnswerHeaders;
}

/** What the pages of a list are read from. */
export interface PageSource {
  readonly list: Listable;
  /** The query of the address. */
  readonly sent: RawFields;
  readonly address: PageAddress;
  /** How the rows are put in order. */
  readonly order: readonly string[];
  read(part: Pick<RowQuery, 'limit' | 'offset' | 'from'>): Promise<readonly StoredRow[]>;
  /** How many there are in all, up to `cap`. */
  count(cap: number): Promise<number>;
}

/** The address that was asked for. */
export interface PageAddress {
  readonly origin: string;
  readonly target: string;
}

const SIZE = 25;
const LARGEST = 100;

/** As many rows as somebody asks for, no more than the list lets, nor than a page holds of rows as long as they may be. What is no number, or none, is passed over, as in REST framework. */
export function sizeOf(list: Listable, wanted: unknown): number {
  const { pages } = list;
  const { maxSize = Math.max(LARGEST, pages?.size ?? 0), size = Math.min(SIZE, maxSize) } = pages ?? {};
  const number = numberIn(wanted);
  return held(list, number !== null && number > 0 ? Math.min(number, maxSize) : size);
}

/** Of so many rows, those that a page holds. */
export function held({ fields, nested = new Map() }: Listable, rows: number): number {
  return Math.min(rows, mostRowsOf(largestRow(fields, nested)));
}

/** A whole number from 0 that is written as one. */
export function numberIn(sent: unknown): number | null {
  return typeof sent === 'string' && /^\d{1,15}$/.test(sent) ? Number(sent) : null;
}

/** The same list elsewhere: parameters in the order of their names, as REST framework writes them; null takes one away. */
export function addressWith(
  { origin, target }: PageAddress,
  changes: Readonly<Record<string, string | number | null>>,
): string {
  const address = new URL(target, origin);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, String(value));
  }
  address.searchParams.sort();
  return address.href;
}
