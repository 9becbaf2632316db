import type { TokenFault } from './claims.ts';

/** Why a JWT in the body of a request is refused; `texts` puts each into simplejwt's words. */
export type BodyTokenFault = TokenFault | 'blacklisted' | 'no-account';

/** Why an access token in a header or a cookie is refused. */
export type BearerFault =
  | TokenFault
  | 'blacklisted'
  | 'user-not-found'
  | 'user-inactive'
  | 'password-changed';

/** The same said of a token in a body, which has fewer words for it. */
export function faultInBody(fault: BearerFault): BodyTokenFault {
  if (fault === 'user-not-found' || fault === 'user-inactive') return 'no-account';
  return fault === 'password-changed' ? 'blacklisted' : fault;
}
