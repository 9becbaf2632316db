import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { createActiveOrganizationStore } from './active-organization-store.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createMembershipStore } from './membership-store.ts';
import { createOrganizationStore } from './organization-store.ts';
import { createStandingStore } from './standing-store.ts';
import type { OrganizationTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends OrganizationTables {}
}

/** Asked with the organization that is meant, and kept by nobody: nothing of it is told. */
export const organizationFeature = {
  name: 'organization',
  migrations: [initial],
  models: ['organization', 'membership', 'invitation'].map((name) => ({
    app: 'stagedoor',
    name,
    label: name,
  })),
  stores: {
    organizations: createOrganizationStore,
    memberships: createMembershipStore,
    activeOrganizations: createActiveOrganizationStore,
    invitations: createInvitationStore,
    standings: createStandingStore,
  },
} as const satisfies DatabaseFeature;
