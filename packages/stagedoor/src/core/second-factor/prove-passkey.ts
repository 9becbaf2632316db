import type { JsonObject } from '../kernel/json-value.ts';
import { type CeremonyScope, openCeremony, useCeremony } from '../passkey/ceremony.ts';
import { notePasskeyUse, passkeyWrong, provedPasskey, readAssertion } from '../passkey/read-assertion.ts';
import type { AuthenticationMethod } from '../session/authentication.ts';
import type { Dependencies } from './dependencies.ts';

export interface PasskeyProof {
  readonly userId: number;
  /** What `beginPasskeyProof` was asked for. */
  readonly scope: CeremonyScope;
  /** The handle that it answered. */
  readonly ceremony: string;
  /** What the browser answered, as `PublicKeyCredential.toJSON()` has it. */
  readonly credential: JsonObject;
}

/**
 * What a user proves by one of their own passkeys, which uses the ceremony up: of many answers at once one is right.
 *
 * @throws AccountsError `invalid-input` (`ceremony`, `credential`)
 */
export async function provePasskey(
  deps: Pick<Dependencies, 'transact' | 'passkeys' | 'webAuthn' | 'signer' | 'clock'>,
  { userId, scope, ceremony, credential }: PasskeyProof,
): Promise<Omit<AuthenticationMethod, 'at'>> {
  const open = openCeremony(deps, scope, ceremony);
  const read = await readAssertion(deps, open, credential);
  if (read.passkey.userId !== userId) throw passkeyWrong();
  await deps.transact(async (stores) => {
    await useCeremony(stores, open);
    await notePasskeyUse(stores, read, deps.clock.now());
  });
  return provedPasskey(read.assertion);
}
