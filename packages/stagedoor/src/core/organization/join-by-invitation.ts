import { AccountsError } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { Access } from '../session/access.ts';
import type { Stores } from './dependencies.ts';
import type { Invitation } from './invitation-store.ts';
import { memberPermissions } from './member-permissions.ts';
import type { Organization } from './organization.ts';
import { eventBy } from './organization-event.ts';
import { requireMayOwn } from './require-may-own.ts';
import { heldThere } from './rights-in-organization.ts';
import type { Settings } from './settings.ts';

interface Joining {
  /** As it was seen. */
  readonly invitation: Pick<Invitation, 'organizationId'>;
  readonly keyHash: string;
  /** Who has proved its address, which the caller has made sure of. */
  readonly userId: number;
  readonly visitor: Visitor;
  readonly now: Date;
}

/**
 * Takes the invitation and lets its user in, who is held: once, and while whoever invited still could. Who is in it already stays what they are. Only
 * inside a transaction.
 *
 * @throws AccountsError `invalid-link`; `invalid-input` (`too_many_organizations`)
 */
export async function joinByInvitation(
  stores: Pick<
    Stores,
    'organizations' | 'invitations' | 'memberships' | 'roles' | 'users' | 'groups' | 'sessions' | 'audit'
  >,
  settings: Pick<Settings, 'organizations'>,
  { invitation: seen, keyHash, userId, visitor, now }: Joining,
): Promise<Organization> {
  const organization = await stores.organizations.lock(seen.organizationId);
  const invitation = await stores.invitations.take(keyHash, now);
  if (organization === null || invitation === null || !(await mayStillInvite(stores, invitation)))
    throw new AccountsError({ code: 'invalid-link' });
  const { organizationId, role } = invitation;
  const before = await stores.memberships.find(organizationId, userId);
  if (before === null) {
    await requireMayOwn(stores, settings, { userId, role });
    await stores.memberships.add({ organizationId, userId, role, joinedAt: now });
    await stores.sessions.markKeysDue(userId);
  }
  const detail = { invitation: invitation.id, joined: before === null, role: before?.role ?? role };
  const act = { by: userId, visitor, now };
  await stores.audit.append(eventBy('invitation-accept', act, { organization, userId, detail }));
  return organization;
}

/** Whoever is no owner any more has invited no owner. */
async function mayStillInvite(
  stores: Pick<Stores, 'memberships' | 'roles' | 'users' | 'groups'>,
  { organizationId, invitedBy, role }: Invitation,
): Promise<boolean> {
  if (invitedBy === null) return true;
  const user = await stores.users.findById(invitedBy);
  if (!user?.isActive) return false;
  const { held } = await stores.groups.rightsOfUser(invitedBy);
  const access = new Access({ user, held, scope: null });
  const membership = await stores.memberships.find(organizationId, invitedBy);
  const there = new Set(membership === null ? [] : await heldThere(stores, membership));
  const needed = ['stagedoor.add_invitation', ...memberPermissions[role]];
  return needed.every((permission) => there.has(permission) || access.has(permission));
}
