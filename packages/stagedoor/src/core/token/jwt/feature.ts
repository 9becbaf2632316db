import type { AccountFeature } from '../../kernel/feature.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { blacklistToken } from './blacklist-token.ts';
import { findAccessPrincipal, type JwtRefused } from './find-access-principal.ts';
import { findTokenFamilies } from './find-token-families.ts';
import { obtainSlidingToken, obtainTokenPair } from './obtain-tokens.ts';
import { refreshSlidingToken } from './refresh-sliding-token.ts';
import { refreshTokens } from './refresh-tokens.ts';
import { recheckTokenHolder } from './stateless-principal.ts';
import { verifyToken } from './verify-token.ts';

const auditActions = ['token-reuse'] as const;

declare module '../../kernel/credential.ts' {
  interface CredentialKinds {
    /** An access token, or a sliding one. */
    jwt: { readonly shown: { readonly token: string }; readonly found: Principal | JwtRefused };
  }
}

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const jwtFeature = {
  name: 'jwt',
  useCases: {
    jwt: {
      obtainPair: obtainTokenPair,
      obtainSliding: obtainSlidingToken,
      refresh: refreshTokens,
      refreshSliding: refreshSlidingToken,
      verify: verifyToken,
      blacklist: blacklistToken,
      findFamilies: findTokenFamilies,
      findPrincipal: findAccessPrincipal,
    },
  },
  credentials: {
    jwt: { find: findAccessPrincipal, recheck: recheckTokenHolder, secrets: ['token'] },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
