import type { Actor } from '../access/actor.ts';
import { AccountsError } from '../kernel/errors.ts';
import { actsAsThemselves } from '../session/authority.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { lockUsers } from './lock-users.ts';
import type { MemberRole } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { isLastOwner, refuseLastOwner, requireAbove, requireHoldsRole } from './require-above.ts';
import { requireMayOwn } from './require-may-own.ts';
import { requireInOrganization } from './rights-in-organization.ts';

export interface OfMember {
  readonly by: Actor;
  readonly organizationId: number;
  readonly userId: number;
}

type Ports = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

/**
 * Brings somebody in without asking them, and answers whether they were not in it: for the operator, and who holds `stagedoor.add_membership`
 * everywhere. Members invite.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `invalid-input` (`too_many_organizations`)
 */
export async function addOrganizationMember(
  { transact, clock, settings }: Ports,
  { by, organizationId, userId, role }: OfMember & { readonly role: MemberRole },
): Promise<boolean> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    if ((await stores.users.findById(userId)) === null) throw new AccountsError({ code: 'not-found' });
    const permission = 'stagedoor.add_membership';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    requireHoldsRole(rights, role);
    await requireMayOwn(stores, settings, { userId, role });
    const isNew = await stores.memberships.add({ organizationId, userId, role, joinedAt: act.now });
    const { organization } = rights;
    if (!isNew) return false;
    await stores.sessions.markKeysDue(userId);
    await stores.audit.append(
      organizationEvent('membership-add', act, { organization, userId, detail: { role } }),
    );
    return true;
  });
}

/**
 * Makes a member an owner, an admin, or a member like others. Asks for `stagedoor.change_membership`, of who holds all that the member
 * is, and is to be. The last owner stays one.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `invalid-input` (`last_owner`, `too_many_organizations`)
 */
export async function setMemberRole(
  { transact, clock, settings }: Ports,
  { by, organizationId, userId, role }: OfMember & { readonly role: MemberRole },
): Promise<void> {
  const act = { by, now: clock.now() };
  await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    const permission = 'stagedoor.change_membership';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    const membership = await requireAbove(stores, rights, userId);
    requireHoldsRole(rights, role);
    if (membership.role === role) return;
    await refuseLastOwner(stores, membership);
    await requireMayOwn(stores, settings, { userId, role });
    await stores.memberships.setRole(organizationId, userId, role);
    await stores.sessions.markKeysDue(userId);
    const { organization } = rights;
    const detail = { before: membership.role, role };
    await stores.audit.append(organizationEvent('membership-change', act, { organization, userId, detail }));
  });
}

/**
 * Takes somebody out, with all that they are there. Asks for `stagedoor.delete_membership`, of who holds all that the member is.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `invalid-input` (`last_owner`)
 */
export async function removeOrganizationMember(
  { transact, clock }: Ports,
  { by, organizationId, userId }: OfMember,
): Promise<void> {
  const act = { by, now: clock.now() };
  await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    const permission = 'stagedoor.delete_membership';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    await refuseLastOwner(stores, await requireAbove(stores, rights, userId));
    await stores.memberships.remove(organizationId, userId);
    await stores.sessions.markKeysDue(userId);
    const { organization } = rights;
    await stores.audit.append(organizationEvent('membership-remove', act, { organization, userId }));
  });
}

/**
 * Leaves an organization oneself. The last owner stays: they make somebody else one first, or end it.
 *
 * @throws AccountsError `not-found`, `permission-denied` for a token with a scope, `invalid-input` (`last_owner`)
 */
export async function leaveOrganization(
  { transact, clock }: Ports,
  { principal, organizationId }: { readonly principal: Principal; readonly organizationId: number },
): Promise<void> {
  const act = { by: principal, now: clock.now() };
  if (!actsAsThemselves(principal)) throw new AccountsError({ code: 'permission-denied' });
  await transact(async (stores) => {
    const { id: userId } = await lockPrincipal(stores, principal);
    const organization = await stores.organizations.lock(organizationId);
    const membership = await stores.memberships.find(organizationId, userId);
    if (organization === null || membership === null) throw new AccountsError({ code: 'not-found' });
    await refuseLastOwner(stores, membership);
    await stores.memberships.remove(organizationId, userId);
    await stores.sessions.markKeysDue(userId);
    await stores.audit.append(organizationEvent('membership-remove', act, { organization, userId }));
  });
}

/** Whether they may leave it now: a member who is not its last owner. What has changed meanwhile is refused all the same. */
export async function mayLeaveOrganization(
  { memberships }: Pick<Dependencies, 'memberships'>,
  { principal, organizationId }: { readonly principal: Principal; readonly organizationId: number },
): Promise<boolean> {
  if (!actsAsThemselves(principal)) return false;
  const membership = await memberships.find(organizationId, principal.user.id);
  return membership !== null && !(await isLastOwner({ memberships }, membership));
}
