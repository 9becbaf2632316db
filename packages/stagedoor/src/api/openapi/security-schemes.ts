import type { Route } from '../../http/route.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;

/** The ways to say who one is, in the order in which they are looked at (contract C7.2). */
export function securitySchemes(sessionCookieName: string) {
  return {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookieName,
      description: 'The session cookie. An unsafe request shows the CSRF token beside it.',
    },
    csrfToken: {
      type: 'apiKey',
      in: 'header',
      name: 'X-CSRFToken',
      description: 'The value of the CSRF cookie, or what `getCsrfToken` answers.',
    },
    tokenCookie: {
      type: 'apiKey',
      in: 'cookie',
      name: 'Authentication',
      description: 'A JWT in a cookie. An unsafe request shows the CSRF token beside it.',
    },
    apiToken: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'An API token: `Token 9944b091…`.',
    },
    jwt: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token.' },
    personalAccessToken: {
      type: 'http',
      scheme: 'bearer',
      description: 'A personal access token, for what its scope allows.',
    },
  } as const;
}

const NOTHING: Requirement = {};

/** What a request to the route must show: any one of these. */
export function securityOf(
  route: Pick<Route, 'access' | 'credentials' | 'csrf' | 'personalTokens'>,
): readonly Requirement[] {
  const { access, credentials, csrf, personalTokens } = route;
  if (credentials === 'none' || access === 'anonymous') return [NOTHING];
  const token: Requirement = csrf === 'session' || csrf === 'token' ? { csrfToken: [] } : {};
  const ways: readonly Requirement[] = [
    { session: [], ...token },
    { tokenCookie: [], ...token },
    { apiToken: [] },
    { jwt: [] },
    ...(personalTokens === true ? [{ personalAccessToken: [] }] : []),
  ];
  return access === 'authenticated' ? ways : [NOTHING, ...ways];
}
