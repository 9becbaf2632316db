import type { Dependencies } from './dependencies.ts';
import type { Passkey } from './passkey.ts';

/** The passkeys of a user, without what their assertions are checked by. The one that was made first, first. */
export async function listPasskeys(
  { passkeys }: Pick<Dependencies, 'passkeys'>,
  { userId }: { readonly userId: number },
): Promise<readonly Passkey[]> {
  const stored = await passkeys.listOfUser(userId);
  return stored.map(
    ({
      credentialId: _id,
      publicKey: _key,
      counter: _count,
      transports: _ways,
      rpId: _at,
      userHandle: _of,
      ...shown
    }) => shown,
  );
}
