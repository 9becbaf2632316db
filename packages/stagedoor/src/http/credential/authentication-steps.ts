import type { Authorization, AuthorizationSchemes } from '../request/authorization.ts';
import type { AuthenticationClass } from '../settings/authentication-class.ts';
import { credentialsByClass } from './credentials.ts';
import type { CookieCredential, HeaderCredential } from './incoming-credential.ts';

/** What is looked at for somebody to be found, in this order. A header is read in one step, where the first class that reads it stands. */
export interface AuthenticationSteps {
  readonly steps: readonly (CookieCredential | 'header')[];
  readonly header: HeaderCredentials;
}

/** What an Authorization header may carry here. */
export interface HeaderCredentials {
  readonly schemes: AuthorizationSchemes;
  /** Whose a header is that reads so; null for none that the site looks at. */
  taking(read: Authorization): HeaderCredential | null;
}

/** Worked out once. */
export function authenticationSteps(
  classes: readonly AuthenticationClass[],
  jwtTypes: readonly string[],
): AuthenticationSteps {
  const credentials = classes.map((name) => credentialsByClass[name]);
  const steps = credentials.map((one) => (one.place === 'cookie' ? one : ('header' as const)));
  const inHeader = credentials.filter((one): one is HeaderCredential => one.place === 'header');
  return { steps: [...new Set(steps)], header: headerCredentials(inHeader, jwtTypes) };
}

function headerCredentials(
  inHeader: readonly HeaderCredential[],
  jwtTypes: readonly string[],
): HeaderCredentials {
  const prefixed = inHeader.filter(({ prefix }) => prefix !== undefined);
  const byScheme = new Map(
    inHeader
      .filter(({ prefix }) => prefix === undefined)
      .flatMap((one) => one.schemes.map((scheme) => [scheme, one])),
  );
  return {
    schemes: { jwtTypes, words: new Set(inHeader.flatMap(({ schemes }) => schemes)) },
    taking(read) {
      for (const one of prefixed) if (hasPrefix(one, read)) return one;
      return byScheme.get(read.scheme) ?? null;
    },
  };
}

function hasPrefix({ schemes, prefix = '' }: HeaderCredential, read: Authorization): boolean {
  return 'credentials' in read && schemes.includes(read.scheme) && read.credentials.startsWith(prefix);
}
