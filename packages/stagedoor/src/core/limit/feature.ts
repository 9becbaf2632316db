import type { AccountFeature } from '../kernel/feature.ts';
import { admitRequest } from './admit-request.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { removeStale } from './remove-stale.ts';

export const limitFeature = {
  name: 'limit',
  useCases: {
    limit: { admitRequest },
  },
  expire: removeStale,
  expireCounts: 'limits',
} as const satisfies AccountFeature<Dependencies, Stores>;
