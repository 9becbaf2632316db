import type { Principal } from '../session/session.ts';
import { withRights } from '../session/with-rights.ts';
import type { Dependencies } from './dependencies.ts';
import { recheckPrincipal } from './recheck-principal.ts';

/**
 * The same person as of now, with the rights of now, within the request that they came with: by a password too, which is good for one
 * request. Null where what they came with opens nothing any more.
 */
export async function principalOfNow(
  deps: Dependencies,
  { principal }: { readonly principal: Principal },
): Promise<Principal | null> {
  if (principal.sessionKeyHash !== null) return await recheckPrincipal(deps, { principal });
  const { id, securityVersion } = principal.user;
  const user = await deps.users.findById(id);
  if (!user?.isActive || user.securityVersion !== securityVersion) return null;
  return { ...principal, ...withRights(user, await deps.groups.rightsOfUser(id), null) };
}
