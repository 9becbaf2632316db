import type { AuthenticationRules } from '../http/exchange/authentication-rules.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { RequestProblem } from '../http/request/problem.ts';

/** Where anybody may come: a header that is no good beside the cookies takes the form from nobody. */
const ANYBODY: AuthenticationRules = { credentials: 'any', servesStage: null, allowsAnyone: true };
/** Where nothing says who is meant, as with two session cookies that are both good, the form is a stranger's. */
const NOBODY: AuthenticationRules = { credentials: 'none', servesStage: null };

/**
 * A form is for whoever opens the page, whatever else came.
 *
 * @throws AccountsError `throttled` or `busy` where a password came in the header
 */
export async function formTokenOf(exchange: Exchange, asking: (rules: AuthenticationRules) => Exchange) {
  return (
    (await unlessRefused(exchange)) ??
    (await unlessRefused(asking(ANYBODY))) ??
    (await withToken(asking(NOBODY)))
  );
}

async function withToken(exchange: Exchange) {
  return { token: await exchange.csrfToken(), cookies: exchange.cookies };
}

/** Null where what came says nobody. */
async function unlessRefused(exchange: Exchange) {
  try {
    return await withToken(exchange);
  } catch (error) {
    if (error instanceof RequestProblem) return null;
    throw error;
  }
}
