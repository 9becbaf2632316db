import type { Leaving } from '../kernel/feature-records.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Organization } from './organization.ts';
import { eventBy } from './organization-event.ts';
import type { NextMember } from './organization-store.ts';

/** What becomes of an organization once somebody is gone who owns it alone: it goes to whoever is next in it, or ends. */
export interface Fate {
  readonly organization: Pick<Organization, 'id' | 'name'>;
  /** Null where it ends. */
  readonly heir: NextMember['user'] | null;
}

const MOST_TOLD = 1_000;

/** What would become of the organizations that somebody owns, were they to go now; those that another owner has stay as they are. */
export async function fateOfOwned(
  { organizations, memberships }: Pick<Dependencies, 'organizations' | 'memberships'>,
  { principal: { user } }: { readonly principal: Principal },
): Promise<readonly Fate[]> {
  const own = await organizations.listOfUser(user.id, { afterId: 0, limit: MOST_TOLD });
  const next = await nextIn(memberships, user.id);
  return own
    .filter(({ role }) => role === 'owner')
    .flatMap((organization) => {
      const fate = fateOf(next.get(organization.id));
      return fate === 'stays' ? [] : [{ organization, heir: fate === 'ends' ? null : fate.user }];
    });
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
  const next = await nextIn(stores.memberships, userId);
  for (const organization of own.filter(({ id }) => owned.has(id))) {
    await stores.memberships.remove(organization.id, userId);
    const fate = fateOf(next.get(organization.id));
    if (fate === 'stays') continue;
    if (fate === 'ends') await end(stores, organization, act);
    else await pass(stores, { organization, heir: fate }, act);
  }
}

async function nextIn(
  memberships: Stores['memberships'],
  userId: number,
): Promise<ReadonlyMap<number, NextMember>> {
  const next = await memberships.listNext(userId);
  return new Map(next.map((one) => [one.organizationId, one]));
}

/** It stays where whoever is next owns it already, even if they are shut out: nobody who is active is in it then. */
function fateOf(next: NextMember | undefined): 'stays' | 'ends' | NextMember {
  if (next === undefined) return 'ends';
  return next.role === 'owner' ? 'stays' : next;
}

type Act = Pick<Leaving, 'by' | 'visitor'> & { readonly now: Date };

async function end(stores: Stores, organization: Organization, act: Act): Promise<void> {
  await stores.organizations.remove(organization.id);
  await stores.audit.append(eventBy('organization-delete', act, { organization }));
}

async function pass(
  stores: Stores,
  { organization, heir }: { readonly organization: Organization; readonly heir: NextMember },
  act: Act,
): Promise<void> {
  const userId = heir.user.id;
  await stores.memberships.setRole(organization.id, userId, 'owner');
  const detail = { before: heir.role, role: 'owner' };
  await stores.audit.append(eventBy('membership-change', act, { organization, userId, detail }));
}
