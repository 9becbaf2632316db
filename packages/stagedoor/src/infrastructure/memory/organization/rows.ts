import type { NewInvitation } from '../../../core/organization/invitation-store.ts';
import type { Membership, Organization } from '../../../core/organization/organization.ts';

export interface OrganizationRows {
  readonly organizations: Map<number, Organization>;
  /** By `membershipKey`. */
  readonly organizationMembers: Map<string, Membership>;
  readonly invitations: Map<number, NewInvitation>;
  /** By the id of the session. */
  readonly activeOrganizations: Map<
    number,
    { readonly sessionId: number; readonly userId: number; readonly organizationId: number }
  >;
}
