import { visitorOf } from '../access/actor.ts';
import { canonicalEmail } from '../kernel/email.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { actsAsThemselves } from '../session/authority.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Invitation } from './invitation-store.ts';
import { invitationKeyHash } from './invite.ts';
import { joinByInvitation } from './join-by-invitation.ts';
import type { MemberRole, Organization } from './organization.ts';

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

/** The invitation of a link, and as what its key is stored; null for one that is used, over, taken back or never was. */
export async function findByLink(
  { invitations, clock }: Pick<Dependencies, 'invitations' | 'clock'>,
  key: string,
): Promise<{ readonly invitation: Invitation; readonly keyHash: string } | null> {
  if (!KEY.test(key)) return null;
  const keyHash = invitationKeyHash(key);
  const invitation = await invitations.findByKey(keyHash, clock.now());
  return invitation && { invitation, keyHash };
}

/** What a link invites to; null for one that is used, over, taken back or never was. Looking never uses it up. */
export async function findInvitation(
  stores: Looked & Pick<Dependencies, 'invitations' | 'clock'>,
  { key, principal = null }: { readonly key: string; readonly principal?: Principal | null },
): Promise<ShownInvitation | null> {
  const found = await findByLink(stores, key);
  const organization = found && (await stores.organizations.find(found.invitation.organizationId));
  if (!organization) return null;
  const { email, role, expiresAt, invitedBy } = found.invitation;
  const inviter = invitedBy === null ? null : await stores.users.findById(invitedBy);
  const standing = await standingOf(stores, found.invitation, principal);
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
  if (!actsAsThemselves(principal)) throw new AccountsError({ code: 'permission-denied' });
  if (!KEY.test(key)) throw new AccountsError({ code: 'invalid-link' });
  const now = clock.now();
  const keyHash = invitationKeyHash(key);
  return await transact(async (stores) => {
    const { id: userId } = await lockPrincipal(stores, principal);
    const seen = await stores.invitations.findByKey(keyHash, now);
    if (seen === null) throw new AccountsError({ code: 'invalid-link' });
    await requireAddress(stores, { userId, email: seen.email });
    const visitor = visitorOf(principal);
    return await joinByInvitation(stores, settings, { invitation: seen, keyHash, userId, visitor, now });
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
