import type { DatabaseFeature } from '../feature.ts';
import { initial } from './0001-initial.ts';
import { begunIn } from './0002-begun-in.ts';
import { createRecoveryCodeStore } from './recovery-code-store.ts';
import type { SecondFactorTables } from './tables.ts';
import { createTotpDeviceStore } from './totp-device-store.ts';

declare module '../tables.ts' {
  interface Tables extends SecondFactorTables {}
}

/** Asked at log-ins and kept by nobody: nothing of it is told. */
export const secondFactorFeature = {
  name: 'second-factor',
  migrations: [initial, begunIn],
  models: [
    { app: 'stagedoor', name: 'totpdevice', label: 'authenticator app' },
    { app: 'stagedoor', name: 'recoverycode', label: 'recovery code' },
  ],
  stores: { totpDevices: createTotpDeviceStore, recoveryCodes: createRecoveryCodeStore },
} as const satisfies DatabaseFeature;
