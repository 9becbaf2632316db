import {
  credentialsByClass,
  incomingCredentials,
  isTaken,
  usualClasses,
} from '../../http/credential/credentials.ts';
import type { IncomingCredential } from '../../http/credential/incoming-credential.ts';
import { ticket } from '../../http/credential/ticket.ts';
import type { Route } from '../../http/route/route.ts';
import type { AuthenticationClass } from '../../http/settings/authentication-class.ts';

type Requirement = Readonly<Record<string, readonly string[]>>;

/** What stands beside a cookie in an unsafe request. */
const csrfToken = {
  type: 'apiKey',
  in: 'header',
  name: 'X-CSRFToken',
  description: 'The value of the CSRF cookie, or what `getCsrfToken` answers.',
} as const;

/** The ways to say who one is. */
export function securitySchemes(
  sessionCookieName: string,
  authentication: readonly AuthenticationClass[] = usualClasses,
): Readonly<Record<string, object>> {
  const lookedAt = new Set<IncomingCredential>([
    ...authentication.map((name) => credentialsByClass[name]),
    ticket,
  ]);
  const schemes = incomingCredentials
    .filter((one) => lookedAt.has(one))
    .map(({ openApi }) => [openApi.name, openApi.scheme({ sessionCookieName })] as const);
  return { ...Object.fromEntries(schemes), csrfToken };
}

const NOTHING: Requirement = {};

/** What a request to the route must show: any one of these. */
export function securityOf(
  route: Pick<Route, 'access' | 'credentials' | 'csrf' | 'personalTokens' | 'issues' | 'ticket'>,
  authentication: readonly AuthenticationClass[] = usualClasses,
): readonly Requirement[] {
  const { access, credentials, csrf } = route;
  if (route.ticket !== undefined) return [{ [ticket.openApi.name]: [] }];
  if (credentials === 'none' || access === 'anonymous') return [NOTHING];
  const token: Requirement = csrf === 'session' || csrf === 'token' ? { csrfToken: [] } : {};
  const alternatives = authentication
    .map((name) => credentialsByClass[name])
    .filter(({ kind }) => isTaken(kind, route))
    .map(({ place, openApi }): Requirement => ({ [openApi.name]: [], ...(place === 'cookie' && token) }));
  return access === 'authenticated' ? alternatives : [NOTHING, ...alternatives];
}
