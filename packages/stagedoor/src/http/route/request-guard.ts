import type { IncomingMessage } from 'node:http';
import type { HttpContext } from '../context/http-context.ts';
import type { RequestRefusal } from '../request/problem.ts';
import { framingProblem } from '../request/request-target.ts';

/** What becomes of a request before any route is looked at. */
export type GuardVerdict =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'refuse'; readonly problem: RequestRefusal }
  /** A page asked for over http: come back over https. */
  | { readonly outcome: 'redirect'; readonly location: string };

const pass: GuardVerdict = { outcome: 'pass' };
/** Asked by machines on the same network, over plain http and by the address of this one. They say nothing of anybody. */
const HEALTH = new Set(['/healthz', '/readyz']);
/** Asked over plain http, too; what they say is not for whoever leads a browser here under another name. */
const FIGURES = '/metrics';

/**
 * Judges every request once: is it well-formed HTTP, for one of our hosts, over the scheme this site is served on.
 * Only pages are redirected; whatever else came over http may have shown a secret already, as all that carries an
 * Authorization header has, so it is refused (ASVS V4.1.2).
 */
export function createRequestGuard(context: HttpContext): (request: IncomingMessage) => GuardVerdict {
  const { redirectsToHttps, publicOrigin } = context.settings;
  return (request) => {
    const problem = framingProblem(request);
    if (problem !== null) return { outcome: 'refuse', problem };
    if (isHealthCheck(request)) return pass;
    if (!context.isAllowedHost(request.headers.host)) {
      return { outcome: 'refuse', problem: { code: 'bad-request', reason: 'host-unknown' } };
    }
    if (!redirectsToHttps || context.connection.isSecure(request)) return pass;
    if (pathOf(request) === FIGURES) return pass;
    return isForPage(request)
      ? { outcome: 'redirect', location: publicOrigin + (request.url ?? '/') }
      : { outcome: 'refuse', problem: { code: 'https-required' } };
  };
}

function isHealthCheck(request: IncomingMessage): boolean {
  return (request.method === 'GET' || request.method === 'HEAD') && HEALTH.has(pathOf(request));
}

/** As the router finds it: without a query, and without the slash at the end. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const [path = '/'] = url.split('?', 1);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function isForPage({ method, url = '/', headers }: IncomingMessage): boolean {
  if (headers.authorization !== undefined) return false;
  return (method === 'GET' || method === 'HEAD') && !url.startsWith('/api/');
}
