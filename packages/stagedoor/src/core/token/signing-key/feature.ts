import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { listPublicKeys } from './list-public-keys.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';

const auditActions = ['signing-key-change'] as const;

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const signingKeyFeature = {
  name: 'signing-key',
  useCases: {
    signingKey: { listPublic: listPublicKeys, rotate: rotateSigningKeys },
  },
  auditActions,
  expire: ({ signingKeys }, { now, most }) => signingKeys.removeRetired(now, most),
} as const satisfies AccountFeature<Dependencies, Stores>;
