import { REMOTE_USER_BACKEND } from '../../core/login/log-in-remote-user.ts';
import { isRefused } from '../../core/session/refused.ts';
import type { CookieCredential } from './incoming-credential.ts';

/** The key of a browser's session. */
export const sessionCookie: CookieCredential = {
  kind: 'cookie',
  place: 'cookie',
  challenge: null,
  refusal: null,
  openApi: {
    name: 'session',
    scheme: ({ sessionCookieName }) => ({
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookieName,
      description: 'The session cookie. An unsafe request shows the CSRF token beside it.',
    }),
  },
  wasSent: ({ session }) => session.wasSent,
  async find(search) {
    if (search.session.isAmbiguous) await search.session.find();
    const { key: sessionKey } = search.session;
    if (sessionKey === null) return null;
    const found = await search.ask({ kind: 'cookie', sessionKey });
    if (found === null || isRefused(found)) return null;
    const isOfProxy = found.session?.backend === REMOTE_USER_BACKEND;
    if (isOfProxy && !(await search.isNamedByProxy(found, sessionKey))) return null;
    return search.isWhereItWas(found) ? search.foundIn('session-cookie', found) : null;
  },
};
