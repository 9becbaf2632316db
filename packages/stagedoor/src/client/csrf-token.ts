import { type ClientRequest, operationRequest } from './client-request.ts';
import { type CookieJar, cookieIn } from './cookie-jar.ts';
import type { Transport } from './transport.ts';

const COOKIE = 'csrftoken';

/** The token belongs to the session, so these make another one. */
const CHANGE_THE_SESSION: readonly ClientRequest['name'][] = [
  'logIn',
  'logInByForm',
  'logInForTokenCookies',
  'logInRemoteUser',
  'logOut',
  'logOutOfTokenCookies',
  'changePassword',
  'logInByPasskey',
  'passSecondFactor',
  'passByPasskey',
  'addPasskey',
  'proveByPasskey',
  'confirmTotp',
  'proveSecondFactor',
  'signUp',
];

/** The CSRF token that unsafe requests show beside a cookie. */
export interface CsrfToken {
  /** From the cookie where it can be read, else as the server told it; null when it cannot be had. */
  find(): Promise<string | null>;
  /** Asks the server for a new one; null when it cannot be had. */
  renew(): Promise<string | null>;
  note(name: ClientRequest['name']): void;
}

export function createCsrfToken(
  transport: Transport,
  {
    jar,
    headers,
  }: { readonly jar: CookieJar | null; readonly headers: () => Readonly<Record<string, string>> },
): CsrfToken {
  let told: string | null = null;

  async function renew(): Promise<string | null> {
    const { data, response } = await transport.call(operationRequest('getCsrfToken'), {
      credentials: 'include',
      headers: headers(),
    });
    if (response) jar?.note(response);
    told = data === undefined ? null : (data as { csrfToken: string }).csrfToken;
    return told;
  }

  return {
    async find() {
      const readable = jar === null ? inDocument(transport.origin) : jar.find(COOKIE);
      return told ?? readable ?? (await renew());
    },
    renew,
    note(name) {
      if (CHANGE_THE_SESSION.includes(name)) told = null;
    },
  };
}

/** A page sees the cookies of its own host, whatever their port: those of another origin may be another site's. */
function inDocument(origin: string): string | undefined {
  const { document, location } = globalThis as Partial<Page>;
  if (document === undefined || (origin !== '' && origin !== location?.origin)) return undefined;
  try {
    return cookieIn(document.cookie, COOKIE);
  } catch {
    // Forbidden, as in a frame without an origin of its own: the server tells the token.
    return undefined;
  }
}

interface Page {
  readonly document: { readonly cookie: string };
  readonly location: { readonly origin: string };
}
