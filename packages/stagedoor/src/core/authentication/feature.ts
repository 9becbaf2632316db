import type { AccountFeature } from '../kernel/feature.ts';
import type { Stores } from '../token/dependencies.ts';
import type { Dependencies } from './dependencies.ts';
import { findByCredential } from './find-by-credential.ts';
import { principalOfNow } from './principal-of-now.ts';
import { recheckPrincipal } from './recheck-principal.ts';

export const authenticationFeature = {
  name: 'authentication',
  useCases: {
    authentication: { find: findByCredential, recheck: recheckPrincipal, findOfNow: principalOfNow },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
