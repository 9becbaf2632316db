import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import type { JwtToken } from './claims.ts';

/**
 * What stands for the id of a session that is not looked up: 53 bits of its key's hash. The CSRF token that goes with
 * the cookies of its tokens is bound to it.
 */
export function statelessSessionId(keyHash: string): number {
  return Number(Buffer.from(keyHash, 'base64url').readBigUInt64BE() >> 11n);
}

/**
 * The holder of a token where the site asks for tokens that are not looked up (JWT_STATELESS): the user as the
 * database has it, but nothing that ended since counts against the token. The weaker form, listed at boot.
 */
export async function statelessPrincipal(
  deps: Pick<Dependencies, 'users' | 'groups'>,
  token: JwtToken,
  { userId, keyHash }: { readonly userId: number; readonly keyHash: string },
): Promise<Principal | null> {
  const user = await deps.users.findById(userId);
  if (!user?.isActive) return null;
  return {
    user,
    groups: await deps.groups.groupsOfUser(userId),
    permissions: await deps.groups.directPermissionsOfUser(userId),
    session: {
      id: statelessSessionId(keyHash),
      kind: 'jwt',
      scope: null,
      // The family's own: logging out by the token ends what it can be refreshed with.
      keyHash,
      userId,
      securityVersion: user.securityVersion,
      backend: null,
      expiry: { kind: 'fixed', at: token.expiresAt },
      createdAt: token.expiresAt,
      lastSeenAt: token.expiresAt,
      expiresAt: token.expiresAt,
      endsAt: token.expiresAt,
      // Nothing that asks for a recent proof is open to it.
      authenticatedAt: null,
      ipAddress: '',
      userAgent: '',
      deviceId: null,
      pendingStage: null,
    },
  };
}
