/** Why a token is refused; `texts` puts each into simplejwt's words. */
export type TokenFault =
  | 'invalid'
  | 'expired'
  | 'no-expiry'
  | 'no-id'
  | 'no-type'
  | 'wrong-type'
  | 'no-refresh-expiry'
  | 'refresh-expired'
  | 'no-user';

/** Why a JWT in the body of a request is refused; `texts` puts each into simplejwt's words. */
export type BodyTokenFault = TokenFault | 'blacklisted' | 'no-account';
