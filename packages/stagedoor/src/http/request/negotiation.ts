import { AccountsError } from '../../core/kernel/errors.ts';
import { accepts, asksForPage } from './accept.ts';
import type { HttpRequest } from './http-request.ts';
import { RequestProblem } from './problem.ts';

/** What a request to the JSON API is answered in: JSON, or a page that shows it. */
export type Rendering = { readonly as: 'json'; readonly indent: number } | { readonly as: 'page' };

/** JSON without a space in it. */
export const compactJson: Rendering = { as: 'json', indent: 0 };
const page: Rendering = { as: 'page' };

/** What an address has besides JSON. */
interface Offered {
  readonly hasPage: boolean;
}
export const jsonAlone: Offered = { hasPage: false };
export const jsonOrPage: Offered = { hasPage: true };

const DEEPEST_INDENT = 8;

/**
 * What a request asks to be answered in, by `?format=` and by Accept, as in REST framework: the first
 * chooses among the renderings that there are, the second must take what is left.
 *
 * @throws AccountsError `not-found` for a format that is not offered; RequestProblem `not-acceptable`.
 */
export function renderingOf(
  { headers: { accept }, query }: Pick<HttpRequest, 'headers' | 'query'>,
  { hasPage }: Offered,
): Rendering {
  const { format = '' } = query as { readonly format?: unknown };
  if (format !== '' && format !== 'json' && !(format === 'api' && hasPage)) {
    throw new AccountsError({ code: 'not-found' });
  }
  if (format === 'api') {
    if (accepts(accept, 'text/html')) return page;
    throw new RequestProblem({ code: 'not-acceptable' });
  }
  return hasPage && format === '' && prefersPage(accept) ? page : jsonFor(accept);
}

/** Who names both takes either: that is a program, and JSON comes first. No browser names JSON when it opens an address. */
function prefersPage(accept: string | undefined): boolean {
  return asksForPage(accept) && accept?.includes('application/json') !== true;
}

/** @throws RequestProblem `not-acceptable` */
export function jsonFor(accept: string | undefined): Rendering {
  if (!accepts(accept, 'application/json')) throw new RequestProblem({ code: 'not-acceptable' });
  const indent = accept?.includes('indent=') ? indentOf(accept) : 0;
  return indent === 0 ? compactJson : { as: 'json', indent };
}

function indentOf(accept: string): number {
  const [, digits = '0'] = /application\/json[^,]*;\s*indent=(\d{1,3})/i.exec(accept) ?? [];
  return Math.min(Number(digits), DEEPEST_INDENT);
}
