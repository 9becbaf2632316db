import { AccountsError } from '../../core/kernel/errors.ts';
import { networkOf } from '../../core/kernel/network-of.ts';
import type { Principal } from '../../core/session/session.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { compactJson, jsonAlone, jsonOrPage, type Rendering, renderingOf } from '../request/negotiation.ts';
import { guardAgainstCsrf } from './csrf-guard.ts';
import type { PreparedRoute } from './prepared-route.ts';
import type { Route } from './route.ts';

/** What the visitor wants to be answered in, if anything may be answered at all. @throws AccountsError, RequestProblem */
export function negotiateAnswer(
  { context, httpInterface, limiter, show }: PreparedRoute,
  exchange: Exchange,
): Rendering {
  const isApi = httpInterface.mediaType === 'application/json';
  const rendering = isApi
    ? renderingOf(exchange.request, show === null ? jsonAlone : jsonOrPage)
    : compactJson;
  if (limiter === null) return rendering;
  const retryAfterSeconds = limiter(networkOf(exchange.ipAddress), context.clock.now().getTime());
  if (retryAfterSeconds > 0) throw new AccountsError({ code: 'throttled', retryAfterSeconds });
  return rendering;
}

/**
 * What a personal access token may not do, whoever its owner is: leave its scope, or go where tokens have no business. A
 * password that comes with each request goes no further, and gets nothing to take away.
 */
export function guardScope(route: Route, principal: Principal | null): void {
  if (principal === null) return;
  const { session, sessionKeyHash } = principal;
  const isPassword = sessionKeyHash === null;
  if (session?.kind !== 'personal-token' && !isPassword) return;
  const scope = session?.scope ?? null;
  const takesAway = isPassword && route.issues !== 'none';
  const mayWrite = !takesAway && (scope === null || scope.methods === 'write');
  if (route.personalTokens !== true || !(mayWrite || route.method === 'GET')) {
    throw new AccountsError({ code: 'permission-denied' });
  }
}

/** @throws AccountsError `permission-denied`, `email-unverified` for who is logged in, but not what the route needs. */
export async function guardNeeds(
  { route, context }: Pick<PreparedRoute, 'route' | 'context'>,
  principal: Principal | null,
): Promise<void> {
  const { needs: rule } = route;
  if (rule === undefined) return;
  if (principal === null) throw new AccountsError({ code: 'permission-denied' });
  await context.useCases.access.requireAllowed({ principal, rule });
}

export async function guardUnsafe({ route, context }: PreparedRoute, exchange: Exchange): Promise<void> {
  await exchange.readBody();
  await guardAgainstCsrf(exchange, route.csrf);
  // Data in the cookie is only known as long as its session lives, and log-in ends that one. Whoever has a header goes without.
  const carriesData = route.issues === 'session' && exchange.credentialSource !== 'header';
  if (carriesData && context.sessionEngine === 'signed-cookies') await exchange.session();
}

/** After everything else that refuses, as in REST framework: what another site sends in somebody's name costs them nothing. */
export async function throttle(exchange: Exchange, route: Route, principal: Principal | null): Promise<void> {
  const userId = principal?.user.id ?? null;
  const { context, ipAddress } = exchange;
  await context.useCases.limit.admitRequest({ userId, ipAddress, scope: route.throttle ?? null });
}
