import type { Dependencies } from '../dependencies.ts';
import type { Principal } from '../session/session.ts';
import type { JwtToken } from './claims.ts';

/**
 * The holder of a token where the site asks for tokens that are not looked up (JWT_STATELESS): the user as the
 * database has it, but nothing that ended since counts against the token. The weaker form, listed at boot.
 */
export async function statelessPrincipal(
  deps: Pick<Dependencies, 'users' | 'groups'>,
  userId: number,
  token: JwtToken,
): Promise<Principal | null> {
  const user = await deps.users.findById(userId);
  if (!user?.isActive) return null;
  return {
    user,
    groups: await deps.groups.groupsOfUser(userId),
    permissions: await deps.groups.directPermissionsOfUser(userId),
    session: {
      id: 0,
      kind: 'jwt',
      scope: null,
      keyHash: `stateless:${token.id}`,
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
