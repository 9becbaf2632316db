import type { MemoryFeature } from '../feature.ts';
import { createMemoryApiTokenStore } from './memory-api-token-store.ts';
import { createMemoryPersonalAccessTokenStore } from './memory-personal-access-token-store.ts';
import { createMemoryRefreshTokenStore } from './memory-refresh-token-store.ts';
import { createMemoryTicketStore } from './memory-ticket-store.ts';
import type { CredentialRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends CredentialRows {}
}

export const credentialFeature = {
  name: 'credential',
  rows: ['refreshTokens', 'apiTokens', 'personalAccessTokens', 'tickets'],
  stores: {
    refreshTokens: createMemoryRefreshTokenStore,
    apiTokens: createMemoryApiTokenStore,
    personalAccessTokens: createMemoryPersonalAccessTokenStore,
    tickets: createMemoryTicketStore,
  },
} as const satisfies MemoryFeature;
