import type { HttpContext } from '../context/http-context.ts';
import type { HttpRequest } from '../request/http-request.ts';
import { Exchange } from './exchange.ts';

const issuedBefore = new WeakMap<HttpRequest, Exchange>();

/** Keeps what a request was issued, should it fail: the session that its browser has may have ended by that. */
export function keepIssued(exchange: Exchange): void {
  if (exchange.issuedSession) issuedBefore.set(exchange.request, exchange);
}

/** The exchange that answers a request outside every route, or after a fault in one: whatever was issued by then goes out with it. */
export function exchangeOfFault(request: HttpRequest, context: HttpContext): Exchange {
  return issuedBefore.get(request) ?? new Exchange(request, context);
}
