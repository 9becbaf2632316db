import { isRefused } from '../../core/session/refused.ts';
import type { CookieCredential } from './incoming-credential.ts';
import { jwt } from './jwt.ts';

/**
 * A JWT in a cookie. It comes along whether its sender means it or not: where anybody may come, one that is no good any more is no
 * reason to turn them away. Where somebody must be logged in, it is the reason that is told.
 */
export const tokenCookie: CookieCredential = {
  kind: jwt.kind,
  place: 'cookie',
  challenge: jwt.challenge,
  refusal: jwt.refusal,
  openApi: {
    name: 'tokenCookie',
    scheme: () => ({
      type: 'apiKey',
      in: 'cookie',
      name: 'Authentication',
      description: 'A JWT in a cookie. An unsafe request shows the CSRF token beside it.',
    }),
  },
  wasSent: ({ tokenCookies }) => tokenCookies.sentAccess.length > 0,
  async find(search) {
    const { sentAccess } = search.tokenCookies;
    const token = sentAccess.length > 1 ? await search.tokenCookies.findAccess() : sentAccess[0];
    if (token === undefined || token === null) return null;
    const found = await search.ask({ kind: 'jwt', token });
    if (found === null) return search.refuse(jwt.refused(null));
    if (isRefused(found)) return search.refuse(jwt.refused(found.refused === 'jwt' ? found : null));
    return search.isWhereItWas(found) ? search.foundIn('token-cookie', found) : null;
  },
};
