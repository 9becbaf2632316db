import type { MemoryFeature } from '../feature.ts';
import { createMemoryInvitationStore } from './memory-invitation-store.ts';
import { createMemoryMembershipStore } from './memory-membership-store.ts';
import {
  createMemoryActiveOrganizationStore,
  createMemoryOrganizationStore,
} from './memory-organization-store.ts';
import { createMemoryStandingStore } from './memory-standing-store.ts';
import type { OrganizationRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends OrganizationRows {}
}

export const organizationFeature = {
  name: 'organization',
  rows: ['organizations', 'organizationMembers', 'invitations', 'activeOrganizations'],
  stores: {
    organizations: createMemoryOrganizationStore,
    memberships: createMemoryMembershipStore,
    invitations: createMemoryInvitationStore,
    activeOrganizations: createMemoryActiveOrganizationStore,
    standings: createMemoryStandingStore,
  },
} as const satisfies MemoryFeature;
