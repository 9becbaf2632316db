/**
 * The ways in that the JSON API may look at, in REST framework's terms: the session cookie, the cookie of
 * an access token, an access token, an API token or a personal one in the Authorization header, a name and a password there.
 */
export type AuthenticationClass = 'session' | 'jwt-cookie' | 'jwt' | 'token' | 'personal-token' | 'basic';

/** The classes that read the Authorization header; which of them is meant is said by its scheme. */
type HeaderClass = Exclude<AuthenticationClass, 'session' | 'jwt-cookie'>;

/** What is looked at for somebody to be found, in this order. */
export interface AuthenticationSteps {
  readonly steps: readonly ('session' | 'jwt-cookie' | 'header')[];
  /** What a header may carry. */
  readonly inHeader: ReadonlySet<HeaderClass>;
}

/** Worked out once: a header is read in one step, where the first class that reads it stands. */
export function authenticationSteps(classes: readonly AuthenticationClass[]): AuthenticationSteps {
  const inHeader = new Set<HeaderClass>();
  const steps = new Set<AuthenticationSteps['steps'][number]>();
  for (const name of classes) {
    if (name === 'session' || name === 'jwt-cookie') {
      steps.add(name);
    } else {
      steps.add('header');
      inHeader.add(name);
    }
  }
  return { steps: [...steps], inHeader };
}

/** What `WWW-Authenticate` says of a class; null for one that has no challenge, whose refusals are 403. */
export const challenges: Readonly<Record<AuthenticationClass, string | null>> = {
  session: null,
  'jwt-cookie': 'Bearer realm="api"',
  jwt: 'Bearer realm="api"',
  token: 'Token',
  'personal-token': 'Bearer realm="api"',
  basic: 'Basic realm="api"',
};
