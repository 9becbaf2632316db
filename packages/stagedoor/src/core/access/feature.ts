import type { AccountFeature } from '../kernel/feature.ts';
import { isAllowed } from './is-allowed.ts';
import { requireAllowed } from './require-allowed.ts';

/** Everything it asks comes with the principal. */
export const accessFeature = {
  name: 'access',
  useCases: {
    access: { isAllowed, requireAllowed },
  },
} as const satisfies AccountFeature<object, object>;
