import type { Act, Actor } from '../access/actor.ts';
import { after, days } from '../kernel/clock.ts';
import { canonicalEmail, checkEmail, normalizeEmail } from '../kernel/email.ts';
import { AccountsError, fieldRefusal, refuseProblems } from '../kernel/errors.ts';
import { hashSecret, randomLinkKey, randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { takeAttempt } from '../limit/attempts.ts';
import type { Limit } from '../limit/limit.ts';
import { isEstablished } from '../outbox/admit-mail.ts';
import { wholeMinutes } from '../outbox/whole-minutes.ts';
import { userName } from '../user/user-name.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Invitation } from './invitation-store.ts';
import type { MemberRole, Organization } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { requireHoldsRole } from './require-above.ts';
import { requireInOrganization } from './rights-in-organization.ts';

/** How many wait in one organization. */
const MOST_WAITING = 100;
/** How many e-mails one member causes: what they ask for goes to people who know nothing of it. */
const PER_INVITER: Limit = { attempts: 50, windowMs: days(1), blockMs: days(1), maxBlockMs: days(1) };

type Ports = Pick<Dependencies, 'transact' | 'clock' | 'settings'>;

interface OfInvitation {
  readonly by: Actor;
  readonly organizationId: number;
  readonly visitor: Visitor;
}

/** The stored form of what the link of an invitation carries. */
export function invitationKeyHash(key: string): string {
  return hashSecret('invitation', key);
}

/**
 * Invites whoever reads an address, by an e-mail. Asks for `stagedoor.add_invitation`, there or everywhere, of who holds all that the
 * invited are to be. One waits for an address.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `throttled`; `invalid-input` at `email` (`already_invited`, `already_member`) or
 *   `too_many_invitations`
 * @example
 * await stagedoor.useCases.invitation.send({ by: principal, organizationId: acme.id, email: 'ben@mail.example', role: 'member', visitor });
 */
export async function sendInvitation(
  ports: Ports,
  input: OfInvitation & { readonly email: string; readonly role: MemberRole },
): Promise<Invitation> {
  const { by, organizationId, role, visitor } = input;
  const email = normalizeEmail(input.email);
  refuseProblems({ email: checkEmail(email) });
  const emailKey = canonicalEmail(email) ?? email;
  const act = { by, now: ports.clock.now() };
  return await ports.transact(async (stores) => {
    const permission = 'stagedoor.add_invitation';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    requireHoldsRole(rights, role);
    await refuseKnown(stores, act, { organizationId, emailKey });
    await takeInvitation({ ...ports, ...stores }, { by, emailKey, visitor });
    const expiresAt = after(act.now, ports.settings.organizations.invitationMs);
    const invitedBy = by === 'operator' ? null : by.user.id;
    const facts = { id: randomPublicId(), organizationId, email, role, invitedBy };
    const invitation = { ...facts, createdAt: act.now, expiresAt };
    const key = randomLinkKey();
    await stores.invitations.add({ ...invitation, emailKey, keyHash: invitationKeyHash(key) });
    await note(stores, { act, organization: rights.organization, invitation });
    await mail(stores, { by, visitor, key, organization: rights.organization, invitation, now: act.now });
    return invitation;
  });
}

/**
 * Sends an invitation again, with a new link and its whole time: the link before opens nothing, and whoever sends it is the inviter. Asks for `stagedoor.change_invitation`.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `throttled`
 */
export async function resendInvitation(
  ports: Ports,
  { by, organizationId, invitationId, visitor }: OfInvitation & { readonly invitationId: number },
): Promise<Invitation> {
  const act = { by, now: ports.clock.now() };
  return await ports.transact(async (stores) => {
    const permission = 'stagedoor.change_invitation';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    const before = await stores.invitations.find(organizationId, invitationId);
    if (before === null) throw new AccountsError({ code: 'not-found' });
    requireHoldsRole(rights, before.role);
    const emailKey = canonicalEmail(before.email) ?? before.email;
    await takeInvitation({ ...ports, ...stores }, { by, emailKey, visitor });
    const key = randomLinkKey();
    const expiresAt = after(act.now, ports.settings.organizations.invitationMs);
    const invitedBy = by === 'operator' ? null : by.user.id;
    await stores.invitations.renew(invitationId, { keyHash: invitationKeyHash(key), expiresAt, invitedBy });
    const invitation = { ...before, expiresAt, invitedBy };
    await note(stores, { act, organization: rights.organization, invitation });
    await mail(stores, { by, visitor, key, organization: rights.organization, invitation, now: act.now });
    return invitation;
  });
}

/** Takes an invitation back. Asks for `stagedoor.delete_invitation`. @throws AccountsError `not-found`, `permission-denied` */
export async function revokeInvitation(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { by, organizationId, invitationId }: Omit<OfInvitation, 'visitor'> & { readonly invitationId: number },
): Promise<void> {
  const act = { by, now: clock.now() };
  await transact(async (stores) => {
    const permission = 'stagedoor.delete_invitation';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    const invitation = await stores.invitations.find(organizationId, invitationId);
    if (invitation === null) throw new AccountsError({ code: 'not-found' });
    requireHoldsRole(rights, invitation.role);
    await stores.invitations.remove(organizationId, invitationId);
    const detail = { invitation: invitationId };
    const { organization } = rights;
    await stores.audit.append(organizationEvent('invitation-revoke', act, { organization, detail }));
  });
}

async function takeInvitation(
  ports: Pick<Dependencies, 'limits' | 'audit' | 'clock' | 'settings'>,
  { by, emailKey, visitor }: { readonly by: Actor; readonly emailKey: string; readonly visitor: Visitor },
): Promise<void> {
  if (by === 'operator') return;
  const who = { visitor, userId: by.user.id };
  const inviter = { name: 'letter-invitations-of', of: String(by.user.id), limit: PER_INVITER, who } as const;
  await takeAttempt(ports, inviter);
  const limit = ports.settings.limits.mailPerAddress;
  // Established accounts take nothing from one another; the others share a counter, or whoever makes accounts would make counters.
  const isOwn = isEstablished(by.user, ports.clock.now());
  const of = isOwn ? `${by.user.id} ${emailKey}` : emailKey;
  await takeAttempt(ports, { name: 'letter-invitation', of, limit, who });
}

async function refuseKnown(
  stores: Stores,
  { now }: Act,
  { organizationId, emailKey }: { readonly organizationId: number; readonly emailKey: string },
): Promise<void> {
  const known = await stores.invitations.findByEmail(organizationId, emailKey);
  if (known !== null && known.expiresAt > now) throw fieldRefusal('email', 'already_invited');
  if (known !== null) await stores.invitations.remove(organizationId, known.id);
  if ((await stores.invitations.count(organizationId)) >= MOST_WAITING)
    throw fieldRefusal('non_field_errors', 'too_many_invitations', { count: MOST_WAITING });
  const owner = await stores.emailAddresses.findByKey(emailKey);
  if (owner?.isVerified && (await stores.memberships.find(organizationId, owner.userId)) !== null)
    throw fieldRefusal('email', 'already_member');
}

interface Invited {
  readonly organization: Organization;
  readonly invitation: Invitation;
}

async function note(
  { audit }: Pick<Stores, 'audit'>,
  { act, organization, invitation }: Invited & { readonly act: Act },
): Promise<void> {
  const detail = { invitation: invitation.id, role: invitation.role };
  await audit.append(organizationEvent('invitation-send', act, { organization, detail }));
}

/** In the language of whoever invites: nobody knows that of the invited. */
async function mail(
  { jobs }: Pick<Stores, 'jobs'>,
  {
    by,
    visitor,
    key,
    organization,
    invitation,
    now,
  }: Invited & {
    readonly by: Actor;
    readonly visitor: Visitor;
    readonly key: string;
    readonly now: Date;
  },
): Promise<void> {
  await jobs.enqueue({
    name: 'send-mail',
    to: invitation.email,
    language: by === 'operator' ? visitor.language : (by.user.language ?? visitor.language),
    timeZone: null,
    mail: {
      mail: 'organization-invitation',
      organization: organization.name,
      inviter: by === 'operator' ? null : userName(by.user),
      email: invitation.email,
      path: invitationPath(key),
      expiresInMinutes: wholeMinutes(invitation.expiresAt.getTime() - now.getTime()),
    },
  });
}

/** Where the e-mail leads. */
export function invitationPath(key: string): string {
  return `/accounts/invitations/${key}/`;
}
