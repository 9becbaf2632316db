import type { MemoryFeature } from '../feature.ts';
import { createMemoryRecoveryCodeStore } from './memory-recovery-code-store.ts';
import { createMemoryTotpDeviceStore } from './memory-totp-device-store.ts';
import type { SecondFactorRows } from './rows.ts';

declare module '../memory-state.ts' {
  interface MemoryState extends SecondFactorRows {}
}

export const secondFactorFeature = {
  name: 'second-factor',
  rows: ['totpDevices', 'recoveryCodes'],
  stores: { totpDevices: createMemoryTotpDeviceStore, recoveryCodes: createMemoryRecoveryCodeStore },
} as const satisfies MemoryFeature;
