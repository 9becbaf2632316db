import { findTokenHolder, opensByToken } from '../../login/opens-by-token.ts';
import { authenticationOf } from '../../session/authentication.ts';
import type { Principal } from '../../session/session.ts';
import { withRights } from '../../session/with-rights.ts';
import type { Dependencies } from '../dependencies.ts';

// What was proved is noted with the session, and nothing that asks for a recent proof is open to who names none.
const unknown = authenticationOf({ methods: [], authenticatedAt: null });

/**
 * The holder of a token where the site asks for tokens that are not looked up (JWT_STATELESS): the user as the
 * database has it, but nothing that ended since counts against the token. The weaker form, listed at boot.
 */
export async function statelessPrincipal(
  deps: Pick<Dependencies, 'users' | 'groups'>,
  { userId, keyHash }: { readonly userId: number; readonly keyHash: string },
): Promise<Principal | null> {
  const user = await deps.users.findById(userId);
  if (!user?.isActive) return null;
  const rights = await deps.groups.rightsOfUser(userId);
  return {
    ...withRights(user, rights, null),
    credentialKind: 'jwt',
    authentication: unknown,
    session: null,
    // The family's own: logging out by the token ends what it can be refreshed with.
    sessionKeyHash: keyHash,
  };
}

/** Who came by a token before, as of now: by what the site looks up, as at first. Null where tokens open nothing to them any more. */
export async function recheckTokenHolder(
  deps: Pick<Dependencies, 'authenticationBackends' | 'users' | 'groups' | 'sessions' | 'clock' | 'settings'>,
  keyHash: string,
  userId: number,
): Promise<Principal | null> {
  if (!deps.settings.jwt.isStateless) return await findTokenHolder(deps, keyHash);
  const principal = await statelessPrincipal(deps, { userId, keyHash });
  return opensByToken(deps, principal) ? principal : null;
}
