import type { Act, Actor } from '../access/actor.ts';
import { currentRights } from '../access/current-rights.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Organization } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { readOrganizationName } from './organization-name.ts';
import type { Settings } from './settings.ts';

export interface CreateOrganization {
  readonly by: Actor;
  readonly name: string;
  /** Whoever makes it, where it is left out; the operator must say. */
  readonly ownerId?: number | undefined;
}

/**
 * Makes an organization with its first owner. Where ORGANIZATIONS is `open` everybody with a proved address makes their own; else, and for somebody else, it asks for `stagedoor.add_organization`.
 *
 * @throws AccountsError `not-found` where there are no organizations, or no such owner; `permission-denied`; `email-unverified`;
 *   `invalid-input` at `name`, or `too_many_organizations`
 * @example
 * const acme = await stagedoor.useCases.organization.create({ by: principal, name: 'Acme' });
 */
export async function createOrganization(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, name, ownerId = by === 'operator' ? undefined : by.user.id }: CreateOrganization,
): Promise<Organization> {
  if (settings.organizations.mode === 'off' || ownerId === undefined)
    throw new AccountsError({ code: 'not-found' });
  const organization = { id: randomPublicId(), name: readOrganizationName(name), createdAt: clock.now() };
  const act = { by, now: organization.createdAt };
  return await transact(async (stores) => {
    await requireMayCreate(stores, act, { ownerId, settings });
    await stores.organizations.add(organization);
    const membership = { organizationId: organization.id, userId: ownerId, joinedAt: act.now };
    await stores.memberships.add({ ...membership, role: 'owner' });
    await stores.audit.append(
      organizationEvent('organization-create', act, { organization, userId: ownerId }),
    );
    return organization;
  });
}

async function requireMayCreate(
  stores: Stores,
  { by, now }: Act,
  { ownerId, settings }: { readonly ownerId: number; readonly settings: Settings },
): Promise<void> {
  const { mode, mostOwned } = settings.organizations;
  const ids = by === 'operator' ? [ownerId] : [...new Set([by.user.id, ownerId])];
  // By their ids: of two who act on each other nobody waits in a ring.
  for (const id of ids.toSorted((one, other) => one - other)) {
    const user = await stores.users.lockById(id);
    if (user === null) throw new AccountsError({ code: 'not-found' });
  }
  if ((await stores.memberships.listOwned(ownerId)).length >= mostOwned)
    throw fieldRefusal('non_field_errors', 'too_many_organizations', { count: mostOwned });
  if (by === 'operator') return;
  const own = await currentRights(stores, by, { user: await stores.users.findById(by.user.id), now });
  if (own.access.has('stagedoor.add_organization')) return;
  if (mode !== 'open' || ownerId !== by.user.id || !own.isWhole)
    throw new AccountsError({ code: 'permission-denied' });
  if (!own.user.isEmailVerified) throw new AccountsError({ code: 'email-unverified' });
}
