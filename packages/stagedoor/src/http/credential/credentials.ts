import type { CredentialKind } from '../../core/kernel/credential.ts';
import type { ProblemCode } from '../request/problem.ts';
import type { AuthenticationClass } from '../settings/authentication-class.ts';
import { apiToken } from './api-token.ts';
import { basic } from './basic.ts';
import type {
  CookieCredential,
  HeaderCredential,
  IncomingCredential,
  QueryCredential,
  TakingRoute,
} from './incoming-credential.ts';
import { jwt } from './jwt.ts';
import { personalToken } from './personal-token.ts';
import { sessionCookie } from './session-cookie.ts';
import { ticket } from './ticket.ts';
import { tokenCookie } from './token-cookie.ts';

/**
 * What the JSON API may be told to look at, by its name in API_AUTHENTICATION, in the order of where that is not set. A new one is its
 * file and its line here.
 */
export const credentialsByClass: {
  readonly [Name in AuthenticationClass]: CookieCredential | HeaderCredential;
} = {
  token: apiToken,
  jwt,
  'personal-token': personalToken,
  session: sessionCookie,
  'jwt-cookie': tokenCookie,
  basic,
};

/** Everything that a request may come with. */
export const incomingCredentials: readonly (CookieCredential | HeaderCredential | QueryCredential)[] = [
  ...Object.values(credentialsByClass),
  ticket,
];

/** What may be answered to whoever shows one that is no good. */
export function refusalsOf({
  refusal,
  openApi: { refuses = [] },
}: Pick<IncomingCredential, 'refusal' | 'openApi'>): readonly ProblemCode[] {
  return refusal === null ? refuses : [refusal, ...refuses];
}

/** By what a principal came by: what a header carries may come in a cookie too, and goes no further there. */
const takingRules: ReadonlyMap<CredentialKind, (route: TakingRoute) => boolean> = new Map(
  Object.values(credentialsByClass).flatMap((one) =>
    one.place === 'header' && one.isTakenBy !== undefined ? [[one.kind, one.isTakenBy]] : [],
  ),
);

/** Whether a route takes what somebody came by. One question, of who is let in and of what the OpenAPI document says. */
export function isTaken(kind: CredentialKind, route: TakingRoute): boolean {
  const rule = takingRules.get(kind);
  return rule === undefined || rule(route);
}

/** What is looked at unless API_AUTHENTICATION says otherwise, for who knows nothing of the site: what the default of that setting says too. */
export const usualClasses: readonly AuthenticationClass[] = (
  Object.keys(credentialsByClass) as AuthenticationClass[]
).filter((name) => credentialsByClass[name].isOptIn !== true);
