import type { DatabaseFeature } from '../feature.ts';
import { createPolicyFactStore } from './policy-fact-store.ts';

/** It keeps nothing itself: it reads what tables of a site say of whoever asks. */
export const policyFeature = {
  name: 'policy',
  stores: { policyFacts: createPolicyFactStore },
} as const satisfies DatabaseFeature;
