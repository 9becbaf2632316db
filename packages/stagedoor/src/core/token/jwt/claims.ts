import type { JsonValue } from '../../kernel/json-value.ts';
import type { TokenFault } from '../../kernel/token-fault.ts';
import type { JwtClaims, JwtVerdict } from '../jwt-codec.ts';
import type { JwtRules, JwtSettings } from '../jwt-settings.ts';

/** What a token is for. */
export type TokenType = 'access' | 'refresh' | 'sliding';

/** A good token whose kind is known. */
export interface JwtToken {
  readonly type: TokenType;
  /** The claim `jti`. */
  readonly id: string;
  readonly expiresAt: Date;
  readonly claims: JwtClaims;
}

export type IdentifiedToken =
  | { readonly outcome: 'good'; readonly token: JwtToken }
  | { readonly outcome: 'refused'; readonly fault: TokenFault };

const LONGEST_ID = 255;

/**
 * Times, issuer and audience of claims whose signature is good. Times are whole seconds and
 * nothing else; a token from the future is no token. A missing `exp` is left to `identifyToken`, which has words for it.
 */
export function verdictOn(claims: JwtClaims, rules: JwtRules, now: Date): JwtVerdict {
  const nowSeconds = now.getTime() / 1_000;
  const { exp, nbf, iat } = claims;
  const areTimes = [exp, nbf, iat].every((time) => time === undefined || isTime(time));
  const latestStart = Math.max(isTime(nbf) ? nbf : 0, isTime(iat) ? iat : 0);
  const isTooEarly = latestStart > nowSeconds + rules.leewaySeconds;
  if (!areTimes || isTooEarly || !isFromUs(claims, rules) || !isForUs(claims, rules)) {
    return { outcome: 'invalid' };
  }
  if (isTime(exp) && exp <= nowSeconds - rules.leewaySeconds) return { outcome: 'expired' };
  return { outcome: 'good', claims };
}

/** What kind of token good claims make; one of `types` or none. Checks in simplejwt's order: end, id, type. */
export function identifyToken(
  claims: JwtClaims,
  names: JwtSettings['claimNames'],
  types: readonly TokenType[],
): IdentifiedToken {
  const { exp } = claims;
  const id = ownClaim(claims, names.id);
  const type = types.find((one) => one === ownClaim(claims, names.type));
  if (!isTime(exp)) return { outcome: 'refused', fault: 'no-expiry' };
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID) {
    return { outcome: 'refused', fault: 'no-id' };
  }
  if (ownClaim(claims, names.type) === undefined) return { outcome: 'refused', fault: 'no-type' };
  if (type === undefined) return { outcome: 'refused', fault: 'wrong-type' };
  return { outcome: 'good', token: { type, id, expiresAt: new Date(exp * 1_000), claims } };
}

/** Why a sliding token cannot be exchanged any more, by its claim `refresh_exp`; null when it can. */
export function refreshFault(
  claims: JwtClaims,
  { leewaySeconds }: Pick<JwtRules, 'leewaySeconds'>,
  now: Date,
): TokenFault | null {
  const end = ownClaim(claims, 'refresh_exp');
  if (!isTime(end)) return 'no-refresh-expiry';
  return end <= now.getTime() / 1_000 - leewaySeconds ? 'refresh-expired' : null;
}

/** Whose token it is: a number, or its text as simplejwt writes it since 5.5.1. Null where it names nobody. */
export function userIdIn(claims: JwtClaims, names: Pick<JwtSettings['claimNames'], 'userId'>): number | null {
  const claim = ownClaim(claims, names.userId);
  const id = typeof claim === 'string' && /^[1-9]\d{0,15}$/.test(claim) ? Number(claim) : claim;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}

function ownClaim(claims: JwtClaims, name: string): JsonValue | undefined {
  return Object.hasOwn(claims, name) ? claims[name] : undefined;
}

function isTime(claim: JsonValue | undefined): claim is number {
  return Number.isSafeInteger(claim) && (claim as number) >= 0;
}

function isFromUs({ iss }: JwtClaims, { issuer }: JwtRules): boolean {
  return issuer === null || iss === issuer;
}

/** RFC 7519 4.1.3: a token that names its readers is for no other, and nobody is named by the half of a name. */
function isForUs({ aud }: JwtClaims, { audience }: JwtRules): boolean {
  const named = Array.isArray(aud) ? aud : [aud];
  if (audience.length === 0) return aud === undefined;
  return named.every(isText) && named.some((name) => audience.includes(name));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
