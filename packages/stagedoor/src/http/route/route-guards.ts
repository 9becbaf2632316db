import { AccountsError } from '../../core/kernel/errors.ts';
import { networkOf } from '../../core/kernel/network-of.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { accepts } from '../request/accept.ts';
import { isMultipart } from '../request/body.ts';
import type { HttpRequest } from '../request/http-request.ts';
import { compactJson, jsonAlone, jsonOrPage, type Rendering, renderingOf } from '../request/negotiation.ts';
import { RequestProblem } from '../request/problem.ts';
import type { PreparedRoute } from './prepared-route.ts';
import type { Route } from './route.ts';

/** What the visitor wants to be answered in, if anything may be answered at all. @throws AccountsError, RequestProblem */
export function negotiateAnswer(
  { context, httpInterface, limiter, show, route }: PreparedRoute,
  exchange: Exchange,
): Rendering {
  const isApi = httpInterface.mediaType === 'application/json';
  const rendering = isApi ? renderingFor(exchange.request, { show, route }) : compactJson;
  if (limiter === null) return rendering;
  const retryAfterSeconds = limiter(networkOf(exchange.ipAddress), context.clock.now().getTime());
  if (retryAfterSeconds > 0) throw new AccountsError({ code: 'throttled', retryAfterSeconds });
  return rendering;
}

function renderingFor(
  request: HttpRequest,
  { show, route: { produces } }: Pick<PreparedRoute, 'show' | 'route'>,
): Rendering {
  if (produces === undefined) return renderingOf(request, show === null ? jsonAlone : jsonOrPage);
  if (accepts(request.headers.accept, produces)) return compactJson;
  throw new RequestProblem({ code: 'not-acceptable' });
}

/** After everything else that refuses, as in REST framework: what another site sends in somebody's name costs them nothing. */
export async function throttle(exchange: Exchange, route: Route, principal: Principal | null): Promise<void> {
  await exchange.context.useCases.limit.admitRequest(requestOf(exchange, route, principal));
}

/** A form with files is long, and is read before it is counted: of whoever has no request left it is not. */
export async function throttleForms(
  exchange: Exchange,
  route: Route,
  principal: Principal | null,
): Promise<void> {
  if (!isMultipart(exchange.request.headers)) return;
  await exchange.context.useCases.limit.requireRoom(requestOf(exchange, route, principal));
}

function requestOf({ ipAddress }: Exchange, route: Route, principal: Principal | null) {
  return { userId: principal?.user.id ?? null, ipAddress, scope: route.throttle ?? null };
}
