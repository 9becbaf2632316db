import { changeOf } from '../change-feed.ts';
import type { DatabaseFeature } from '../feature.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createPersonalAccessTokenStore } from './personal-access-token-store.ts';
import { createRefreshTokenStore } from './refresh-token-store.ts';
import type { CredentialTables } from './tables.ts';
import { createTicketStore } from './ticket-store.ts';

declare module '../tables.ts' {
  interface Tables extends CredentialTables {}
}

export const credentialFeature = {
  name: 'credential',
  stores: {
    refreshTokens: createRefreshTokenStore,
    apiTokens: createApiTokenStore,
    personalAccessTokens: createPersonalAccessTokenStore,
    tickets: createTicketStore,
  },
  djangoTables: ['authtoken_token'],
  models: [
    { app: 'authtoken', name: 'token', label: 'Token' },
    { app: 'stagedoor', name: 'personalaccesstoken', label: 'personal access token' },
  ],
  changes: {
    refreshTokens: { exchange: (_, _jti, { keyHash }) => [changeOf.sessionKey(keyHash)] },
  },
} as const satisfies DatabaseFeature;
