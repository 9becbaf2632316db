import type { Stores } from './dependencies.ts';
import { organizationEvent } from './organization-event.ts';

/**
 * Before a user goes, whose row is locked: an organization that nobody else owns who is active goes to whoever is next in it, and one that
 * nobody else is in ends. All that they are in are locked before it is read which they own: they may become an owner at this moment, by whoever
 * leaves or goes as well. The keys of whoever it goes to stay: their row is not locked, and they may be going too.
 */
export async function handOver(stores: Stores, userId: number, now: Date): Promise<void> {
  const act = { by: 'operator', now } as const;
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
      await stores.audit.append(organizationEvent('organization-delete', act, { organization }));
      continue;
    }
    const before = await stores.memberships.find(organizationId, heir);
    // Somebody who owns it too and is shut out.
    if (before?.role === 'owner') continue;
    await stores.memberships.setRole(organizationId, heir, 'owner');
    const detail = { before: before?.role ?? null, role: 'owner' };
    await stores.audit.append(
      organizationEvent('membership-change', act, { organization, userId: heir, detail }),
    );
  }
}
