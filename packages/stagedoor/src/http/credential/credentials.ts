import type { ProblemCode } from '../request/problem.ts';
import type { AuthenticationClass } from '../settings/authentication-class.ts';
import { apiToken } from './api-token.ts';
import { basic } from './basic.ts';
import type {
  CookieCredential,
  HeaderCredential,
  IncomingCredential,
  QueryCredential,
} from './incoming-credential.ts';
import { jwt } from './jwt.ts';
import { personalToken } from './personal-token.ts';
import { sessionCookie } from './session-cookie.ts';
import { ticket } from './ticket.ts';
import { tokenCookie } from './token-cookie.ts';

/** What the JSON API may be told to look at, by its name in API_AUTHENTICATION. A new one is its file and its line here. */
export const credentialsByClass: {
  readonly [Name in AuthenticationClass]: CookieCredential | HeaderCredential;
} = {
  session: sessionCookie,
  'jwt-cookie': tokenCookie,
  token: apiToken,
  jwt,
  'personal-token': personalToken,
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
  alsoRefuses = [],
}: Pick<IncomingCredential, 'refusal' | 'alsoRefuses'>): readonly ProblemCode[] {
  return refusal === null ? alsoRefuses : [refusal, ...alsoRefuses];
}

/** What is looked at unless API_AUTHENTICATION says otherwise, for who knows nothing of the site. */
export const usualClasses: readonly AuthenticationClass[] = (
  Object.keys(credentialsByClass) as AuthenticationClass[]
).filter((name) => credentialsByClass[name].isOptIn !== true);
