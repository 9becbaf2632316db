import { AccountsError } from '../../core/kernel/errors.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { Resource } from '../../resource/resource.ts';

const SIZE = 25;
const LARGEST = 100;

/** A page of a list by its number, from 1. */
export interface AskedPage {
  readonly number: number;
  readonly size: number;
}

/** REST framework's page by number: `?page=`, `last` too, and `?page_size=` where it is allowed, no larger than the largest. */
export function readPage({ pages }: Pick<Resource, 'pages'>, sent: RawFields): AskedPage | 'last' {
  const { page } = sent;
  if (page === 'last') return 'last';
  const number = page === undefined ? 1 : Number(page);
  if (!Number.isSafeInteger(number) || number < 1) throw invalidPage();
  return { number, size: sizeOf({ pages }, sent) };
}

export function sizeOf({ pages = { style: 'number' } }: Pick<Resource, 'pages'>, sent: RawFields): number {
  const { size = SIZE, maxSize = LARGEST } = pages;
  const wanted = Number(sent.page_size);
  return Number.isSafeInteger(wanted) && wanted > 0 ? Math.min(wanted, maxSize) : size;
}

/** Whoever asks for a page that is not there is told so, the first one apart. */
export function invalidPage(): AccountsError {
  return new AccountsError({ code: 'not-found' });
}

interface Links {
  readonly next: string | null;
  readonly previous: string | null;
}

/** The pages beside this one, as addresses: parameters in the order of their names, as REST framework writes them. */
export function linksOf(
  url: { readonly origin: string; readonly target: string },
  { number, size }: AskedPage,
  count: number,
): Links {
  const at = (page: number) => {
    const address = new URL(url.target, url.origin);
    if (page === 1) address.searchParams.delete('page');
    else address.searchParams.set('page', String(page));
    address.searchParams.sort();
    return address.href;
  };
  return {
    next: number * size < count ? at(number + 1) : null,
    previous: number > 1 ? at(number - 1) : null,
  };
}
