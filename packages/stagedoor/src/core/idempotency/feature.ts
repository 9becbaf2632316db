import type { AccountFeature } from '../kernel/feature.ts';
import { claimRequest } from './claim-request.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { settleRequest } from './settle-request.ts';

export const idempotencyFeature = {
  name: 'idempotency',
  useCases: {
    idempotency: { claim: claimRequest, settle: settleRequest },
  },
  expire: ({ idempotency }, { now, most }) => idempotency.removeExpired(now, most),
} as const satisfies AccountFeature<Dependencies, Stores>;
