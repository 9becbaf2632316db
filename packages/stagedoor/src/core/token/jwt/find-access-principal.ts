import { opensByToken } from '../../login/opens-by-token.ts';
import type { Refused } from '../../session/refused.ts';
import type { Principal, SessionHolder } from '../../session/session.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import type { JwtClaims } from '../jwt-codec.ts';
import type { BearerFault } from './bearer-fault.ts';
import { type JwtToken, userIdIn } from './claims.ts';
import { passwordFingerprint, SESSION_CLAIM } from './make-tokens.ts';
import { readJwt } from './read-jwt.ts';
import { statelessPrincipal } from './stateless-principal.ts';

export type JwtRefused = Refused<'jwt', BearerFault>;

type FindDependencies = Pick<
  Dependencies,
  'jwtCodec' | 'sessions' | 'users' | 'groups' | 'authenticationBackends' | 'clock' | 'settings'
>;

/**
 * Who an access (or sliding) token logs in, as of now. The token only names its session: what its holder may is read
 * from the database as for a cookie, so that an ended session, a changed password or a closed account stops the token
 * at once, and stale claims give nobody anything.
 */
export async function findAccessPrincipal(
  deps: FindDependencies,
  input: { readonly token: string },
): Promise<Principal | JwtRefused> {
  const read = await readJwt(deps, { token: input.token, types: ['access', 'sliding'] });
  if (read.outcome === 'refused') return refused(read.fault);
  return await findHolder(deps, read.token);
}

/** The same for a token that was read already. */
export function findHolder(deps: FindDependencies, token: JwtToken): Promise<Principal | JwtRefused> {
  const { isStateless } = deps.settings.jwt;
  return isStateless ? findBy(deps, token, statelessPrincipal) : findFamilyHolder(deps, token);
}

/** Who holds the family of a token, looked up on every site: what prolongs a token is never taken at its word. */
export function findFamilyHolder(
  deps: FindDependencies,
  token: JwtToken,
): Promise<SessionHolder | JwtRefused> {
  return findBy(deps, token, principalOfFamily);
}

type FindHolder<Holder extends Principal> = (
  deps: FindDependencies,
  of: { readonly userId: number; readonly keyHash: string },
) => Promise<Holder | null>;

const principalOfFamily: FindHolder<SessionHolder> = (deps, { keyHash }) =>
  deps.sessions.findPrincipal(keyHash, deps.clock.now());

async function findBy<Holder extends Principal>(
  deps: FindDependencies,
  token: JwtToken,
  find: FindHolder<Holder>,
): Promise<Holder | JwtRefused> {
  const userId = userIdIn(token.claims, deps.settings.jwt.claimNames);
  if (userId === null) return refused('no-user');
  const principal = await find(deps, { userId, keyHash: keyHashOf(token) });
  if (principal !== null && isTokenOf(deps, token, principal)) return principal;
  return refused(await explain(deps, userId, token));
}

function refused(fault: BearerFault): JwtRefused {
  return { refused: 'jwt', fault };
}

/** Whether a token logs in the holder of the session that it names: the same user, who may have tokens, and whose session, where it was looked up, opens everything. */
export function isTokenOf(
  deps: Pick<Dependencies, 'authenticationBackends' | 'settings'>,
  token: JwtToken,
  principal: Principal,
): boolean {
  const { user } = principal;
  return (
    user.id === userIdIn(token.claims, deps.settings.jwt.claimNames) &&
    opensByToken(deps, principal) &&
    isOfPassword(token, user)
  );
}

/** The stored key hash of the session that a token belongs to. */
export function keyHashOf({ claims }: JwtToken): string {
  const known = keyHashes.get(claims);
  if (known !== undefined) return known;
  const sessionKey = claims[SESSION_CLAIM];
  const keyHash = sessionKeyHash('jwt', typeof sessionKey === 'string' ? sessionKey : '');
  keyHashes.set(claims, keyHash);
  return keyHash;
}

/** For as long as the claims are kept: who remembers a token's verdict need not hash its session's key each time. */
const keyHashes = new WeakMap<JwtClaims, string>();

/** Only asked once a token was refused. Whoever holds it was that user: nothing is told to a stranger. */
async function explain(
  deps: Pick<Dependencies, 'users'>,
  userId: number,
  token: JwtToken,
): Promise<BearerFault> {
  const user = await deps.users.findById(userId);
  if (user === null) return 'user-not-found';
  if (!user.isActive) return 'user-inactive';
  return isOfPassword(token, user) ? 'blacklisted' : 'password-changed';
}

/** A token that carries the fingerprint of a password is good for that password only (CHECK_REVOKE_TOKEN). */
function isOfPassword({ claims }: JwtToken, { passwordHash }: User): boolean {
  const fingerprint = claims.hash_password;
  return fingerprint === undefined || fingerprint === passwordFingerprint(passwordHash);
}
