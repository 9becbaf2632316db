/** What happens in organizations; `userId` is whom it is about. */
export type OrganizationEventData = {
  /** `userId` is its owner's. */
  readonly 'organization.created': OfMember;
  readonly 'organization.renamed': OfOrganization;
  readonly 'organization.deleted': OfOrganization;
  /** By an invitation, or unasked. */
  readonly 'organization.member-added': OfMember & { readonly role: string };
  /** An owner, an admin or a member from now on. */
  readonly 'organization.member-changed': OfMember & { readonly role: string };
  /** Whoever left, or was taken out; of a deleted account `user.deleted` is told instead. */
  readonly 'organization.member-removed': OfMember;
  readonly 'organization.invitation-sent': OfOrganization & { readonly invitationId: number };
  readonly 'organization.invitation-revoked': OfOrganization & { readonly invitationId: number };
};

type OfOrganization = { readonly organizationId: number };
type OfMember = OfOrganization & { readonly userId: number };

/**
 * What happens to accounts, by type, and what each event tells: ids and words of ours, never a secret, an address or a name. Who wants
 * more looks it up, and finds what is true by then.
 */
// Types and not interfaces: what a row keeps is plain JSON, and only these count as such.
export type AccountEventData = {
  readonly 'user.created': { readonly userId: number; readonly by: 'sign-up' | 'operator' | 'outside' };
  /** The link of the activation e-mail was followed: somebody stands behind the account. */
  readonly 'user.activated': { readonly userId: number };
  readonly 'user.deactivated': { readonly userId: number };
  readonly 'user.reactivated': { readonly userId: number };
  readonly 'user.deleted': { readonly userId: number; readonly by: 'owner' | 'operator' | 'clean-up' };
  /** Another address is the primary one. */
  readonly 'user.email-changed': { readonly userId: number };
  readonly 'user.email-added': { readonly userId: number };
  /** An address of the user's became a verified one, by whatever way: a link that went there, or the word of who made the account. */
  readonly 'user.email-verified': { readonly userId: number };
  readonly 'user.email-removed': { readonly userId: number };
  /** Another system may log the user in from now on, or no more. */
  readonly 'user.identity-linked': { readonly userId: number };
  readonly 'user.identity-unlinked': { readonly userId: number };
  readonly 'user.renamed': { readonly userId: number };
  readonly 'user.profile-changed': { readonly userId: number; readonly fields: readonly string[] };
  readonly 'user.password-changed': { readonly userId: number; readonly how: 'change' | 'reset' | 'set' };
  /** `sessionId` is null for a request that came with a password alone (Basic). */
  readonly 'login.succeeded': {
    readonly userId: number;
    readonly sessionId: number | null;
    readonly method: string;
  };
  /** `userId` is null where the name is nobody's. */
  readonly 'login.failed': { readonly userId: number | null; readonly method: string };
  /** `sessionId` is null for all of one user's, or all but one; `userId` is null for everybody's. */
  readonly 'session.ended': {
    readonly userId: number | null;
    readonly sessionId: number | null;
  };
} & OrganizationEventData;

export type AccountEventType = keyof AccountEventData;

/** How a type of event is written, a feature's own too: whose it is, and what happened. */
export const EVENT_TYPE = /^[a-z][a-z0-9_]{0,30}\.[a-z][a-z0-9-]{0,40}$/;

/** Something that happened to an account, about to be told. */
export type AccountEvent<Type extends AccountEventType = AccountEventType> = {
  readonly [One in Type]: { readonly type: One; readonly data: AccountEventData[One] };
}[Type];

/** Every type, as a table: one that is missing here does not compile. */
const types: { readonly [Type in AccountEventType]: true } = {
  'user.created': true,
  'user.activated': true,
  'user.deactivated': true,
  'user.reactivated': true,
  'user.deleted': true,
  'user.email-changed': true,
  'user.email-added': true,
  'user.email-verified': true,
  'user.email-removed': true,
  'user.identity-linked': true,
  'user.identity-unlinked': true,
  'user.renamed': true,
  'user.profile-changed': true,
  'user.password-changed': true,
  'login.succeeded': true,
  'login.failed': true,
  'session.ended': true,
  'organization.created': true,
  'organization.renamed': true,
  'organization.deleted': true,
  'organization.member-added': true,
  'organization.member-changed': true,
  'organization.member-removed': true,
  'organization.invitation-sent': true,
  'organization.invitation-revoked': true,
};

// The keys of the table are the types.
export const accountEventTypes = Object.keys(types) as readonly AccountEventType[];
