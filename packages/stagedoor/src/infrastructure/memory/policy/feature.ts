import type { MemoryFeature } from '../feature.ts';
import { createMemoryPolicyFactStore } from './memory-policy-fact-store.ts';

export const policyFeature = {
  name: 'policy',
  stores: { policyFacts: createMemoryPolicyFactStore },
} as const satisfies MemoryFeature;
