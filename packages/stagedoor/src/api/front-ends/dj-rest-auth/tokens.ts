import { after, seconds } from '../../../core/kernel/clock.ts';
import type { Session } from '../../../core/session/session.ts';
import type { TokenPair } from '../../../core/token/jwt/obtain-tokens.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { COOKIE_SIZE_LIMIT } from '../../../http/exchange/token-cookies.ts';
import { withoutCredentials } from '../../without-credentials.ts';
import { restUser } from './rest-user.ts';

/** What a log-in gets (DJ_REST_AUTH_TOKENS): the API token, a JWT pair (USE_JWT), or the pair in cookies too. */
export type IssuedTokens = 'api-token' | 'jwt' | 'jwt-cookies';

/** Nobody is looked for; where cookies are set, another site's requests are refused by where they come from. */
export function tokenIssuance(tokens: IssuedTokens) {
  return { ...withoutCredentials, csrf: tokens === 'jwt-cookies' ? 'origin' : 'exempt' } as const;
}

/** How long the tokens may be that are handed out. */
export function sizeLimitFor(tokens: IssuedTokens) {
  return tokens === 'jwt-cookies' ? COOKIE_SIZE_LIMIT : {};
}

/** What a log-in is told of the browser: what it holds, which ends, and the room for tokens, where cookies take its place. */
export async function browserOptions(tokens: IssuedTokens, exchange: Exchange) {
  return tokens === 'jwt-cookies'
    ? { ...(await exchange.findReplacedSessions()), ...sizeLimitFor(tokens) }
    : {};
}

/** The body of an answer that hands out a pair; with cookies it sets them, too. */
export async function pairBody(exchange: Exchange, pair: TokenPair, tokens: IssuedTokens) {
  const { access, refresh, user, session } = pair;
  const body = {
    access,
    refresh,
    user: restUser(user),
    access_expiration: accessEnd(exchange, session),
    refresh_expiration: refreshEnd(exchange, session),
  };
  if (tokens !== 'jwt-cookies') return body;
  await exchange.startTokens({ access, refresh }, session);
  return { ...body, refresh: isHidden(exchange) ? '' : refresh };
}

/** When an access token that was just made ends: no later than its session. */
export function accessEnd({ context, now }: Exchange, session: Session): Date {
  return endAfter(now, context.accounts.jwt.accessTokenSeconds, session);
}

export function refreshEnd({ context, now }: Exchange, session: Session): Date {
  return endAfter(now, context.accounts.jwt.refreshTokenSeconds, session);
}

function endAfter(now: Date, life: number, { endsAt }: Session): Date {
  const end = after(now, seconds(life));
  return end < endsAt ? end : endsAt;
}

/** Whether scripts are kept from the refresh token: then no body says it either. */
export function isHidden({ context }: Exchange): boolean {
  return context.settings.refreshCookie.isHttpOnly;
}
