import type { IncomingHttpHeaders } from 'node:http';
import type { Signer } from '../../core/kernel/signer.ts';
import type { TrustedOrigins } from '../request/origins.ts';
import { equalTexts, isBoundTo, secretOf, tokenProblem } from './csrf-token.ts';

/** What the check looks at. `formToken` is the field `csrfmiddlewaretoken`, if the body is a form that has it. */
export interface CsrfRequest {
  readonly headers: IncomingHttpHeaders;
  readonly isSecure: boolean;
  /** The Host header, which was checked against the allow-list before. */
  readonly host: string;
  readonly cookieTokens: readonly string[];
  readonly formToken: string | null;
  /** Null for a visitor who is not logged in. */
  readonly sessionId: number | null;
}

export interface CsrfRules {
  readonly signer: Signer;
  readonly trustedOrigins: TrustedOrigins;
}

/**
 * Why a request must be taken for another site's: the reason in Django's words, or null. Origin first,
 * then on https the Referer where there is no Origin, and what the browser itself says in Sec-Fetch-Site.
 */
export function originProblem(
  request: Omit<CsrfRequest, 'cookieTokens' | 'formToken' | 'sessionId'>,
  trusted: TrustedOrigins,
): string | null {
  const { origin } = request.headers;
  if (origin !== undefined) {
    const isOwn = origin === ownOrigin(request);
    if (!isOwn && !trusted.has(origin))
      return `Origin checking failed - ${show(origin)} does not match any trusted origins.`;
    return isOwn && isCrossSite(request.headers)
      ? 'Origin checking failed - the browser calls the request cross-site.'
      : null;
  }
  if (isCrossSite(request.headers))
    return 'Origin checking failed - the browser calls the request cross-site.';
  return null;
}

/**
 * Whether the browser says enough of the page that sent the request for `originProblem` alone to judge it: an Origin of
 * whatever kind, or that it is this very origin. `none`, a person's own doing, is not said of what a script sends.
 */
export function tellsItsSender(headers: IncomingHttpHeaders): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin';
}

/** Django's whole check, in its order: Origin or Referer, cookie, token. Null when all is well. */
export function csrfProblem(request: CsrfRequest, rules: CsrfRules): string | null {
  const problem =
    originProblem(request, rules.trustedOrigins) ?? refererProblem(request, rules.trustedOrigins);
  return problem ?? tokenMismatch(request, rules.signer);
}

function refererProblem(request: CsrfRequest, trusted: TrustedOrigins): string | null {
  const { origin, referer } = request.headers;
  if (origin !== undefined || !request.isSecure) return null;
  if (referer === undefined) return 'Referer checking failed - no Referer.';
  const url = URL.parse(referer);
  if (!url || url.host === '') return 'Referer checking failed - Referer is malformed.';
  const from = originOf(url);
  const isOfApp = !/^https?:$/.test(url.protocol) && trusted.has(from);
  if (url.protocol !== 'https:' && !isOfApp) {
    return 'Referer checking failed - Referer is insecure while host is secure.';
  }
  const isOurs = from === ownOrigin(request) || trusted.has(from);
  return isOurs ? null : `Referer checking failed - ${show(referer)} does not match any trusted origins.`;
}

/** The URL standard calls every scheme but the web's `null`; browsers and web views do send those of apps and extensions. */
function originOf({ origin, protocol, host }: URL): string {
  return origin === 'null' ? `${protocol}//${host}` : origin;
}

function tokenMismatch(request: CsrfRequest, signer: Signer): string | null {
  const [cookie] = request.cookieTokens;
  if (cookie === undefined) return 'CSRF cookie not set.';
  // An old site of a parent domain may have left one of that name. What counts is that ours is among them.
  const secrets = request.cookieTokens.filter((sent) => tokenProblem(sent) === null).map(secretOf);
  if (secrets.length === 0) return `CSRF cookie ${tokenProblem(cookie)}.`;
  const header = request.headers['x-csrftoken'];
  const [token, source] =
    request.formToken !== null && request.formToken !== ''
      ? [request.formToken, 'CSRF token from POST']
      : [header === undefined ? '' : String(header), "CSRF token from the 'X-Csrftoken' HTTP header"];
  if (token === '') return 'CSRF token missing.';
  const problem = tokenProblem(token);
  if (problem) return `${source} ${problem}.`;
  const secret = secretOf(token);
  const isAmongThem = secrets.some((sent) => equalTexts(sent, secret));
  const matches = isAmongThem && isBoundTo(signer, secret, request.sessionId);
  return matches ? null : `${source} incorrect.`;
}

function ownOrigin({ isSecure, host }: { isSecure: boolean; host: string }): string {
  return `${isSecure ? 'https' : 'http'}://${host.toLowerCase()}`;
}

/** `same-site` is another host of the same owner, which the cookie of a host does not cover either. */
function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** What a stranger sent goes back cut and without anything a log or terminal could act on. */
function show(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x7e]/g, '?');
}
