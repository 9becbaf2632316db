import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { changeUser } from './change-user.ts';
import { updateProfile } from './update-profile.ts';

const auditActions = ['profile-change'] as const;

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const profileFeature = {
  name: 'profile',
  useCases: {
    user: { updateProfile, change: changeUser },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
