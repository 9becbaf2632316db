import type { Leaving } from '../kernel/feature-records.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Organization } from './organization.ts';
import { eventBy } from './organization-event.ts';

/** What becomes of an organization once somebody is gone who owns it alone: it goes to whoever is next in it, or ends. */
export interface Fate {
  readonly organization: Pick<Organization, 'id' | 'name'>;
  /** Null where it ends. */
  readonly heir: Pick<User, 'id' | 'username' | 'email'> | null;
}

const MOST_TOLD = 1_000;

/** What would become of the organizations that somebody owns, were they to go now; those that another active owner has stay as they are. */
export async function fateOfOwned(
  { organizations, memberships, users }: Pick<Dependencies, 'organizations' | 'memberships' | 'users'>,
  { principal: { user } }: { readonly principal: Principal },
): Promise<readonly Fate[]> {
  const fates: Fate[] = [];
  const own = await organizations.listOfUser(user.id, { afterId: 0, limit: MOST_TOLD });
  for (const organization of own.filter(({ role }) => role === 'owner')) {
    if (await memberships.hasOwnerBeside(organization.id, user.id)) continue;
    const heir = await memberships.findHeir(organization.id, user.id);
    fates.push({ organization, heir: heir === null ? null : await users.findById(heir) });
  }
  return fates;
}

/**
 * Before a user goes, whose row is locked: an organization that nobody else owns who is active goes to whoever is next in it, and one that
 * nobody else is in ends. All that they are in are locked before it is read which they own: they may become an owner at this moment, by whoever
 * leaves or goes as well. The keys of whoever it goes to stay: their row is not locked, and they may be going too.
 */
export async function handOver(stores: Stores, { userId, by, visitor }: Leaving, now: Date): Promise<void> {
  const act = { by, visitor, now };
  const own = await stores.organizations.lockOfUser(userId);
  const owned = new Set(await stores.memberships.listOwned(userId));
  for (const organization of own.filter(({ id }) => owned.has(id))) {
    const { id: organizationId } = organization;
    const isAlone = !(await stores.memberships.hasOwnerBeside(organizationId, userId));
    await stores.memberships.remove(organizationId, userId);
    if (!isAlone) continue;
    const heir = await stores.memberships.findHeir(organizationId, userId);
    if (heir === null) {
      await stores.organizations.remove(organizationId);
      await stores.audit.append(eventBy('organization-delete', act, { organization }));
      continue;
    }
    const before = await stores.memberships.find(organizationId, heir);
    // Somebody who owns it too and is shut out.
    if (before?.role === 'owner') continue;
    await stores.memberships.setRole(organizationId, heir, 'owner');
    const detail = { before: before?.role ?? null, role: 'owner' };
    await stores.audit.append(eventBy('membership-change', act, { organization, userId: heir, detail }));
  }
}
