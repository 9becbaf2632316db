import { isForm } from './body.ts';
import { type CsrfRequest, csrfFlaw, originFlaw } from './csrf.ts';
import type { Exchange } from './exchange.ts';
import { RequestProblem } from './problem.ts';
import type { CsrfCheck } from './route.ts';

/**
 * Refuses an unsafe request that may be another site's, and leaves an audit row for it (ASVS V16.3.3).
 *
 * @throws RequestProblem `csrf-failed` with Django's reason.
 */
export async function guardAgainstCsrf(exchange: Exchange, check: CsrfCheck): Promise<void> {
  if (check === 'none' || check === 'exempt') return;
  await exchange.principal();
  // What no browser sends by itself, another site cannot make it send.
  if (exchange.carrier === 'header') return;
  const { headers } = exchange.request;
  const { trustedOrigins, signer } = exchange.context;
  const request = { headers, isSecure: exchange.isSecure, host: exchange.host };
  const sessionId = check === 'origin' ? null : ((await exchange.sessionHolder())?.session.id ?? null);
  // A password in the header has no session that a token could be of; where it was sent from is all there is to ask.
  const hasSession = sessionId !== null && exchange.carrier !== 'password';
  const needsToken = check === 'token' || (check === 'session' && hasSession);
  const flaw = needsToken
    ? csrfFlaw({ ...request, ...sentTokens(exchange), sessionId }, { signer, trustedOrigins })
    : originFlaw(request, trustedOrigins);
  if (flaw !== null) await refuse(exchange, flaw);
}

function sentTokens(exchange: Exchange): Pick<CsrfRequest, 'cookieTokens' | 'formToken'> {
  const { headers } = exchange.request;
  const sent = isForm(headers) ? exchange.body().csrfmiddlewaretoken : undefined;
  return {
    cookieTokens: exchange.sentCsrfTokens,
    // A token sent twice is no token; a text that is none either way.
    formToken: sent === undefined ? null : typeof sent === 'string' ? sent : '?',
  };
}

async function refuse(exchange: Exchange, reason: string): Promise<never> {
  const holder = await exchange.sessionHolder();
  await exchange.context.useCases.recordSecurityEvent({
    action: 'csrf-refused',
    userId: holder?.user.id ?? null,
    visitor: exchange.visitor,
    detail: { reason: reason.slice(0, 200) },
  });
  throw new RequestProblem({ code: 'csrf-failed', reason });
}
