import type { Clock } from '../kernel/clock.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Dependencies as OutboxDependencies, Stores as OutboxStores } from '../outbox/dependencies.ts';
import type { Stores as RoleStores } from '../role/dependencies.ts';
import type { InvitationStore } from './invitation-store.ts';
import type { ActiveOrganizationStore, MembershipStore, OrganizationStore } from './organization-store.ts';
import type { Settings } from './settings.ts';

/** What organization reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends RoleStores, OutboxStores {
  readonly organizations: OrganizationStore;
  readonly memberships: MembershipStore;
  readonly activeOrganizations: ActiveOrganizationStore;
  readonly invitations: InvitationStore;
}

/** The ports that a use case of organization may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores, Omit<OutboxDependencies, 'transact' | 'settings'> {
  readonly transact: Transact<Stores>;
  readonly clock: Clock;
  readonly settings: Settings;
}
