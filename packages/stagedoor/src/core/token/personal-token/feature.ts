import { lastUseOf } from '../../credential/last-use.ts';
import type { AccountFeature } from '../../kernel/feature.ts';
import { findTokenHolder } from '../../login/opens-by-token.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { SessionHolder } from '../../session/session.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { createPersonalToken } from './create-personal-token.ts';
import { endPersonalToken } from './end-personal-token.ts';
import { findPersonalTokenPrincipal } from './find-personal-token-principal.ts';
import { listGivablePermissions } from './givable-permissions.ts';
import { listPersonalTokens, personalTokensOf } from './list-personal-tokens.ts';

const auditActions = ['personal-token-create', 'personal-token-end'] as const;

declare module '../../kernel/credential.ts' {
  interface CredentialKinds {
    'personal-token': { readonly shown: { readonly token: string }; readonly found: SessionHolder };
  }
}

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What the e-mails of this feature say. */
export interface PersonalTokenMails {
  'personal-token-created': {
    readonly username: string;
    /** What its owner calls it. */
    readonly name: string;
    readonly methods: 'read' | 'write';
    readonly expiresInDays: number;
    readonly tokensPath: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends PersonalTokenMails {}
}

export const personalTokenFeature = {
  name: 'personal-token',
  useCases: {
    personalToken: {
      create: createPersonalToken,
      listGivable: listGivablePermissions,
      list: listPersonalTokens,
      end: endPersonalToken,
      findPrincipal: findPersonalTokenPrincipal,
    },
  },
  credentials: {
    'personal-token': { find: findPersonalTokenPrincipal, recheck: findTokenHolder, secrets: ['token'] },
  },
  auditActions,
  exportOf: async (ports, userId) => ({
    personal_access_tokens: (await personalTokensOf(ports, userId)).map(({ name, session }) => ({
      id: session.id,
      name,
      permissions: session.scope?.permissions ?? [],
      methods: session.scope?.methods ?? 'read',
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      last_used_at: lastUseOf(session)?.at ?? null,
      last_used_from: lastUseOf(session)?.from ?? null,
    })),
  }),
} as const satisfies AccountFeature<Dependencies, Stores>;
