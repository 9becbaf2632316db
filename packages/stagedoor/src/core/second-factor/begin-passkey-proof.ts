import { AccountsError } from '../kernel/errors.ts';
import { beginCeremony, type CeremonyScope, type PasskeyCeremony } from '../passkey/ceremony.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Asks a user for one of their passkeys, at the stage of a log-in or before a change.
 *
 * @throws AccountsError `not-found` where they have none for this site's domain
 */
export async function beginPasskeyProof(
  deps: Pick<Dependencies, 'passkeys' | 'webAuthn' | 'signer' | 'clock'>,
  { userId, scope }: { readonly userId: number; readonly scope: CeremonyScope },
): Promise<PasskeyCeremony> {
  const own = await deps.passkeys.listOfUser(userId);
  const allowed = own.filter(({ rpId }) => rpId === deps.webAuthn.rpId);
  if (allowed.length === 0) throw new AccountsError({ code: 'not-found' });
  const { handle, challenge } = beginCeremony(deps, scope);
  // The other factor was shown already, or is asked beside it.
  return {
    handle,
    options: await deps.webAuthn.requestOptions({ challenge, allowed, mustVerifyUser: false }),
  };
}
