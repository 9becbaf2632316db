import type { KeyedTotpDevice } from '../../../core/second-factor/totp-device-store.ts';

export type TotpDeviceRow = KeyedTotpDevice & { readonly lastStep: number | null };

export interface RecoveryCodeRow {
  readonly userId: number;
  readonly hash: string;
  readonly usedAt: Date | null;
}

export interface SecondFactorRows {
  readonly totpDevices: Map<number, TotpDeviceRow>;
  /** By the user and the hash. */
  readonly recoveryCodes: Map<string, RecoveryCodeRow>;
}
