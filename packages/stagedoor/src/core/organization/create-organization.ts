import type { Act, Actor } from '../access/actor.ts';
import { currentRights } from '../access/current-rights.ts';
import { AccountsError } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Access } from '../session/access.ts';
import { actsAsThemselves } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { lockUsers } from './lock-users.ts';
import type { Organization } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { readOrganizationName } from './organization-name.ts';
import { requireMayOwn } from './require-may-own.ts';
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
    await stores.sessions.markKeysDue(ownerId);
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
  const { mode } = settings.organizations;
  await lockUsers(stores, by, ownerId);
  if ((await stores.users.findById(ownerId)) === null) throw new AccountsError({ code: 'not-found' });
  await requireMayOwn(stores, settings, { userId: ownerId, role: 'owner' });
  if (by === 'operator') return;
  const own = await currentRights(stores, by, { user: await stores.users.findById(by.user.id), now });
  const standing = standingToCreate(mode, own);
  if (standing === 'any' || (standing === 'own' && ownerId === by.user.id)) return;
  const isUnverified = standing === 'unverified' && ownerId === by.user.id;
  throw new AccountsError({ code: isUnverified ? 'email-unverified' : 'permission-denied' });
}

/** Whose organizations somebody may make: anybody's, their own, their own once their address is proved, or nobody's. */
export type CreationStanding = 'any' | 'own' | 'unverified' | 'none';

/** For what is shown to them; `createOrganization` asks anew. Reads nothing. */
export function mayCreateOrganization(
  { settings }: Pick<Dependencies, 'settings'>,
  { principal }: { readonly principal: Principal },
): CreationStanding {
  const { user, access } = principal;
  return standingToCreate(settings.organizations.mode, {
    user,
    access,
    isWhole: actsAsThemselves(principal),
  });
}

function standingToCreate(
  mode: Settings['organizations']['mode'],
  own: { readonly user: User; readonly access: Access; readonly isWhole: boolean },
): CreationStanding {
  if (mode === 'off') return 'none';
  if (own.access.has('stagedoor.add_organization')) return 'any';
  if (mode !== 'open' || !own.isWhole) return 'none';
  return own.user.isEmailVerified ? 'own' : 'unverified';
}
