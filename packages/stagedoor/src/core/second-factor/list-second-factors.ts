import type { Dependencies } from './dependencies.ts';
import type { TotpDevice } from './totp-device.ts';

export interface SecondFactors {
  /** Those that are confirmed, the oldest first. */
  readonly totpDevices: readonly TotpDevice[];
  readonly recoveryCodes: { readonly made: number; readonly left: number };
}

/** What a user has beside the first proof. No secret is among it. */
export async function listSecondFactors(
  deps: Pick<Dependencies, 'totpDevices' | 'recoveryCodes'>,
  { userId }: { readonly userId: number },
): Promise<SecondFactors> {
  const [devices, recoveryCodes] = await Promise.all([
    deps.totpDevices.listOfUser(userId),
    deps.recoveryCodes.count(userId),
  ]);
  const confirmed = devices.filter(({ confirmedAt }) => confirmedAt !== null);
  return { totpDevices: confirmed.map(({ key: _key, ...device }) => device), recoveryCodes };
}
