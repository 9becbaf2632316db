import type { Fate, Leaving } from '../kernel/feature-records.ts';
import { operator } from '../kernel/visitor.ts';
import { notifyOwner } from '../outbox/notify-owner.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Organization } from './organization.ts';
import { eventBy } from './organization-event.ts';
import type { NextMember } from './organization-store.ts';

const MOST_TOLD = 1_000;

/**
 * What would become of the organizations that somebody owns, were they to go now; those that another owner has stay as they are, and so do all
 * where the site has none any more.
 */
export async function fateOfOwned(
  { organizations, memberships, settings }: Pick<Dependencies, 'organizations' | 'memberships' | 'settings'>,
  { userId }: { readonly userId: number },
): Promise<readonly Fate[]> {
  if (settings.organizations.mode === 'off') return [];
  const own = await organizations.listOfUser(userId, { afterId: 0, limit: MOST_TOLD });
  const next = await nextIn(memberships, userId);
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
 * leaves or goes as well. The keys of whoever it goes to stay: their row is not locked, and they may be going too. They are told by e-mail.
 */
export async function handOver(
  stores: Stores,
  { userId, by, visitor, now }: Leaving,
  { settings }: Pick<Dependencies, 'settings'>,
): Promise<readonly Fate[]> {
  if (settings.organizations.mode === 'off') return [];
  const act = { by, visitor, now };
  const own = await stores.organizations.lockOfUser(userId);
  const owned = new Set(await stores.memberships.listOwned(userId));
  const next = await nextIn(stores.memberships, userId);
  const fates: Fate[] = [];
  for (const organization of own.filter(({ id }) => owned.has(id))) {
    await stores.memberships.remove(organization.id, userId);
    const fate = fateOf(next.get(organization.id));
    if (fate === 'stays') continue;
    if (fate === 'ends') await end(stores, organization, act);
    else await pass(stores, { organization, heir: fate }, act);
    fates.push({ organization, heir: fate === 'ends' ? null : fate.user });
  }
  return fates;
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

type Act = Pick<Leaving, 'by' | 'visitor' | 'now'>;

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
  await tellHeir(stores, organization, userId);
}

/** In their own language, and not by whose act: whoever goes may want that to be nobody's to know. */
async function tellHeir(stores: Stores, { id, name }: Organization, userId: number): Promise<void> {
  const user = await stores.users.findById(userId);
  if (user === null) return;
  const mail = {
    mail: 'organization-passed',
    organization: name,
    path: `/accounts/organizations/${id}/`,
  } as const;
  await notifyOwner(stores, { user, visitor: operator, mail });
}
