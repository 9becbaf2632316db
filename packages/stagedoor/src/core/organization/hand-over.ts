import type { Stores } from './dependencies.ts';
import { organizationEvent } from './organization-event.ts';

/**
 * Before a user goes: an organization that nobody else owns goes to whoever is next in it, and one that nobody else is in ends. Each is
 * locked, so that of two owners who go at once one sees the other gone.
 */
export async function handOver(stores: Stores, userId: number, now: Date): Promise<void> {
  const act = { by: 'operator', now } as const;
  for (const organizationId of await stores.memberships.listOwned(userId)) {
    const organization = await stores.organizations.lock(organizationId);
    const isAlone = (await stores.memberships.countOwners(organizationId, 2)) < 2;
    await stores.memberships.remove(organizationId, userId);
    if (organization === null || !isAlone) continue;
    const heir = await stores.memberships.findHeir(organizationId, userId);
    if (heir === null) {
      await stores.organizations.remove(organizationId);
      await stores.audit.append(organizationEvent('organization-delete', act, { organization }));
      continue;
    }
    await stores.memberships.setRole(organizationId, heir, 'owner');
    const detail = { role: 'owner' };
    await stores.audit.append(
      organizationEvent('membership-change', act, { organization, userId: heir, detail }),
    );
  }
}
