import type { Principal } from '../../core/session/session.ts';
import { type Answer, isJson, type JsonAnswer } from '../answer/answer.ts';
import type { RenderAnswer } from '../answer/answer-renderer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { jsonFor, type Rendering } from '../request/negotiation.ts';
import type { PreparedRoute } from './prepared-route.ts';
import type { Route } from './route.ts';

/** A page is for who is logged in there, by what a browser sends; everybody else is answered as ever. */
export function pageOrJson(wanted: Rendering, exchange: Exchange, principal: Principal | null): Rendering {
  const isInBrowser = principal !== null && exchange.credentialSource !== 'header';
  return isInBrowser ? wanted : jsonFor(exchange.request.headers.accept);
}

/** An answer as the visitor wants it, where that is not JSON without a space in it. */
export async function renderAs(
  rendering: Rendering,
  answer: Answer,
  { prepared, exchange }: { prepared: PreparedRoute; exchange: Exchange },
): Promise<Answer> {
  if (!isJson(answer)) return answer;
  if (rendering.as === 'json') return indented(answer, rendering.indent);
  const { show, route, address } = prepared;
  return show ? await show({ ...address, route, answer }, exchange) : answer;
}

function indented(answer: JsonAnswer, indent: number): Answer {
  const body: unknown = answer.kind === 'json' ? answer.body : JSON.parse(answer.text);
  const { status, headers } = answer;
  const text = JSON.stringify(body, null, indent);
  return { kind: 'json-text', status, text, ...(headers === undefined ? {} : { headers }) };
}

/** An answer in the format of the site, but for documents of other standards. */
export function inFormat(
  answer: Answer,
  render: RenderAnswer,
  { route, exchange }: { route: Route; exchange: Exchange },
): Answer {
  const isFixed = route.fixedBody === true && answer.status < 400;
  return isFixed ? answer : render(answer, exchange.translate);
}
