import type { AccountFeature } from '../../kernel/feature.ts';
import { findByIdentity } from '../../user/find-by-identity.ts';
import { listIdentities } from '../../user/list-identities.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { linkIdentity } from './link-identity.ts';
import { unlinkIdentity } from './unlink-identity.ts';

const auditActions = ['identity-link', 'identity-unlink'] as const;

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const identityFeature = {
  name: 'identity',
  useCases: {
    identity: { findUser: findByIdentity, list: listIdentities, link: linkIdentity, unlink: unlinkIdentity },
  },
  auditActions,
  exportOf: async ({ identities }, userId) => ({
    identities: (await identities.listOfUser(userId)).map(({ provider, subject, name, linkedAt }) => ({
      provider,
      subject,
      name,
      linked_at: linkedAt,
    })),
  }),
} as const satisfies AccountFeature<Dependencies, Stores>;
