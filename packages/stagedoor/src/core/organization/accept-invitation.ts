import { canonicalEmail } from '../kernel/email.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { Access } from '../session/access.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Invitation } from './invitation-store.ts';
import { invitationKeyHash } from './invite.ts';
import { memberPermissions } from './member-permissions.ts';
import type { MemberRole, Organization } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { requireMayOwn } from './require-may-own.ts';
import { heldThere, isWhole } from './rights-in-organization.ts';

const KEY = /^[A-Za-z0-9]{43}$/;

/** How whoever looks at an invitation stands to it: `own` may join. */
export type InvitationStanding = 'nobody' | 'own' | 'other-address' | 'member';

/** An invitation as whoever has its link sees it. */
export interface ShownInvitation {
  readonly organization: Organization;
  readonly email: string;
  readonly role: MemberRole;
  /** Null for the operator. */
  readonly inviter: string | null;
  readonly expiresAt: Date;
  readonly standing: InvitationStanding;
}

type Looked = Pick<Dependencies, 'organizations' | 'memberships' | 'users' | 'emailAddresses'>;

/** What a link invites to; null for one that is used, over, taken back or never was. Looking never uses it up. */
export async function findInvitation(
  stores: Looked & Pick<Dependencies, 'invitations' | 'clock'>,
  { key, principal = null }: { readonly key: string; readonly principal?: Principal | null },
): Promise<ShownInvitation | null> {
  if (!KEY.test(key)) return null;
  const invitation = await stores.invitations.findByKey(invitationKeyHash(key), stores.clock.now());
  const organization = invitation && (await stores.organizations.find(invitation.organizationId));
  if (!organization) return null;
  const { email, role, expiresAt, invitedBy } = invitation;
  const inviter = invitedBy === null ? null : await stores.users.findById(invitedBy);
  const standing = await standingOf(stores, invitation, principal);
  return { organization, email, role, expiresAt, inviter: inviter && userName(inviter), standing };
}

async function standingOf(
  stores: Pick<Looked, 'memberships' | 'emailAddresses'>,
  { organizationId, email }: Invitation,
  principal: Principal | null,
): Promise<InvitationStanding> {
  if (principal === null) return 'nobody';
  const userId = principal.user.id;
  if (!(await hasProved(stores, { userId, email }))) return 'other-address';
  return (await stores.memberships.find(organizationId, userId)) === null ? 'own' : 'member';
}

/**
 * Comes into the organization that a link invites to: once, and only who has proved the address that it went to. Whoever invited must
 * still be able to. Whoever is in it already stays what they are.
 *
 * @throws AccountsError `invalid-link`; `permission-denied` for a token with a scope; `invalid-input` (`invitation_for_another`), and for
 *   another owner of too many (`too_many_organizations`), which leave the link good
 */
export async function acceptInvitation(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { principal, key }: { readonly principal: Principal; readonly key: string },
): Promise<Organization> {
  if (!isWhole(principal)) throw new AccountsError({ code: 'permission-denied' });
  if (!KEY.test(key)) throw new AccountsError({ code: 'invalid-link' });
  const act = { by: principal, now: clock.now() };
  const keyHash = invitationKeyHash(key);
  return await transact(async (stores) => {
    const { id: userId } = await lockPrincipal(stores, principal);
    const seen = await stores.invitations.findByKey(keyHash, act.now);
    if (seen === null) throw new AccountsError({ code: 'invalid-link' });
    await requireAddress(stores, { userId, email: seen.email });
    const organization = await stores.organizations.lock(seen.organizationId);
    const invitation = await stores.invitations.take(keyHash, act.now);
    if (organization === null || invitation === null || !(await mayStillInvite(stores, invitation)))
      throw new AccountsError({ code: 'invalid-link' });
    const { organizationId, role } = invitation;
    if (await stores.memberships.add({ organizationId, userId, role, joinedAt: act.now })) {
      await requireMayOwn(stores, settings, { userId, role });
      await stores.sessions.markKeysDue(userId);
    }
    const detail = { invitation: invitation.id, role };
    await stores.audit.append(organizationEvent('invitation-accept', act, { organization, userId, detail }));
    return organization;
  });
}

async function requireAddress(
  { emailAddresses }: Pick<Stores, 'emailAddresses'>,
  { userId, email }: { readonly userId: number; readonly email: string },
): Promise<void> {
  if (!(await hasProved({ emailAddresses }, { userId, email })))
    throw fieldRefusal('non_field_errors', 'invitation_for_another', { email });
}

async function hasProved(
  { emailAddresses }: Pick<Stores, 'emailAddresses'>,
  { userId, email }: { readonly userId: number; readonly email: string },
): Promise<boolean> {
  const proved = await emailAddresses.findByKey(canonicalEmail(email) ?? email);
  return proved?.isVerified === true && proved.userId === userId;
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
