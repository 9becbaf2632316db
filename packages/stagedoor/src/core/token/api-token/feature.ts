import type { AccountFeature } from '../../kernel/feature.ts';
import { findTokenHolder } from '../../login/opens-by-token.ts';
import type { SessionHolder } from '../../session/session.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { adoptApiToken } from './adopt-api-token.ts';
import { endApiToken } from './end-api-token.ts';
import { type ApiTokenRefused, findApiTokenPrincipal } from './find-api-token-principal.ts';
import { issueApiToken } from './issue-api-token.ts';
import { findApiToken, obtainApiToken } from './obtain-api-token.ts';
import { resealApiTokens } from './reseal-api-tokens.ts';

const auditActions = ['api-token-import', 'api-token-end'] as const;

declare module '../../kernel/credential.ts' {
  interface CredentialKinds {
    'api-token': {
      readonly shown: { readonly key: string };
      readonly found: SessionHolder | ApiTokenRefused;
    };
  }
}

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const apiTokenFeature = {
  name: 'api-token',
  useCases: {
    apiToken: {
      obtain: obtainApiToken,
      find: findApiToken,
      issue: issueApiToken,
      adopt: adoptApiToken,
      end: endApiToken,
      findPrincipal: findApiTokenPrincipal,
    },
  },
  credentials: {
    'api-token': { find: findApiTokenPrincipal, recheck: findTokenHolder, secrets: ['key'] },
  },
  auditActions,
  reseal: resealApiTokens,
} as const satisfies AccountFeature<Dependencies, Stores>;
