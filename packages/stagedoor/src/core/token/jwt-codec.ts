import type { JsonObject } from '../kernel/json-value.ts';

/** The claims of a token, by their names on the wire. Times are whole Unix seconds. */
export type JwtClaims = JsonObject;

/** What a token turned out to be. `invalid` does not say why: forged, damaged and not yet valid look alike. */
export type JwtVerdict =
  | { readonly outcome: 'good'; readonly claims: JwtClaims }
  | { readonly outcome: 'invalid' }
  | { readonly outcome: 'expired' };

/** A key as `/.well-known/jwks.json` shows it (RFC 7517): public members only, all of them texts. */
export type PublicJwk = Readonly<Record<string, string>>;

/** Longer tokens are refused before any work; headers end about there too. */
export const LONGEST_TOKEN = 8_192;

/** One key, at hand to sign. */
export interface JwtSigner {
  /** How many characters the token of these claims will have. At once, and so inside `transact` too. */
  lengthOf(claims: JwtClaims): number;
  /** Signs the claims as they are, under the header `{"alg", "typ": "JWT"}`, plus `kid` where the key has one. */
  sign(claims: JwtClaims): Promise<string>;
}

/**
 * Puts claims under a signature and reads them back. Only what a site signed itself, under the one algorithm it is
 * configured for, is ever good. Of a good token it is still to be asked what it is for: `readJwt` does both. Never used
 * inside `transact`: the keys may have to be read from the database.
 */
export interface JwtCodec {
  /** What signs now. Kept for one answer, no longer: keys change. */
  signer(): Promise<JwtSigner>;
  /** Signature, algorithm, shape, times, issuer and audience. Never throws for a bad token. */
  read(token: string, now: Date): Promise<JwtVerdict>;
  /** The keys that tokens verify under, the next one included; empty where the key is a shared secret. */
  publicKeys(now: Date): Promise<readonly PublicJwk[]>;
}
