import { after, seconds } from '../../kernel/clock.ts';
import type { Dependencies } from '../dependencies.ts';
import { longestTokenSeconds, usesSharedSecret } from '../jwt-settings.ts';
import { addSigningKey } from './add-signing-key.ts';

export type SigningKeyRotation =
  /** The key is a shared secret, which lives in the configuration: its owner changes it there. */
  | { readonly outcome: 'shared-secret' }
  /** Somebody else rotated in the same moment; once is enough. */
  | { readonly outcome: 'rotated-by-another' }
  | {
      readonly outcome: 'rotated';
      readonly keyId: string;
      readonly signsFrom: Date;
      /** Until then tokens of the keys before it are good. */
      readonly othersRetireAt: Date;
    };

/**
 * Puts a new key in place of those that sign tokens (ASVS V11.2.2). It is published first, signs after the overlap,
 * and the others verify until nothing that they signed can be good any more. `atOnce` is for a key that somebody stole:
 * the new one signs now and the others end now, with every token they signed; all nodes follow within a second.
 */
export async function rotateSigningKeys(
  deps: Pick<Dependencies, 'signingKeys' | 'transact' | 'makeSigningKey' | 'clock' | 'settings'>,
  { atOnce }: { readonly atOnce: boolean },
): Promise<SigningKeyRotation> {
  const { jwt } = deps.settings;
  const { algorithm } = jwt.rules;
  if (usesSharedSecret(algorithm)) return { outcome: 'shared-secret' };
  const made = await deps.makeSigningKey(algorithm);
  const now = deps.clock.now();
  const follows = (await deps.signingKeys.list(algorithm, now)).at(-1)?.id ?? '';
  const signsFrom = after(now, atOnce ? 0 : jwt.keyOverlapMs);
  const othersRetireAt = atOnce ? now : after(signsFrom, seconds(longestTokenSeconds(jwt)));
  const isAdded = await addSigningKey(
    deps,
    { ...made, algorithm, follows, createdAt: now, signsFrom },
    { reason: atOnce ? 'compromise' : 'rotation', othersRetireAt },
  );
  if (!isAdded) return { outcome: 'rotated-by-another' };
  return { outcome: 'rotated', keyId: made.id, signsFrom, othersRetireAt };
}
