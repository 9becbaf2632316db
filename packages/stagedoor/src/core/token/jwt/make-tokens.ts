import { hash } from 'node:crypto';
import { after, seconds } from '../../kernel/clock.ts';
import { PlainError } from '../../kernel/plain-error.ts';
import { randomTokenId } from '../../kernel/secret-value.ts';
import { mayPass } from '../../login/entry-rules.ts';
import type { Principal, Session } from '../../session/session.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import { type JwtClaims, type JwtSigner, LONGEST_TOKEN } from '../jwt-codec.ts';
import type { TokenType } from './claims.ts';
import { siteClaims } from './site-claims.ts';

/** The claim that names the session a token belongs to: the key of a session of kind `jwt`. */
export const SESSION_CLAIM = 'sid';

/** Whose tokens, which session they open, and the rights that they may show. */
export interface TokenHolder extends Pick<Principal, 'user' | 'groups' | 'permissions'> {
  readonly sessionKey: string;
}

/** How long a token may be for where it goes; without it, as long as one can be read. */
export interface TokenSizeLimit {
  readonly mostCharacters?: number;
}

/**
 * What makes the tokens of one answer. It is got before a transaction, with what the site says of their holder; claims are put
 * together inside one, so that a token without room keeps nothing of it, and they are signed when it is over.
 */
export interface TokenMaker extends Pick<Dependencies, 'settings'> {
  /** The site's own. */
  readonly ownClaims: JwtClaims;
  readonly signer: JwtSigner;
  readonly mostCharacters: number;
}

/**
 * Not inside a transaction: keys may have to be read, and the site be asked about the user; not about one whom the gate will turn
 * away, nor where there is nobody.
 */
export async function readyTokenMaker(
  { jwtCodec, settings, tokenClaims }: Pick<Dependencies, 'jwtCodec' | 'settings' | 'tokenClaims'>,
  user: User | null,
  { mostCharacters = LONGEST_TOKEN }: TokenSizeLimit,
): Promise<TokenMaker> {
  const ownClaims = user !== null && mayPass(user, user, settings) ? await tokenClaims.of(user) : {};
  return { signer: await jwtCodec.signer(), settings, ownClaims, mostCharacters };
}

/** A token about to be handed out, with the id under which its use is remembered. */
export interface PlannedToken {
  readonly jti: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A new id and an end on a whole second, no later than the session's own. */
export function planToken(now: Date, lifeSeconds: number, session: Pick<Session, 'endsAt'>): PlannedToken {
  const createdAt = new Date(Math.floor(now.getTime() / 1_000) * 1_000);
  const asked = after(createdAt, seconds(lifeSeconds));
  return {
    jti: randomTokenId(),
    createdAt,
    expiresAt:
      asked < session.endsAt ? asked : new Date(Math.floor(session.endsAt.getTime() / 1_000) * 1_000),
  };
}

/**
 * Of an access token: its own id, the claims of the site's hook, and the session it depends on.
 *
 * @throws PlainError where the token would be too long, as all that work out claims
 */
export function accessClaims(
  maker: TokenMaker,
  holder: TokenHolder,
  of: { readonly now: Date; readonly session: Pick<Session, 'endsAt'> },
): JwtClaims {
  const planned = planToken(of.now, maker.settings.jwt.accessTokenSeconds, of.session);
  return claimsOf(maker, holder, { type: 'access', planned });
}

/** Of the refresh token that was planned. Made twice from the same plan it is the same token. */
export function refreshClaims(maker: TokenMaker, holder: TokenHolder, planned: PlannedToken): JwtClaims {
  return claimsOf(maker, holder, { type: 'refresh', planned });
}

/** Of one token for both: good as an access token until `exp`, exchangeable until `refresh_exp`. */
export function slidingClaims(
  maker: TokenMaker,
  holder: TokenHolder,
  of: { readonly planned: PlannedToken; readonly refreshUntil: Date },
): JwtClaims {
  const more = { refresh_exp: unixSeconds(of.refreshUntil) };
  return claimsOf(maker, holder, { type: 'sliding', planned: of.planned, more });
}

function claimsOf(
  maker: TokenMaker,
  holder: TokenHolder,
  { type, planned, more = {} }: { type: TokenType; planned: PlannedToken; more?: JwtClaims },
): JwtClaims {
  const { user, sessionKey } = holder;
  const { claimNames, rules, checkRevokeToken } = maker.settings.jwt;
  const [audience, ...others] = rules.audience;
  const claims = {
    // First, so that no claim of the site's can take the place of one that decides. A refresh token is read by nobody.
    ...(type === 'refresh' ? {} : siteClaims(maker, holder)),
    [claimNames.type]: type,
    exp: unixSeconds(planned.expiresAt),
    iat: unixSeconds(planned.createdAt),
    [claimNames.id]: planned.jti,
    [claimNames.userId]: String(user.id),
    [SESSION_CLAIM]: sessionKey,
    ...(checkRevokeToken ? { hash_password: passwordFingerprint(user.passwordHash) } : {}),
    ...(rules.issuer === null ? {} : { iss: rules.issuer }),
    ...(audience === undefined ? {} : { aud: others.length === 0 ? audience : [audience, ...others] }),
    ...more,
  };
  requireRoom(maker, claims, user.id);
  return claims;
}

/** A fault of the site's claims, which its operator finds in the log. */
function requireRoom({ signer, mostCharacters }: TokenMaker, claims: JwtClaims, userId: number): void {
  const length = signer.lengthOf(claims);
  if (length <= mostCharacters) return;
  throw new PlainError(
    `The claims of user ${userId} make a token of ${length} characters, where ${mostCharacters} have room; put less into JWT_CLAIMS or tokenClaims.`,
  );
}

/** simplejwt's fingerprint of the password column, which its own clients may compare. */
export function passwordFingerprint(passwordHash: string): string {
  return hash('md5', passwordHash, 'hex').toUpperCase();
}

function unixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1_000);
}
