import type { VNode } from 'preact';
import { type Answer, type AnswerHeaders, page, redirect } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import type { PageContext } from '../ui/page-context.ts';
import { brandOf } from './brand-of.ts';
import { pageContextOf } from './page-context.ts';
import { renderBySite } from './page-views.ts';

/** Draws a view with the context of this request. */
export async function answerPage(
  exchange: Exchange,
  draw: (context: PageContext) => VNode,
  { status = 200, headers = {} }: { status?: number; headers?: AnswerHeaders } = {},
): Promise<Answer> {
  const context = await pageContextOf(exchange);
  const html = renderBySite(draw(context), context, brandOf(exchange.context));
  return page(html, status, headers);
}

/**
 * Sends the visitor on after a form was accepted. htmx would swap the next page into this one's frame, so it is told
 * to go there instead.
 */
export function goTo(exchange: Exchange, location: string): Answer {
  if (exchange.request.headers['hx-request'] !== 'true') return redirect(location);
  return { kind: 'empty', status: 204, headers: { 'hx-redirect': location } };
}
