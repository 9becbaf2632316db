import type { BodyTokenFault, TokenFault } from '../../kernel/token-fault.ts';

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
