import type { Route } from '../../http/route/route.ts';
import type { AuthenticationClass } from '../../http/settings/authentication-class.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;

/** The ways to say who one is, in the order in which they are looked at. */
export function securitySchemes(
  sessionCookieName: string,
  authentication: readonly AuthenticationClass[] = USUAL,
): Readonly<Record<string, object>> {
  const wanted = new Set(['csrfToken', 'ticket', ...authentication.map((name) => schemeOf[name])]);
  return Object.fromEntries(
    Object.entries(allSchemes(sessionCookieName)).filter(([name]) => wanted.has(name)),
  );
}

const USUAL: readonly AuthenticationClass[] = ['session', 'jwt-cookie', 'token', 'jwt', 'personal-token'];

const schemeOf = {
  session: 'session',
  'jwt-cookie': 'tokenCookie',
  token: 'apiToken',
  jwt: 'jwt',
  'personal-token': 'personalAccessToken',
  basic: 'basic',
} as const satisfies Readonly<Record<AuthenticationClass, string>>;

function allSchemes(sessionCookieName: string) {
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
    ticket: {
      type: 'apiKey',
      in: 'query',
      name: 'ticket',
      description: 'A single-use ticket of `createTicket`.',
    },
    basic: { type: 'http', scheme: 'basic', description: 'A name and a password with each request.' },
  } as const;
}

const NOTHING: Requirement = {};
const IN_COOKIES: ReadonlySet<AuthenticationClass> = new Set<AuthenticationClass>(['session', 'jwt-cookie']);

/** What a request to the route must show: any one of these. */
export function securityOf(
  route: Pick<Route, 'access' | 'credentials' | 'csrf' | 'personalTokens' | 'issues' | 'ticket'>,
  authentication: readonly AuthenticationClass[] = USUAL,
): readonly Requirement[] {
  const { access, credentials, csrf, personalTokens, issues, ticket } = route;
  if (ticket !== undefined) return [{ ticket: [] }];
  if (credentials === 'none' || access === 'anonymous') return [NOTHING];
  const token: Requirement = csrf === 'session' || csrf === 'token' ? { csrfToken: [] } : {};
  const isOpen = (name: AuthenticationClass): boolean =>
    name === 'personal-token'
      ? personalTokens === true
      : name !== 'basic' || (personalTokens === true && issues === 'none');
  const alternatives = authentication
    .filter(isOpen)
    .map((name): Requirement => ({ [schemeOf[name]]: [], ...(IN_COOKIES.has(name) ? token : {}) }));
  return access === 'authenticated' ? alternatives : [NOTHING, ...alternatives];
}
