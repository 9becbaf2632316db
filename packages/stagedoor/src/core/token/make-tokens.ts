import { hash } from 'node:crypto';
import { after, seconds } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { randomTokenId } from '../secret-value.ts';
import type { Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { TokenType } from './claims.ts';
import type { JwtClaims } from './jwt-codec.ts';
import { siteClaims } from './site-claims.ts';

/** The claim that names the session a token belongs to: the key of a session of kind `jwt`. */
export const SESSION_CLAIM = 'sid';

/** Whose tokens, and which session they open. */
export interface TokenHolder {
  readonly user: User;
  readonly sessionKey: string;
}

type MakerDependencies = Pick<Dependencies, 'jwtCodec' | 'settings' | 'tokenClaims' | 'groups'>;

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

/** An access token: its own id, the claims of the site's hook, and the session it depends on. */
export function makeAccessToken(
  deps: MakerDependencies,
  holder: TokenHolder,
  of: { readonly now: Date; readonly session: Pick<Session, 'endsAt'> },
): Promise<string> {
  const planned = planToken(of.now, deps.settings.jwt.accessTokenSeconds, of.session);
  return sign(deps, holder, { type: 'access', planned });
}

/** The refresh token that was planned. Made twice from the same plan it is the same token. */
export function makeRefreshToken(
  deps: MakerDependencies,
  holder: TokenHolder,
  planned: PlannedToken,
): Promise<string> {
  return sign(deps, holder, { type: 'refresh', planned });
}

/** One token for both: good as an access token until `exp`, exchangeable until `refresh_exp`. */
export function makeSlidingToken(
  deps: MakerDependencies,
  holder: TokenHolder,
  of: { readonly planned: PlannedToken; readonly refreshUntil: Date },
): Promise<string> {
  const more = { refresh_exp: unixSeconds(of.refreshUntil) };
  return sign(deps, holder, { type: 'sliding', planned: of.planned, more });
}

async function sign(
  deps: MakerDependencies,
  { user, sessionKey }: TokenHolder,
  { type, planned, more = {} }: { type: TokenType; planned: PlannedToken; more?: JwtClaims },
): Promise<string> {
  const { claimNames, rules, checkRevokeToken } = deps.settings.jwt;
  const [audience, ...others] = rules.audience;
  return deps.jwtCodec.sign({
    // First, so that no claim of the site's can take the place of one that decides. A refresh token is read by nobody.
    ...(type === 'refresh' ? {} : await siteClaims(deps, user)),
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
  });
}

/** simplejwt's fingerprint of the password column, which its own clients may compare. */
export function passwordFingerprint(passwordHash: string): string {
  return hash('md5', passwordHash, 'hex').toUpperCase();
}

function unixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1_000);
}
