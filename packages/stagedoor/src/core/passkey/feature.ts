import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { listPasskeys } from './list-passkeys.ts';
import { renamePasskey } from './rename-passkey.ts';

/** Passkeys as they are kept and shown. How they are added and taken away stands with second factors, how they log in with log-ins. */
export const passkeyFeature = {
  name: 'passkey',
  useCases: {
    passkey: { list: listPasskeys, rename: renamePasskey },
  },
  expire: ({ ceremonies }, { now, most }) => ceremonies.removeExpired(now, most),
  exportOf: async (ports, userId) => ({
    passkeys: (await listPasskeys(ports, { userId })).map((one) => ({
      id: one.id,
      name: one.name,
      kind: one.kind,
      is_synced: one.isSynced,
      is_backed_up: one.isBackedUp,
      created_at: one.createdAt,
      last_used_at: one.lastUsedAt,
    })),
  }),
} as const satisfies AccountFeature<Dependencies, Stores>;
