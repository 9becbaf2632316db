import type { Dependencies } from '../dependencies.ts';
import type { JwtAlgorithm } from '../jwt-settings.ts';
import type { SigningKey } from '../signing-key-store.ts';
import { addSigningKey } from './add-signing-key.ts';

/** A key that this process can use. */
export type OpenSigningKey = SigningKey & { readonly privateKey: string };

/**
 * The keys of the algorithm that still verify, by the moment they sign from; at first need one is made. However many
 * processes come to that at once, there is one afterwards. Keys sealed under a CRYPTOGRAPHY_KEY that is gone are left
 * out and left alone: a node that was started with the wrong one must not end everybody else's tokens.
 */
export async function findSigningKeys(
  deps: Pick<Dependencies, 'signingKeys' | 'transact' | 'makeSigningKey' | 'clock'>,
  algorithm: JwtAlgorithm,
): Promise<readonly OpenSigningKey[]> {
  const stored = await deps.signingKeys.list(algorithm, deps.clock.now());
  const open = stored.filter(isOpen);
  if (open.length > 0) return open;
  const now = deps.clock.now();
  const made = await deps.makeSigningKey(algorithm);
  const follows = stored.at(-1)?.id ?? '';
  const key = { ...made, algorithm, follows, createdAt: now, signsFrom: now };
  await addSigningKey(deps, key, { reason: 'first', othersRetireAt: null });
  return (await deps.signingKeys.list(algorithm, deps.clock.now())).filter(isOpen);
}

function isOpen(key: SigningKey): key is OpenSigningKey {
  return key.privateKey !== null;
}
