import { AccountsError } from '../kernel/errors.ts';
import { actsAsThemselves } from '../session/authority.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { Organization } from './organization.ts';

/**
 * Lets a session act in one of its user's organizations from now on, or in none. It says nothing of what they may there: ask with the
 * organization. It ends with the membership.
 *
 * @throws AccountsError `not-found` for one that they are no member of; `permission-denied` where there is no session of their own
 */
export async function switchOrganization(
  { transact }: Pick<Dependencies, 'transact'>,
  { principal, organizationId }: { readonly principal: Principal; readonly organizationId: number | null },
): Promise<Organization | null> {
  const { session } = principal;
  if (session === null || !actsAsThemselves(principal))
    throw new AccountsError({ code: 'permission-denied' });
  return await transact(async (stores) => {
    const { id: userId } = await lockPrincipal(stores, principal);
    if (organizationId === null) {
      await stores.activeOrganizations.clear(session.id);
      return null;
    }
    const organization = await stores.organizations.lock(organizationId);
    const membership = await stores.memberships.find(organizationId, userId);
    if (organization === null || membership === null) throw new AccountsError({ code: 'not-found' });
    await stores.activeOrganizations.set({ sessionId: session.id, userId }, organizationId);
    return organization;
  });
}

/** In which organization the session acts; null for none. One statement. */
export async function activeOrganization(
  { activeOrganizations }: Pick<Dependencies, 'activeOrganizations'>,
  { principal }: { readonly principal: Principal },
): Promise<Organization | null> {
  const { session } = principal;
  return session === null || !actsAsThemselves(principal) ? null : await activeOrganizations.find(session.id);
}
