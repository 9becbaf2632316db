/** What a site signs with. The first three share a secret; the others have a private and a public half. */
export type JwtAlgorithm =
  | 'HS256'
  | 'HS384'
  | 'HS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'EdDSA';

/** What decides whether a token is this site's and in time. */
export interface JwtRules {
  readonly algorithm: JwtAlgorithm;
  /** Who tokens are for; a token must name one of them. Empty: a token that names anybody is refused. */
  readonly audience: readonly string[];
  /** Who tokens must say they are from; null does not ask. */
  readonly issuer: string | null;
  /** How far the clocks of two nodes may differ: at most 30. */
  readonly leewaySeconds: number;
}

/** The settings of JSON web tokens. */
export interface JwtSettings {
  readonly rules: JwtRules;
  readonly claimNames: { readonly type: string; readonly id: string; readonly userId: string };
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly slidingTokenSeconds: number;
  /** For so long a sliding token can be exchanged for a new one. */
  readonly slidingRefreshSeconds: number;
  readonly rotateRefreshTokens: boolean;
  readonly blacklistAfterRotation: boolean;
  /** Whether obtaining tokens counts as the user's last log-in; refreshing never does. */
  readonly updateLastLogin: boolean;
  /** First words of the Authorization header, in any case. */
  readonly headerTypes: readonly string[];
  /** Adds the claim `hash_password`, which dies with the password (simplejwt's CHECK_REVOKE_TOKEN). */
  readonly checkRevokeToken: boolean;
  /** What tokens say of their user beside who it is. */
  readonly claims: readonly ('profile' | 'permissions')[];
  /** Weaker: access tokens live until they expire, whatever happens to session and user. */
  readonly isStateless: boolean;
  /** A new signing key is published for so long before it signs. */
  readonly keyOverlapMs: number;
}

/** Whether the algorithm signs with a shared secret instead of a pair of keys. */
export function usesSharedSecret(algorithm: JwtAlgorithm): boolean {
  return algorithm.startsWith('HS');
}

/** The longest that any token of these settings can still be good for. */
export function longestTokenSeconds(settings: JwtSettings): number {
  const { accessTokenSeconds, refreshTokenSeconds, slidingTokenSeconds, slidingRefreshSeconds } = settings;
  const longest = Math.max(
    accessTokenSeconds,
    refreshTokenSeconds,
    slidingTokenSeconds,
    slidingRefreshSeconds,
  );
  return longest + settings.rules.leewaySeconds;
}
