import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { policyAllows, requireOnRow, requirePolicy } from './require-policy.ts';

/** Policies are values of a site; what is asked by them is asked here. */
export const policyFeature = {
  name: 'policy',
  useCases: {
    policy: { allows: policyAllows, require: requirePolicy, requireOnRow },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
