import type { Exchange } from '../http/exchange/exchange.ts';
import { queryValue } from './page-route.ts';

const NOWHERE = '';

/** The safe `next` of the form, then of the query; null when there is none worth following. */
export function safeNext(exchange: Exchange): string | null {
  const typed = exchange.request.method === 'POST' ? exchange.body().next : undefined;
  const candidates = [typeof typed === 'string' ? typed : null, queryValue(exchange, 'next')];
  return exchange.chooseNext(candidates, NOWHERE) || null;
}
