import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { adoptApiToken } from './adopt-api-token.ts';
import { endApiToken } from './end-api-token.ts';
import { findApiTokenPrincipal, findPersonalTokenPrincipal } from './find-token-principal.ts';
import { issueApiToken } from './issue-api-token.ts';
import { findApiToken, obtainApiToken } from './obtain-api-token.ts';

const auditActions = ['api-token-import', 'api-token-end'] as const;

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
    personalToken: { findPrincipal: findPersonalTokenPrincipal },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
