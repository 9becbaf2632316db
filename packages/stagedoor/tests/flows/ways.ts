import { expect } from 'vitest';

/** An answer as a client sees it. */
export interface Said {
  readonly status: number;
  readonly body: unknown;
  /** `name=value` of every cookie that was set. */
  readonly cookies: readonly string[];
}

export type Ask = (
  method: string,
  path: string,
  sent?: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> },
) => Promise<Said>;

/** What a client shows to be known: headers of its requests, and beside them what only a log-out needs. */
export interface Shown {
  readonly headers: Readonly<Record<string, string>>;
  readonly refresh?: string;
}

/** One way to be known to a site: where it differs from the others, in what is sent and what is answered. */
export interface Way {
  readonly signUpPath: string;
  readonly logInPath: string;
  /** The whole answer to a good log-in of `username`. */
  readonly loggedIn: (user: { readonly id: number; readonly username: string }) => unknown;
  /** The whole answer to a wrong password, an unknown name, and an account that is not activated. */
  readonly refused: readonly [status: number, body: unknown];
  readonly shownAfter: (answer: Said) => Shown;
  readonly logOut: (ask: Ask, shown: Shown) => Promise<Said>;
  readonly loggedOut: readonly [status: number, body: unknown];
  /** Whether a change of the password ends the very credential that made it. */
  readonly endsWithPassword: boolean;
  /** The whole answer to what a former credential asks for. */
  readonly dead: unknown;
}

const NOT_SIGNED_IN = { detail: 'Authentication credentials were not provided.' };
const JWT = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);

const session: Way = {
  signUpPath: '/api/signup/',
  logInPath: '/api/login/',
  loggedIn: ({ username }) => ({ message: 'Login successful', username }),
  refused: [401, { error: 'Invalid credentials' }],
  shownAfter: ({ cookies }) => {
    const csrfToken = cookies.find((cookie) => cookie.startsWith('csrftoken='))?.split('=')[1] ?? '';
    return { headers: { cookie: cookies.join('; '), 'x-csrftoken': csrfToken } };
  },
  logOut: (ask, { headers }) => ask('POST', '/api/logout/', { headers }),
  loggedOut: [200, { detail: 'Successfully logged out.' }],
  endsWithPassword: false,
  dead: NOT_SIGNED_IN,
};

const apiToken: Way = {
  signUpPath: '/api/register/',
  logInPath: '/api-token-auth/',
  loggedIn: ({ id, username }) => ({
    token: expect.stringMatching(/^[0-9a-f]{40}$/),
    user_id: id,
    email: `${username}@mail.example`,
  }),
  refused: [400, { non_field_errors: ['Unable to log in with provided credentials.'] }],
  shownAfter: ({ body }) => ({ headers: { authorization: `Token ${(body as { token: string }).token}` } }),
  logOut: (ask, { headers }) => ask('DELETE', '/api-token-auth/', { headers }),
  loggedOut: [204, ''],
  endsWithPassword: true,
  dead: { detail: 'Invalid token.' },
};

const jwt: Way = {
  signUpPath: '/api/register/',
  logInPath: '/api/token/',
  loggedIn: () => ({ refresh: JWT, access: JWT }),
  refused: [401, { detail: 'No active account found with the given credentials' }],
  shownAfter: ({ body }) => {
    const { access, refresh } = body as { access: string; refresh: string };
    return { headers: { authorization: `Bearer ${access}` }, refresh };
  },
  logOut: (ask, { refresh }) => ask('POST', '/api/token/blacklist/', { body: { refresh } }),
  loggedOut: [200, {}],
  endsWithPassword: false,
  dead: {
    detail: 'Given token not valid for any token type',
    code: 'token_not_valid',
    messages: [{ token_class: 'AccessToken', token_type: 'access', message: 'Token is blacklisted' }],
  },
};

/** By session, by token, by JSON web token. */
export const ways: Readonly<Record<string, Way>> = { session, 'API token': apiToken, JWT: jwt };
