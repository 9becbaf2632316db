import { listPasskeys } from '../passkey/list-passkeys.ts';
import type { Passkey } from '../passkey/passkey.ts';
import type { Dependencies } from './dependencies.ts';
import type { TotpDevice } from './totp-device.ts';

export interface SecondFactors {
  /** Those that are confirmed, the oldest first. */
  readonly totpDevices: readonly TotpDevice[];
  /** All of them: those that are no second step log in by themselves. */
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodes: { readonly made: number; readonly left: number };
}

/** What a user has beside the first proof. No secret is among it. */
export async function listSecondFactors(
  deps: Pick<Dependencies, 'totpDevices' | 'passkeys' | 'recoveryCodes'>,
  { userId }: { readonly userId: number },
): Promise<SecondFactors> {
  const [devices, passkeys, recoveryCodes] = await Promise.all([
    deps.totpDevices.listOfUser(userId),
    listPasskeys(deps, { userId }),
    deps.recoveryCodes.count(userId),
  ]);
  const confirmed = devices.filter(({ confirmedAt }) => confirmedAt !== null);
  return {
    totpDevices: confirmed.map(({ key: _key, begunIn: _session, ...device }) => device),
    passkeys,
    recoveryCodes,
  };
}
