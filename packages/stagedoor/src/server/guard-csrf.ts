import { guardAgainstCsrf } from '../http/csrf-guard.ts';
import type { Exchange } from '../http/exchange.ts';
import { problemOf } from '../http/problem.ts';
import type { CsrfCheck } from '../http/route.ts';

export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** @throws RequestProblem `csrf-failed`, and what is wrong with a body */
export async function checkCsrf(exchange: Exchange, check: CsrfCheck): Promise<void> {
  if (SAFE_METHODS.has(exchange.request.method)) return;
  await exchange.readBody();
  await guardAgainstCsrf(exchange, check);
}

/** Whether the request may be one of the site's own pages. */
export async function passesCsrf(exchange: Exchange): Promise<boolean> {
  try {
    await checkCsrf(exchange, 'session');
    return true;
  } catch (error) {
    if (problemOf(error) === null) throw error;
    return false;
  }
}

/** A form is for whoever opens the page: a header that is no good beside the cookies takes it from nobody. */
export async function formTokenOf(exchange: Exchange, asAnybody: () => Exchange) {
  try {
    return { token: await exchange.csrfToken(), cookies: exchange.cookies };
  } catch (error) {
    if (problemOf(error) === null) throw error;
    const other = asAnybody();
    return { token: await other.csrfToken(), cookies: other.cookies };
  }
}
