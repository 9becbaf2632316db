import { isUnsafe, operationRequest } from './client-request.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { ClientCredentials } from './credentials.ts';
import { createCsrfToken } from './csrf-token.ts';
import type { Transport } from './transport.ts';

/** The cookie of a session, with the CSRF token that goes with it. */
export function createSessionCredentials(transport: Transport, jar: CookieJar | null): ClientCredentials {
  const csrf = createCsrfToken(transport, { jar, headers: () => cookieHeaders(jar, transport) });
  return {
    fetchCredentials: 'include',
    logInOperation: 'logIn',
    keep: async () => {},
    logOutRequest: async () => operationRequest('logOut'),
    forget: async () => false,
    mayBeSignedIn: async () => true,
    async show(asked) {
      const token = isUnsafe(asked) ? await csrf.find() : null;
      const headers = cookieHeaders(jar, transport);
      return { headers: token === null ? headers : { ...headers, 'x-csrftoken': token } };
    },
    note({ name }, response) {
      jar?.note(response);
      csrf.note(name);
    },
    async recover({ code }) {
      return code === 'csrf-failed' && (await csrf.renew()) !== null ? 'again' : 'stands';
    },
  };
}

/** What a browser would add by itself. */
function cookieHeaders(jar: CookieJar | null, { origin }: Transport): Readonly<Record<string, string>> {
  if (jar === null) return {};
  const cookie = jar.header();
  return { ...(cookie === '' ? {} : { cookie }), ...(origin === '' ? {} : { origin }) };
}
