import type { AccountFeature } from '../kernel/feature.ts';
import { admitParts, admitRequest, requireRoom } from './admit-request.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { removeStale } from './remove-stale.ts';

export const limitFeature = {
  name: 'limit',
  useCases: {
    limit: { admitRequest, admitParts, requireRoom },
  },
  expire: removeStale,
  expireCounts: 'limits',
} as const satisfies AccountFeature<Dependencies, Stores>;
