import type { TokenPair } from '../../../core/token/obtain-tokens.ts';
import type { Exchange } from '../../../http/exchange.ts';
import { forStrangers } from '../../for-strangers.ts';
import { restUser } from './rest-user.ts';

/** What a log-in gets (DJ_REST_AUTH_TOKENS): the API token, a JWT pair (USE_JWT), or the pair in cookies too. */
export type HandedOut = 'api-token' | 'jwt' | 'jwt-cookies';

/** Nobody is looked for; where cookies are set, another site's requests are refused by where they come from. */
export function handingOut(tokens: HandedOut) {
  return { ...forStrangers, csrf: tokens === 'jwt-cookies' ? 'origin' : 'exempt' } as const;
}

/** The body of an answer that hands out a pair; with cookies it sets them, too. */
export function handOutPair(exchange: Exchange, pair: TokenPair, tokens: HandedOut) {
  const { access, refresh, user, session } = pair;
  const body = { access, refresh, user: restUser(user) };
  if (tokens !== 'jwt-cookies') return body;
  exchange.startTokens({ access, refresh }, session);
  return { ...body, refresh: isHidden(exchange) ? '' : refresh };
}

/** Whether scripts are kept from the refresh token: then no body says it either. */
export function isHidden({ context }: Exchange): boolean {
  return context.settings.refreshCookie.isHttpOnly;
}
