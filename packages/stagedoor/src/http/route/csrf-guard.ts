import { type CsrfRequest, csrfProblem, originProblem, tellsItsSender } from '../cookie/csrf.ts';
import { csrfBindingOf } from '../cookie/csrf-binding.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { isForm } from '../request/body.ts';
import { RequestProblem } from '../request/problem.ts';
import type { CsrfCheck } from './route.ts';

/**
 * Refuses an unsafe request that may be another site's, and leaves an audit row for it (ASVS V16.3.3).
 *
 * @throws RequestProblem `csrf-failed` with Django's reason.
 */
export async function guardAgainstCsrf(exchange: Exchange, check: CsrfCheck): Promise<void> {
  if (check === 'none' || check === 'exempt') return;
  await exchange.principal();
  if (exchange.credentialSource === 'header') return ignoreSessionCookie(exchange);
  const problem = await problemOf(exchange, check);
  if (problem !== null) await refuse(exchange, problem);
}

/**
 * What no browser sends by itself, another site cannot make it send. A page of an origin that may only read (CORS) can, with a
 * token of its own: it acts by that, and never by the cookies that the browser adds.
 */
function ignoreSessionCookie(exchange: Exchange): void {
  if (originProblem(senderOf(exchange), exchange.context.trustedOrigins) !== null) exchange.ignoreCookies();
}

function senderOf({ request: { headers }, isSecure, host }: Exchange) {
  return { headers, isSecure, host };
}

async function problemOf(exchange: Exchange, check: CsrfCheck): Promise<string | null> {
  const { trustedOrigins, signer } = exchange.context;
  const request = senderOf(exchange);
  const sessionId = check === 'origin' ? null : csrfBindingOf(await exchange.sessionHolder());
  const needsToken = check === 'token' || (check === 'session' && sessionId !== null && mustEcho(exchange));
  return needsToken
    ? csrfProblem({ ...request, ...sentTokens(exchange), sessionId }, { signer, trustedOrigins })
    : originProblem(request, trustedOrigins);
}

/**
 * Whether whoever is logged in must send the token. A session cookie always must. Token cookies must where the browser does
 * not say which page sent the request: front ends of dj-rest-auth know of no token, and what the browser says no page can
 * forge (Fetch Metadata, RFC 6454). A password in the header has no session that a token could be of.
 */
function mustEcho({ credentialSource, request: { headers } }: Exchange): boolean {
  if (credentialSource === 'token-cookie') return !tellsItsSender(headers);
  return credentialSource !== 'password';
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
  await exchange.context.useCases.activity.recordSecurityEvent({
    action: 'csrf-refused',
    userId: holder?.user.id ?? null,
    visitor: exchange.visitor,
    detail: { reason: reason.slice(0, 200) },
  });
  throw new RequestProblem({ code: 'csrf-failed', reason });
}
