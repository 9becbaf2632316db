import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { createCeremonyStore } from './ceremony-store.ts';
import { createPasskeyStore } from './passkey-store.ts';
import type { PasskeyTables } from './tables.ts';

declare module '../tables.ts' {
  interface Tables extends PasskeyTables {}
}

export const passkeyFeature = {
  name: 'passkey',
  migrations: [initial],
  models: [{ app: 'stagedoor', name: 'passkey', label: 'passkey' }],
  stores: { passkeys: createPasskeyStore, ceremonies: createCeremonyStore },
} as const satisfies DatabaseFeature;
