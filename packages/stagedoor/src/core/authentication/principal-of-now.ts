import { mayHaveTokens } from '../login/entry-rules.ts';
import type { Principal } from '../session/session.ts';
import { withRights } from '../session/with-rights.ts';
import type { Dependencies } from './dependencies.ts';
import { recheckPrincipal } from './recheck-principal.ts';

/**
 * The same person as of now, with the rights of now, within the request that they came with: by a password too, which is good for one
 * request, and by a token that the site does not look up (JWT_STATELESS): as at first, no session is asked, and what ended since counts for
 * nothing. Null where what they came with opens nothing any more.
 */
export async function principalOfNow(
  deps: Dependencies,
  { principal }: { readonly principal: Principal },
): Promise<Principal | null> {
  if (principal.session !== null) return await recheckPrincipal(deps, { principal });
  const { id, securityVersion } = principal.user;
  const user = await deps.users.findById(id);
  const isByPassword = principal.sessionKeyHash === null;
  if (!user?.isActive || (isByPassword && user.securityVersion !== securityVersion)) return null;
  if (!isByPassword && !mayHaveTokens(user, deps.settings)) return null;
  return { ...principal, ...withRights(user, await deps.groups.rightsOfUser(id), null) };
}
