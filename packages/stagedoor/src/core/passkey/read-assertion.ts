import { fieldRefusal } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json-value.ts';
import type { AuthenticationMethod } from '../session/authentication.ts';
import type { OpenCeremony } from './ceremony.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { StoredPasskey } from './passkey.ts';
import type { Assertion } from './web-authn.ts';

/** An answer that is right, and not noted yet. */
export interface ReadAssertion {
  readonly passkey: StoredPasskey;
  readonly assertion: Assertion;
}

/**
 * Whose answer to a challenge this is, by the passkey that made it. Writes nothing.
 *
 * @throws AccountsError `invalid-input` (`credential`): `passkey_unknown` where this site surely has no such passkey, and
 *   `passkey_wrong` for whatever else is not right
 */
export async function readAssertion(
  { passkeys, webAuthn }: Pick<Dependencies, 'passkeys' | 'webAuthn'>,
  { challenge }: Pick<OpenCeremony, 'challenge'>,
  sent: JsonObject,
): Promise<ReadAssertion> {
  const { id } = sent;
  if (typeof id !== 'string' || id === '') throw passkeyWrong();
  const passkey = await passkeys.findByCredentialId(id);
  if (passkey === null) throw fieldRefusal('credential', 'passkey_unknown');
  const assertion =
    passkey.rpId === webAuthn.rpId ? await webAuthn.readAssertion(sent, challenge, passkey) : null;
  if (assertion === null) throw passkeyWrong();
  return { passkey, assertion };
}

/**
 * Notes that a passkey was shown, in the transaction of what it opens.
 *
 * @throws AccountsError `invalid-input` (`credential`) for one that there must be two of, by what it counts
 */
export async function notePasskeyUse(
  { passkeys }: Pick<Stores, 'passkeys'>,
  { passkey, assertion: { counter, isBackedUp } }: ReadAssertion,
  now: Date,
): Promise<void> {
  if (!(await passkeys.use(passkey.id, { counter, isBackedUp, now }))) throw passkeyWrong();
}

export function passkeyWrong() {
  return fieldRefusal('credential', 'passkey_wrong');
}

/** What a passkey proves: that somebody has it, and where the authenticator made sure of them, who they are or what they know. */
export function provedPasskey({
  isUserVerified,
}: Pick<Assertion, 'isUserVerified'>): Omit<AuthenticationMethod, 'at'> {
  return { method: 'passkey', factors: isUserVerified ? ['possession', 'inherence'] : ['possession'] };
}
