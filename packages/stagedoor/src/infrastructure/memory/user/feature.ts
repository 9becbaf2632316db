import type { MemoryFeature } from '../feature.ts';
import { createMemoryEmailAddressStore } from './memory-email-address-store.ts';
import { createMemoryIdentityStore } from './memory-identity-store.ts';
import { createMemoryLookupKeyStore } from './memory-lookup-key-store.ts';
import { createMemoryUserStore } from './memory-user-store.ts';
import type { UserRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends UserRows {}
}

export const userFeature = {
  name: 'user',
  rows: ['users', 'awaitingWelcome', 'emailAddresses', 'identities'],
  stores: {
    users: createMemoryUserStore,
    emailAddresses: createMemoryEmailAddressStore,
    identities: createMemoryIdentityStore,
    lookupKeys: createMemoryLookupKeyStore,
  },
} as const satisfies MemoryFeature;
